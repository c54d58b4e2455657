import fc from 'fast-check';
import { chatIdOf, chatIn, messageIdOf, messageIn } from '../../../nodes/AmoCrmChats/bridge/ids';
import { messengers } from '../../../nodes/AmoCrmChats/messengers/registry';

const id = fc.string({ minLength: 1, maxLength: 40 });
/** A number's ID at Meta, or a bot's. */
const account = fc.stringMatching(/^\d{1,20}$/);
const messenger = fc.constantFrom(...messengers);
const prefix = fc.option(fc.stringMatching(/^[\w-]{1,20}$/), { nil: undefined });

test('a chat is found again by the ID that it has in amoCRM', () => {
	fc.assert(
		fc.property(messenger, prefix, account, id, (each, before, number, chat) => {
			const spelling = { messenger: each, prefix: before };
			const chatId = chatIdOf(spelling, number, chat);
			const found = each.can.accounts ? { account: number, chat } : { chat };
			expect(chatIn(spelling, chatId)).toEqual(found);
		}),
	);
});

test('a message is found again by the ID that it has in amoCRM', () => {
	fc.assert(
		fc.property(messenger, prefix, id, id, (each, before, chatId, message) => {
			const spelling = { messenger: each, prefix: before };
			const messageId = messageIdOf(spelling, chatId, message);
			expect(messageIn(spelling, chatId, messageId)).toBe(message);
		}),
	);
});

test('two bots that share a channel have no chat in common', () => {
	fc.assert(
		fc.property(id, fc.uniqueArray(account, { minLength: 2, maxLength: 2 }), (chat, bots) => {
			for (const each of messengers) {
				const ids = bots.map((bot) => chatIdOf({ messenger: each, prefix: bot }, bot, chat));
				expect(new Set(ids).size).toBe(2);
			}
		}),
	);
});

test('an ID that was spelled in another way is no ID of such a messenger', () => {
	for (const each of messengers.filter(({ can }) => can.idsPerChat)) {
		expect(messageIn({ messenger: each, prefix: undefined }, '42', 'other:7')).toBeUndefined();
	}
});

test('a chat from before there was a number in the IDs is a chat all the same', () => {
	for (const each of messengers.filter(({ can }) => can.accounts)) {
		expect(chatIn({ messenger: each, prefix: undefined }, '15550100')).toEqual({
			chat: '15550100',
		});
	}
});
