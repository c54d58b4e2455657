import type { IContextObject, IExecuteFunctions } from 'n8n-workflow';
import { isObject } from '../shared/json';

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
