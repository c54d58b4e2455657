import type { AmoCrmChatsEvent } from '../../../nodes/AmoCrmChats/trigger/triggerOutput.ts';
import {
	filterFields,
	passes as passesForm,
	requireMatchable,
} from '../../../nodes/AmoCrmChats/trigger/filters.ts';
import { formOf } from '../../../nodes/AmoCrmChats/trigger/triggerForm.ts';

const events = ['commentReply', 'message', 'other', 'reaction', 'typing'];
const formWith = (options: object, chosen: unknown = events) =>
	formOf({ getNodeParameter: (name) => ({ options, events: chosen })[name] ?? null });
const passes = (event: AmoCrmChatsEvent, options: object) => passesForm(event, formWith(options));

const message: AmoCrmChatsEvent = {
	...{ event: 'message', eventId: 'e', scopeId: 's', accountId: 'ACC-1' },
	...{ conversationId: 'chat-42', conversationRefId: 'ref-42', sourceId: 'source-1' },
	...{ messageType: 'picture', sender: { refId: 'user-1' } },
};
const typing: AmoCrmChatsEvent = {
	...{ event: 'typing', eventId: 'e', scopeId: 's', accountId: 'acc-1' },
	...{ conversationRefId: 'ref-42', sender: { refId: 'user-1' } },
};

test('without filters everything passes', () => {
	const blank = Object.fromEntries(filterFields.map(({ name }) => [name, ' , ']));
	for (const options of [{}, blank]) expect(passes(message, options)).toBe(true);
});

test.each([
	['accounts', 'other, acc-1', 'acc-2'],
	['chats', 'chat-1,chat-42', 'chat-1'],
	['chats', 'REF-42', 'ref-1'],
	['messageTypes', 'text, picture', 'text'],
	['sources', 'source-1', 'source-2'],
	['users', 'user-1', 'user-2'],
])('%s lets %j through and not %j', (name, fitting, other) => {
	expect(passes(message, { [name]: fitting })).toBe(true);
	expect(passes(message, { [name]: other })).toBe(false);
});

test('an expression may give a list', () => {
	expect(passes(message, { chats: ['chat-1', 'chat-42'] })).toBe(true);
	expect(passes(message, { chats: [1, 2] })).toBe(false);
});

test('all filters must agree', () => {
	expect(passes(message, { chats: 'chat-42', users: 'user-2' })).toBe(false);
});

test('a filter on what a kind of hook never names does not keep it out', () => {
	expect(passes(typing, { sources: 'source-2', messageTypes: 'text' })).toBe(true);
	expect(passes(typing, { users: 'user-2' })).toBe(false);
});

test('a message that lacks what is asked for is kept out', () => {
	const unsourced = { ...message };
	delete unsourced.sourceId;
	expect(passes(unsourced, { sources: 'source-1' })).toBe(false);
});

test('an unknown kind is judged by its account alone', () => {
	const other: AmoCrmChatsEvent = {
		event: 'other',
		eventId: 'e',
		scopeId: 's',
		accountId: 'acc-1',
	};
	expect(passes(other, { chats: 'chat-1', users: 'user-1' })).toBe(true);
	expect(passes(other, { accounts: 'acc-2' })).toBe(false);
});

test.each([',', ', ', ';', ' ; ', '\n', '\r\n', '\t', '，'])('%j separates values', (separator) => {
	for (const [name, fitting] of [
		['chats', 'chat-42'],
		['messageTypes', 'picture'],
		['sources', 'source-1'],
		['users', 'user-1'],
		['accounts', 'acc-1'],
	] as const) {
		expect(passes(message, { [name]: ['other', fitting].join(separator) })).toBe(true);
		expect(passes(message, { [name]: ['other', 'another'].join(separator) })).toBe(false);
	}
});

test('spaces separate words, and not values that may have spaces', () => {
	expect(passes(message, { messageTypes: 'text picture' })).toBe(true);
	expect(passes(message, { users: 'user-2 user-1' })).toBe(true);
	expect(passes({ ...message, conversationId: 'chat 42' }, { chats: 'chat 42, chat-1' })).toBe(
		true,
	);
	expect(passes(message, { chats: 'chat-42 chat-43' })).toBe(false);
});

test('a list may be one, JSON, or have quotes', () => {
	for (const chats of [['chat-42'], '["chat-1", "chat-42"]', "'chat-1', 'chat-42'"]) {
		expect(passes(message, { chats })).toBe(true);
	}
	expect(passes({ ...message, conversationId: 'a,b' }, { chats: ['a,b'] })).toBe(true);
	expect(() => passes(message, { chats: { chat: 42 } })).toThrow("'Options > Chats' is not a list");
});

test('events may be chosen by text, and only whole names count', () => {
	expect(passesForm(message, formWith({}, 'typing, message'))).toBe(true);
	expect(passesForm(message, formWith({}, 'messages'))).toBe(false);
	expect(() => passesForm(message, formWith({}, null))).toThrow("'Trigger On' is empty");
});

describe('what can never match', () => {
	const own = '52e591f7-c98f-4255-8495-827210138c81';
	const other = '00000000-0000-4000-8000-000000000000';
	const channel = (accountId: string) => ({ channelId: own, accountId, secret: 's', botId: '' });

	test.each<[string, object, string, RegExp]>([
		['a type of a messenger', { messageTypes: 'photo' }, 'Message Types\' has "photo"', /picture/],
		['one type of several', { messageTypes: ['text', 'poll'] }, 'has "poll"', /text, video/],
		['a chat ID as user', { users: 'chat-42' }, 'Users\' has "chat-42"', /amojo/],
		['an account number', { accounts: '30512345' }, 'Accounts\' has "30512345"', /amojo_id/],
		['another account', { accounts: `${own}, ${other}` }, `has "${other}"`, /Leave Account ID/],
		['a source in Cyrillic', { sources: 'Номер' }, 'has "Номер"', /Latin/],
	])('%s is named with its field', (_what, options, message, description) => {
		const problem = expect.objectContaining({
			message: expect.stringContaining(message) as string,
			description: expect.stringMatching(description) as string,
		}) as Error;
		expect(() => requireMatchable(formWith(options), channel(own))).toThrow(problem);
	});

	test.each<[string, unknown]>([
		['no event', []],
		['an unknown event', ['message', 'edit']],
	])('%s', (_what, chosen) => {
		expect(() => requireMatchable(formWith({}, chosen), channel(''))).toThrow("'Trigger On'");
	});

	test('all else is accepted', () => {
		const options = { accounts: `${own}\n${other}`, users: own.toUpperCase(), chats: 'a b, 7' };
		expect(() => requireMatchable(formWith(options), channel(''))).not.toThrow();
		const types = { messageTypes: 'Text; picture', sources: '+1 555', accounts: own };
		expect(() => requireMatchable(formWith(types), channel(own.toUpperCase()))).not.toThrow();
	});
});

test('Message Types is a list to choose from; where workflows store text it stays text', () => {
	const fields = filterFields.filter(({ name }) => name === 'messageTypes');
	expect(fields.map(({ type }) => type)).toEqual(['multiOptions', 'string']);
	expect(fields.map(({ displayOptions }) => displayOptions?.show?.['@version'])).toEqual([
		[{ _cnd: { gte: 2.1 } }],
		[{ _cnd: { lt: 2.1 } }],
	]);
});
