import fc from 'fast-check';
import { outgoingOf } from '../../../nodes/AmoCrmChats/bridge/outgoing';
import type {
	Features,
	Messenger,
	Outgoing,
} from '../../../nodes/AmoCrmChats/messengers/messenger';
import { messengers } from '../../../nodes/AmoCrmChats/messengers/registry';
import { generic } from '../../../nodes/AmoCrmChats/messengers/generic';
import type { JsonObject } from '../../../nodes/AmoCrmChats/shared/json';

/** A messenger of texts alone. */
const plain = messengerOf({ kinds: ['text'], text: 40 });
function messengerOf(can: Features): Messenger {
	return { ...generic, can };
}

const message = { event: 'message', conversationId: '42', messageId: 'a-1' };
function partsOf(event: JsonObject, messenger: Messenger): Outgoing[] {
	const parts = outgoingOf({ ...message, ...event }, { prefix: undefined, messenger });
	if (typeof parts === 'string') throw new Error(parts);
	return parts;
}
const textsOf = (parts: Outgoing[]) => parts.map(({ content }) => content?.text);

describe('what a messenger cannot show', () => {
	const media = { mediaUrl: 'https://files.example/a.png', fileName: 'a.png' };

	test.each<[string, JsonObject, string]>([
		['a file', { messageType: 'picture', ...media }, `a.png\n${media.mediaUrl}`],
		[
			'a location',
			{ messageType: 'location', location: { latitude: 1, longitude: 2 } },
			'https://maps.google.com/?q=1,2',
		],
		['a contact', { messageType: 'contact', contact: { name: 'Bob', phone: '+1' } }, 'Bob\n+1'],
		['buttons', { text: 'Yes?', buttons: [[{ text: 'A' }, { text: 'B' }]] }, 'Yes?\n1. A\n2. B'],
		[
			'a link',
			{ text: 'See', buttons: [[{ text: 'A', url: 'https://a.example' }]] },
			'See\nA: https://a.example',
		],
		[
			'a list',
			{ text: 'Pick', listMessage: { sections: [{ rows: [{ title: 'A', description: 'b' }] }] } },
			'Pick\n1. A: b',
		],
		[
			'a reply',
			{ text: 'Yes', replyTo: { externalMessageId: 'x', text: 'Sure?' } },
			'> Sure?\nYes',
		],
		['a forward', { forwards: [{ messageType: 'text', text: 'seen' }] }, 'seen'],
		['a template', { text: 'Paid', template: { id: 7 } }, 'Paid'],
	])('%s is said in words', (_, event, words) => {
		const wide = messengerOf({ kinds: ['text'], text: 4096 });
		expect(textsOf(partsOf(event, wide))).toEqual([words]);
	});

	test.each([
		['sticker', ['picture', 'file', 'text'], 'picture'],
		['picture', ['file', 'text'], 'file'],
		['voice', ['audio', 'text'], 'audio'],
		['voice', ['file', 'text'], 'file'],
	] as const)('a %s where there are %j is a %s', (messageType, kinds, type) => {
		const parts = partsOf({ messageType, ...media }, messengerOf({ kinds, text: 40 }));
		expect(parts).toMatchObject([{ content: { type, media: { from: { url: media.mediaUrl } } } }]);
	});

	test('a caption that is too long, or beside a kind without one, follows', () => {
		const can: Features = {
			...{ kinds: ['text', 'picture', 'voice'], text: 40 },
			caption: { of: ['picture'], length: 5 },
		};
		for (const event of [
			{ messageType: 'picture', text: 'longer' },
			{ messageType: 'voice', text: 'short' },
		]) {
			const parts = partsOf({ ...event, ...media }, messengerOf(can));
			expect(textsOf(parts)).toEqual([undefined, event.text]);
		}
		const beside = partsOf({ messageType: 'picture', text: 'short', ...media }, messengerOf(can));
		expect(textsOf(beside)).toEqual(['short']);
	});

	test('a reaction is a message that answers; taken back it is nothing', () => {
		const event = { event: 'reaction', externalMessageId: 'x', reaction: 'react', emoji: '👍' };
		const replying = messengerOf({ ...plain.can, reply: true });
		expect(partsOf(event, replying)).toMatchObject([
			{ event: 'message', content: { text: '👍' }, target: { message: 'x' } },
		]);
		const taken = { ...message, ...event, reaction: 'unreact' };
		expect(outgoingOf(taken, { prefix: undefined, messenger: plain })).toMatch(/taken back/);
	});

	test.each(['typing', 'commentReply', 'other'])('%s is nothing for it', (event) => {
		const spelling = { prefix: undefined, messenger: plain };
		expect(typeof outgoingOf({ ...message, event }, spelling)).toBe('string');
	});
});

describe('parts of one message', () => {
	test('the first one answers, the last one has the buttons', () => {
		const can: Features = { ...plain.can, reply: true, buttons: { count: 2, length: 9 } };
		const text = 'word '.repeat(20);
		const replyTo = { externalMessageId: 'x' };
		const parts = partsOf({ text, replyTo, buttons: [[{ text: 'A' }]] }, messengerOf(can));
		expect(parts.map(({ part }) => part)).toEqual([0, 1, 2]);
		expect(parts.map((part) => 'target' in part)).toEqual([true, false, false]);
		expect(parts.map((part) => 'buttons' in part)).toEqual([false, false, true]);
	});

	test('each fits, and no word of the manager is lost', () => {
		const words = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 300 });
		const rows = fc.array(fc.array(words, { maxLength: 4 }), { maxLength: 4 });
		const type = fc.constantFrom('text', 'picture', 'voice', 'location', 'contact');
		fc.assert(
			fc.property(words, rows, type, fc.constantFrom(plain, ...messengers), (...given) => {
				const [text, buttons, messageType, messenger] = given;
				const event = {
					...{ text, messageType, mediaUrl: messageType === 'text' ? null : 'https://f.example/a' },
					buttons: buttons.map((row) => row.map((each) => ({ text: each }))),
				};
				const parts = outgoingOf({ ...message, ...event }, { prefix: undefined, messenger });
				if (typeof parts === 'string') return expect(text.trim()).toBe('');
				for (const { content } of parts) {
					expect(content?.text?.length ?? 0).toBeLessThanOrEqual(messenger.can.text);
				}
				const all = textsOf(parts).join('').replace(/\s/g, '');
				expect(all).toContain(text.replace(/\s/g, ''));
			}),
		);
	});
});
