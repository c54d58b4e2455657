import {
	type IContextObject,
	type IExecuteFunctions,
	type INode,
	type INodeExecutionData,
	type NodeExecutionHint,
	NodeOperationError,
} from 'n8n-workflow';
import { isObject } from '../shared/json';
import { type Failure, inOneText } from './failure';

/** What became of an item. */
export type Outcome =
	{ kind: 'done'; items: INodeExecutionData[] } | { kind: 'failed'; failure: Failure };

/** What became of the items of a run, and of the run as a whole. */
export class RunReport {
	private readonly outcomes = new Map<number, Outcome>();

	/** `arrivedBefore` are the items that arrived in an earlier try of the same run. */
	constructor(
		private readonly total: number,
		private readonly arrivedBefore: readonly Range[] = [],
	) {}

	of(index: number): Outcome | undefined {
		return this.outcomes.get(index);
	}

	note(index: number, outcome: Outcome): void {
		this.outcomes.set(index, outcome);
	}

	/** The items that arrived, in this try or an earlier one. */
	get arrived(): Range[] {
		const wasBefore = (index: number) =>
			this.arrivedBefore.some(([from, to]) => from <= index && index <= to);
		const ranges: Range[] = [];
		for (let index = 0; index < this.total; index++) {
			if (this.outcomes.get(index)?.kind !== 'done' && !wasBefore(index)) continue;
			const last = ranges.at(-1);
			if (last?.[1] === index - 1) last[1] = index;
			else ranges.push([index, index]);
		}
		return ranges;
	}

	get firstFailure(): Failure | undefined {
		for (let index = 0; index < this.total; index++) {
			const outcome = this.outcomes.get(index);
			if (outcome?.kind === 'failed') return outcome.failure;
		}
		return undefined;
	}

	/** The error of a run that stopped early: its first failure, and what of the run was sent all the same. */
	error(node: INode): Failure {
		const { arrived, firstFailure: failure, total } = this;
		const report = `Done: ${arrived.length === 0 ? 'none' : `items ${listed(arrived)}`} of ${total}.`;
		if (failure === undefined) {
			return new NodeOperationError(node, 'The execution was cancelled', { description: report });
		}
		if (total > 1) failure.description = [failure.description, report].filter(Boolean).join(' ');
		return failure;
	}

	/**
	 * What goes to the output. To the error output n8n adds the JSON of the incoming item, so that with its binary
	 * data it can be fed in again; but only where nothing stands beside `error`, and no Error is given along with it.
	 */
	output(inputs: INodeExecutionData[]): INodeExecutionData[] {
		return inputs.flatMap(({ binary }, index) => {
			const outcome = this.outcomes.get(index);
			if (outcome === undefined) return [];
			if (outcome.kind === 'done') return outcome.items;
			const json = { error: inOneText(outcome.failure) };
			return [{ json, binary, pairedItem: { item: index } }];
		});
	}
}

/** "0-2, 5" */
function listed(ranges: Range[]): string {
	return ranges.map(([from, to]) => (from === to ? `${from}` : `${from}-${to}`)).join(', ');
}

/** From and to, both included. */
export type Range = [from: number, to: number];

/**
 * What n8n keeps of a node for the length of its execution: over the tries of Retry On Fail, and when a person
 * retries the execution, which gets a number of its own then.
 */
export class RunMemory {
	private readonly kept: IContextObject;

	constructor(
		private readonly context: Pick<IExecuteFunctions, 'getContext' | 'getExecutionId'>,
		/** Which round of the node it is, as in a loop. */
		private readonly round: number,
	) {
		this.kept = context.getContext('node');
	}

	/** The number of the execution in which the node first ran. */
	executionId(otherwise: string): string {
		const known: unknown = this.kept.firstExecutionId;
		const id = typeof known === 'string' ? known : (this.context.getExecutionId() ?? otherwise);
		this.kept.firstExecutionId = id;
		return id;
	}

	/** The items that arrived in an earlier try of this round. */
	get arrived(): Range[] {
		const known: unknown = this.kept.arrived;
		if (!isObject(known) || known.round !== this.round || !Array.isArray(known.items)) return [];
		return known.items.filter(isRange);
	}

	set arrived(items: Range[]) {
		this.kept.arrived = { round: this.round, items };
	}
}

function isRange(value: unknown): value is Range {
	return Array.isArray(value) && value.length === 2 && value.every(Number.isInteger);
}

/** What the person reads above the output: warnings, each once with the number of its items, and a summary. */
export class Notes {
	private readonly warnings = new Map<string, number>();

	/** `doubts` concern the whole run, however many items it has. */
	constructor(doubts: readonly string[]) {
		this.warn(doubts);
	}

	warn(warnings: readonly string[]): void {
		for (const warning of warnings) {
			this.warnings.set(warning, (this.warnings.get(warning) ?? 0) + 1);
		}
	}

	show(context: IExecuteFunctions, summary?: string): void {
		const hints = [...this.warnings].map(([message, count]) =>
			hint(count > 1 ? `${message} (${count} items)` : message, 'warning'),
		);
		if (summary !== undefined) hints.unshift(hint(summary, 'info'));
		context.addExecutionHints?.(...hints);
	}
}

function hint(message: string, type: NodeExecutionHint['type']): NodeExecutionHint {
	return { message, type, location: 'outputPane' };
}
