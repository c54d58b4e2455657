import type { INodeProperties } from 'n8n-workflow';
import { ItemForm } from '../../../nodes/AmoCrmChats/actions/form';
import { send } from '../../../nodes/AmoCrmChats/actions/message/send.operation';
import { account, now, payloadOf, requestOf } from './form';

const UUID = '344a5002-f8ca-454d-af3d-396180102ac7';
const properties = [{ displayName: 'Value', name: 'value' }] as INodeProperties[];

const parametersOf = (value: unknown, seed: string[] = []) =>
	new ItemForm((path) => (path === 'value' ? value : null), properties, account, {
		now,
		seed: () => seed,
	});

describe('blank values', () => {
	test.each([[undefined], [null], [''], [' \n']])('%j reads as absent', (value) => {
		const parameters = parametersOf(value);
		expect(parameters.has('value')).toBe(false);
		expect(parameters.text('value')).toBeUndefined();
		expect(parameters.id('value')).toBeUndefined();
		expect(parameters.uuid('value', '')).toBeUndefined();
		expect(parameters.refId('value')).toBeUndefined();
		expect(parameters.flag('value')).toBeUndefined();
		expect(parameters.number('value', 0, 1)).toBeUndefined();
		expect(parameters.integer('value', 0)).toBeUndefined();
		expect(parameters.raw('value')).toBeUndefined();
		expect(parameters.warnings).toEqual([]);
	});

	test.each([[0], [false]])('%j is a value', (value) => {
		expect(parametersOf(value).has('value')).toBe(true);
	});

	test('where they are required are refused with what is expected', () => {
		const refusal = { message: "'Value' is empty", description: 'Enter it.', parameter: 'value' };
		const blank = parametersOf(' ');
		expect(() => blank.requiredText('value', 'Enter it.')).toThrow(
			expect.objectContaining(refusal),
		);
		expect(() => blank.requiredId('value', 'Enter it.')).toThrow(expect.objectContaining(refusal));
		expect(() => blank.requiredUuid('value', 'Enter it.')).toThrow(
			expect.objectContaining(refusal),
		);
	});
});

describe('words that a model writes for nothing', () => {
	const WORDS = ['null', 'undefined', 'None', 'nil', 'N/A', ' NULL '];
	const form = (phone: string, text: string) => ({
		direction: 'fromClient',
		conversationId: 'tg-77',
		senderId: 'tg-user-77',
		senderName: 'Ann',
		text,
		senderDetails: { phone },
		options: { sourceId: phone, replyTo: { message: { externalMessageId: phone } } },
	});

	test.each(WORDS)('%j is absent where an agent calls the node', (word) => {
		const request = requestOf(send, form(word, 'Hello'), { isTool: true });
		expect(request).toEqual(requestOf(send, form('', 'Hello'), { isTool: true }));
	});

	test.each(WORDS)(
		'%j is a text like any other in what is said, and where a person typed it',
		(word) => {
			const told = payloadOf(send, form('', word), { isTool: true });
			expect(told).toMatchObject({ message: { text: word } });
			const typed = payloadOf(send, form(word, 'Hello'));
			expect(typed).toMatchObject({ sender: { profile: { phone: word } } });
		},
	);
});

describe('ids', () => {
	test.each([
		[1001, '1001'],
		[-100123456789, '-100123456789'],
		[Number.MAX_SAFE_INTEGER, '9007199254740991'],
		[' a b ', 'a b'],
	])('%j is %j', (value, id) => {
		expect(parametersOf(value).id('value')).toBe(id);
	});

	test.each([[Number.MAX_SAFE_INTEGER + 1], [1.5], [NaN], [1e21]])('%d is refused', (value) => {
		expect(() => parametersOf(value).id('value')).toThrow(/which lost digits$/);
	});

	test('UUIDs of any version and case are taken, and nothing else', () => {
		expect(parametersOf(UUID).uuid('value', '')).toBe(UUID);
		expect(parametersOf(UUID.toUpperCase()).uuid('value', '')).toBe(UUID);
		for (const wrong of [UUID.slice(1), `${UUID}0`, UUID.replaceAll('-', ''), `x${UUID.slice(1)}`])
			expect(() => parametersOf(wrong).uuid('value', '')).toThrow("'Value' is not a UUID");
	});
});

describe('numbers', () => {
	test.each([
		[5, 5],
		['5', 5],
		[' 5.5 ', 5.5],
		['-1', -1],
	])('%j is %d', (value, number) => {
		expect(parametersOf(value).number('value', -10, 10)).toBe(number);
	});

	test.each([
		...['five', '5 kg', NaN, Infinity, true, [5], {}].map((value) => [value, 'is not a number']),
		...[11, '-11'].map((value) => [value, 'is out of range']),
	])('%j is refused: it %s', (value, problem) => {
		expect(() => parametersOf(value).number('value', -10, 10)).toThrow(
			expect.objectContaining({
				message: `'Value' ${String(problem)}`,
				description: 'Enter a number from -10 to 10.',
			}),
		);
	});

	test('whole ones are demanded where the wire wants them', () => {
		expect(parametersOf('7').integer('value', 0)).toBe(7);
		expect(() => parametersOf(7.5).integer('value', 0)).toThrow("'Value' is not a whole number");
	});
});

test('a choice is one of its values as text', () => {
	expect(parametersOf('a').requiredChoice('value', ['a', 'b'])).toBe('a');
	for (const wrong of ['c', 'A', '', undefined, { a: 1 }])
		expect(() => parametersOf(wrong).requiredChoice('value', ['a', 'b'])).toThrow(/^'Value' /);
});

test('a field that the form does not know is named by its path', () => {
	expect(parametersOf('x').invalid('other.field', 'is odd', '').message).toBe(
		"'other.field' is odd",
	);
});

test('a stable id depends on the run of the item and on the content', () => {
	const parameters = parametersOf('x', ['seed']);
	expect(parameters.stableId('a')).toBe(parametersOf('y', ['seed']).stableId('a'));
	expect(parameters.stableId('a')).not.toBe(parameters.stableId('b'));
	expect(parameters.stableId('a')).not.toBe(parametersOf('x', ['other']).stableId('a'));
});
