import type { INode } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import type { Failure } from './failure';

/** The error of a run that stopped early: the first failure, and what of the run was sent all the same. */
export function unfinished(
	node: INode,
	failure: Failure | undefined,
	outcomes: ReadonlyMap<number, unknown>,
	total: number,
): Failure {
	const sent = [...outcomes]
		.filter(([, outcome]) => Array.isArray(outcome))
		.map(([index]) => index);
	const report = `Done: ${sent.length === 0 ? 'none' : `items ${ranges(sent)}`} of ${total}.`;
	if (failure === undefined) {
		return new NodeOperationError(node, 'The execution was cancelled', { description: report });
	}
	if (total > 1) failure.description = [failure.description, report].filter(Boolean).join(' ');
	return failure;
}

/** 0, 1, 2, 5 → "0-2, 5". */
function ranges(indexes: number[]): string {
	const parts: Array<[number, number]> = [];
	for (const index of [...indexes].sort((a, b) => a - b)) {
		const last = parts.at(-1);
		if (last !== undefined && last[1] === index - 1) last[1] = index;
		else parts.push([index, index]);
	}
	return parts.map(([from, to]) => (from === to ? `${from}` : `${from}-${to}`)).join(', ');
}
