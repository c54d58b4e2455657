import type { AmoCrmChatsEvent } from '../../../nodes/AmoCrmChats/trigger/triggerOutput.ts';
import { filterFields, passes } from '../../../nodes/AmoCrmChats/trigger/filters.ts';

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
