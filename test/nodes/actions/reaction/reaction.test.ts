import { add } from '../../../../nodes/AmoCrmChats/actions/reaction/add.operation';
import { remove } from '../../../../nodes/AmoCrmChats/actions/reaction/remove.operation';
import type { JsonObject } from '../../../../nodes/AmoCrmChats/shared/json';
import {
	formOf,
	outputOf,
	refusalOf,
	requestOf,
	scopeId,
	warningsOf,
	type FormValues,
} from '../form';

const CHAT = '9a8b7c6d-5e4f-4a3b-9c2d-1e0f9a8b7c6d';
const MESSAGE = '1d2c3b4a-5968-4778-8695-a4b3c2d1e0f1';
const USER = '76fc2bea-902f-425c-9a3d-dcdac4766090';

const who: FormValues = { conversationId: 'chat-1', externalMessageId: 'm-1', senderId: 42 };
const form: FormValues = { ...who, emoji: '😍' };

test('a reaction of the client', () => {
	expect(requestOf(add, { ...form, emoji: ' 😍 ' })).toEqual({
		method: 'POST',
		path: `/${scopeId}/react`,
		body: {
			conversation_id: 'chat-1',
			msgid: 'm-1',
			user: { id: '42' },
			type: 'react',
			emoji: '😍',
		},
	});
});

test('its removal has no emoji', () => {
	expect(requestOf(remove, who)).toEqual({
		method: 'POST',
		path: `/${scopeId}/react`,
		body: { conversation_id: 'chat-1', msgid: 'm-1', user: { id: '42' }, type: 'unreact' },
	});
});

describe.each([
	['add', add],
	['remove', remove],
])('%s', (_, operation) => {
	const values = operation === add ? form : who;
	const bodyOf = (changes: FormValues) => requestOf(operation, { ...values, ...changes }).body;

	test.each<[string, FormValues, JsonObject, string]>([
		[
			"the chat by amoCRM's ID",
			{ chatBy: 'conversationRefId', conversationRefId: CHAT },
			{ conversation_ref_id: CHAT },
			'conversation_id',
		],
		[
			"the message by amoCRM's ID",
			{ messageBy: 'messageId', messageId: MESSAGE },
			{ id: MESSAGE },
			'msgid',
		],
		[
			'a manager',
			{ direction: 'fromManager', senderRefId: USER, senderId: '' },
			{ user: { ref_id: USER } },
			'user.id',
		],
		[
			'a manager with an ID of your own',
			{ direction: 'fromManager', senderRefId: USER, senderId: 7 },
			{ user: { id: '7', ref_id: USER } },
			'receiver',
		],
		[
			"a client by amoCRM's ID",
			{ clientBy: 'amoCrmId', clientRefId: USER },
			{ user: { ref_id: USER } },
			'user.id',
		],
	])('takes %s', (_, changes, parts, absent) => {
		expect(bodyOf(changes)).toMatchObject(parts);
		expect(bodyOf(changes)).not.toHaveProperty(absent);
	});

	test.each<[FormValues, string]>([
		[{ conversationId: '' }, 'conversationId'],
		[{ chatBy: 'conversationRefId' }, 'conversationRefId'],
		[{ externalMessageId: '' }, 'externalMessageId'],
		[{ messageBy: 'messageId' }, 'messageId'],
		[{ messageBy: 'both' }, 'messageBy'],
		[{ senderId: '' }, 'senderId'],
		[{ clientBy: 'amoCrmId' }, 'clientRefId'],
		[{ direction: 'fromManager' }, 'senderRefId'],
		[{ direction: 'fromManager', senderRefId: 'Bob' }, 'senderRefId'],
		[{ direction: 'fromBot' }, 'direction'],
	])('refuses %j', (changes, parameter) => {
		expect(refusalOf(operation, { ...values, ...changes }).parameter).toBe(parameter);
	});

	test("warns of an ID that does not look like amoCRM's", () => {
		const changes = { messageBy: 'messageId', messageId: 'm-1' };
		expect(warningsOf(operation, { ...values, ...changes })).toEqual([
			expect.stringMatching(/^'amoCRM Message ID' does not look like an ID of amoCRM/),
		]);
	});

	test('keeps the order within a chat, and doubts its ID once', () => {
		expect(operation.lane(formOf(operation, values))).toBe('chat-1');
		const byRefId = { ...values, chatBy: 'conversationRefId', conversationRefId: 'x' };
		const parameters = formOf(operation, byRefId);
		expect(operation.lane(parameters)).toBe('x');
		operation.steps(parameters).next();
		expect(parameters.warnings).toHaveLength(1);
	});

	test.each([[undefined], [{}], ['']])('an answer of %j is a success', (answer) => {
		expect(outputOf(operation, values, answer)).toEqual({ success: true });
	});
});

test('a reaction needs an emoji', () => {
	expect(refusalOf(add, { ...form, emoji: '  ' })).toMatchObject({
		message: "'Emoji' is empty",
		parameter: 'emoji',
	});
});
