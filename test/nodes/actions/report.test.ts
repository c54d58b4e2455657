import { NodeApiError, NodeOperationError, type INode } from 'n8n-workflow';
import { RunReport } from '../../../nodes/AmoCrmChats/actions/report';

const node = { name: 'amoCRM Chats', type: 'amoCrmChats' } as INode;
const failureOf = (description?: string) =>
	new NodeApiError(node, {}, { message: 'amoCRM said no', description });
/** A run in which these items arrived and these failed. */
function reportOf(total: number, sent: number[], failed: Array<[number, NodeApiError]> = []) {
	const report = new RunReport(total);
	for (const index of sent) report.note(index, { kind: 'done', items: [{ json: {} }] });
	for (const [index, failure] of failed) report.note(index, { kind: 'failed', failure });
	return report;
}

test.each([
	[[], 'Do this. Done: none of 9.'],
	[[0], 'Do this. Done: items 0 of 9.'],
	[[0, 1, 2], 'Do this. Done: items 0-2 of 9.'],
	[[5, 0, 2, 1, 8], 'Do this. Done: items 0-2, 5, 8 of 9.'],
])('after items %j the error reads %j', (sent, description) => {
	const failure = failureOf('Do this.');
	const error = reportOf(9, sent, [[7, failure]]).error(node);
	expect(error).toBe(failure);
	expect(error).toMatchObject({ message: 'amoCRM said no', description });
});

test('failed items do not count as done', () => {
	const failed: Array<[number, NodeApiError]> = [
		[1, failureOf()],
		[2, failureOf()],
	];
	expect(reportOf(4, [0], failed).error(node).description).toBe('Done: items 0 of 4.');
});

test('with a single item there is nothing to count', () => {
	expect(reportOf(1, [], [[0, failureOf('Do this.')]]).error(node).description).toBe('Do this.');
});

test('a cancelled run says so, and what was sent', () => {
	const error = reportOf(5, [0, 1]).error(node);
	expect(error).toBeInstanceOf(NodeOperationError);
	expect(error).toMatchObject({
		message: 'The execution was cancelled',
		description: 'Done: items 0-1 of 5.',
	});
});

test('what arrived in an earlier try counts as well', () => {
	const report = new RunReport(9, [[0, 4]]);
	report.note(5, { kind: 'done', items: [] });
	report.note(7, { kind: 'done', items: [] });
	report.note(6, { kind: 'failed', failure: failureOf('Do this.') });
	expect(report.error(node).description).toBe('Do this. Done: items 0-5, 7 of 9.');
});
