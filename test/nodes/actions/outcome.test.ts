import { NodeApiError, NodeOperationError, type INode } from 'n8n-workflow';
import { unfinished } from '../../../nodes/AmoCrmChats/actions/outcome';

const node = { name: 'amoCRM Chats', type: 'amoCrmChats' } as INode;
const failureOf = (description?: string) =>
	new NodeApiError(node, {}, { message: 'amoCRM said no', description });
const outcomes = (...sent: number[]) => new Map(sent.map((index) => [index, [{ json: {} }]]));

test.each([
	[[], 'Do this. Done: none of 9.'],
	[[0], 'Do this. Done: items 0 of 9.'],
	[[0, 1, 2], 'Do this. Done: items 0-2 of 9.'],
	[[5, 0, 2, 1, 8], 'Do this. Done: items 0-2, 5, 8 of 9.'],
])('after items %j the error reads %j', (sent, description) => {
	const failure = failureOf('Do this.');
	const error = unfinished(node, failure, outcomes(...sent), 9);
	expect(error).toBe(failure);
	expect(error).toMatchObject({ message: 'amoCRM said no', description });
});

test('failed items do not count as done', () => {
	const mixed = new Map<number, unknown>([...outcomes(0), [1, failureOf()], [2, failureOf()]]);
	expect(unfinished(node, failureOf(), mixed, 4).description).toBe('Done: items 0 of 4.');
});

test('with a single item there is nothing to count', () => {
	expect(unfinished(node, failureOf('Do this.'), outcomes(), 1).description).toBe('Do this.');
});

test('a cancelled run says so, and what was sent', () => {
	const error = unfinished(node, undefined, outcomes(0, 1), 5);
	expect(error).toBeInstanceOf(NodeOperationError);
	expect(error).toMatchObject({
		message: 'The execution was cancelled',
		description: 'Done: items 0-1 of 5.',
	});
});
