import { waysOf } from '../../../nodes/AmoCrmChats/bridge/ways';
import type { Content, Incoming } from '../../../nodes/AmoCrmChats/messengers/messenger';

type Message = Extract<Incoming, { event: 'message' }>;
const where = { chat: '42', person: { id: '42', name: 'Ann' }, from: 'client' as const };
const messageOf = (content: Content, more: Partial<Message> = {}): Message => ({
	...{ ...where, event: 'message', message: 'm-1', content },
	...more,
});
const media = { from: { url: 'https://files.example/a.pdf' }, name: 'a.pdf' };
const text: Content = { type: 'text', text: 'Hi' };

test.each<[string, Incoming]>([
	['a plain text', messageOf(text)],
	['a reaction', { ...where, event: 'reaction', message: 'm-1', emoji: '👍' }],
	['a status', { event: 'status', nonce: 'n', verdict: { status: 'read' } }],
])('%s has one way', (_, event) => {
	expect(waysOf(event)).toEqual([event]);
});

test.each<[string, Content, string]>([
	['a file', { type: 'file', text: 'see', media }, 'see\n📎 a.pdf (not brought: '],
	['a location', { type: 'location', location: { latitude: 1, longitude: 2 } }, '📍 1, 2'],
	['a contact', { type: 'contact', contact: { name: 'Bob', phone: '+1' } }, '👤 Bob +1'],
	['a contact with a name alone', { type: 'contact', contact: { name: 'Bob' } }, '👤 Bob'],
])('%s may come in words', (_, content, words) => {
	const [whole, inWords, ...others] = waysOf(messageOf(content));
	expect(whole).toEqual(messageOf(content));
	expect(inWords).toMatchObject({ message: 'm-1', content: { type: 'text' } });
	expect(JSON.stringify(inWords)).toContain(JSON.stringify(words).slice(1, -1));
	expect(others).toEqual([]);
});

test('a file that cannot be had is not tried whole', () => {
	const content = { type: 'file' as const, media: { ...media, unavailable: 'too big' } };
	expect(waysOf(messageOf(content))).toEqual([
		messageOf({ type: 'text', text: '📎 a.pdf (not brought: too big)' }),
	]);
});

test('the quote goes before the content, and the link with a chat goes last', () => {
	const more = { replyTo: { message: 'm-0' }, chatRef: 'ref', callback: 'c' };
	const ways = waysOf(messageOf({ type: 'file', media }, more));
	const kept = ways.map((way) =>
		['replyTo', 'callback', 'chatRef'].filter((name) => name in way).join(),
	);
	const types = ways.map((way) => ('content' in way ? way.content.type : undefined));
	expect(kept).toEqual([
		...['replyTo,callback,chatRef', 'callback,chatRef', 'chatRef'],
		...['replyTo,callback', 'callback', ''],
	]);
	expect(types).toEqual(['file', 'file', 'text', 'file', 'file', 'text']);
});
