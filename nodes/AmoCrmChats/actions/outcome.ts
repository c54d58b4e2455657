import type { INode, INodeExecutionData } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import { inOneText, type Failure } from './failure';
import type { Range } from './runMemory';

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
