import { simplify } from '../../../nodes/AmoCrmChats/trigger/simplify.ts';
import type { AmoCrmChatsEvent } from '../../../nodes/AmoCrmChats/trigger/triggerOutput.ts';
import { parseScope } from '../../../nodes/AmoCrmChats/trigger/scope.ts';
import type { JsonObject } from '../../../nodes/AmoCrmChats/shared/json.ts';
import { samples } from '../../../sandbox/hooks/samples.mts';

const accountId = '52e591f7-c98f-4255-8495-827210138c81';
const scopeId = `344a5002-f8ca-454d-af3d-396180102ac7_${accountId}`;
const now = Date.UTC(2025, 1, 4, 9, 30, 0, 980);

let receptions = 0;

function simplified(body: object): AmoCrmChatsEvent {
	const scope = parseScope(scopeId);
	if (scope === undefined) throw new Error('a scope');
	const text = JSON.stringify(body);
	return simplify({
		body: JSON.parse(text) as JsonObject,
		text,
		scope,
		reception: String(receptions++),
	});
}

const sample = (kind: string) => simplified(samples[kind]?.({ accountId, now }) ?? {});

const envelope = {
	scopeId,
	accountId,
	conversationId: 'chat-42',
	conversationRefId: '9a8b7c6d-5e4f-4a3b-9c2d-1e0f9a8b7c6d',
};
const message = {
	...envelope,
	eventId: expect.stringMatching(/^[0-9a-f-]{36}$/) as unknown,
	messageId: expect.stringMatching(/^[0-9a-f-]{36}$/) as unknown,
	sourceId: '15550100000',
	sender: { refId: 'fb0fb604-30a5-4f0e-9d0d-3b1c1d0a1e11', name: 'Maria' },
	receiver: {
		id: 'client-42',
		refId: '2ed64e26-70a1-4857-8382-bb066a076219',
		name: 'Ann',
		phone: '+15550100000',
	},
	timestamp: '2025-02-04T09:30:00.980Z',
};
const url = (name: string) => `https://amojo.amocrm.ru/attachments/${name}`;
const file = (name: string) => ({ mediaUrl: url(name), fileName: name, fileSize: 27107 });
const quoted = {
	messageId: '1d2c3b4a-0000-4000-8000-000000000001',
	externalMessageId: 'm-1',
	messageType: 'text',
	text: 'Where is my order?',
	sender: { id: 'client-42', refId: '2ed64e26-70a1-4857-8382-bb066a076219', name: 'Ann' },
	timestamp: '2025-02-04T09:29:00.980Z',
};

const shapes: Record<string, object> = {
	text: { messageType: 'text', text: 'Your order is on its way' },
	picture: {
		...{ messageType: 'picture', text: 'This one?', ...file('shoes.jpg') },
		thumbnailUrl: url('shoes_320x200.jpg'),
		mediaGroupId: '5b0f6c0a-0000-4000-8000-000000000005',
	},
	video: { messageType: 'video', ...file('unboxing.mp4') },
	file: { messageType: 'file', ...file('invoice.pdf') },
	voice: { messageType: 'voice', ...file('voice.m4a'), mediaDuration: 3 },
	audio: { messageType: 'audio', ...file('jingle.mp3'), mediaDuration: 12 },
	sticker: { messageType: 'sticker', ...file('hello.webp') },
	location: { messageType: 'location', location: { latitude: 55.7558, longitude: 37.6173 } },
	contact: { messageType: 'contact', contact: { name: 'Support', phone: '+15550100001' } },
	buttons: {
		...{ messageType: 'text', text: 'Do you accept?' },
		buttons: [[{ text: 'Yes' }, { text: 'No' }], [{ text: 'Terms', url: 'https://example.com' }]],
	},
	list: {
		...{ messageType: 'text', text: 'Choose a size' },
		listMessage: {
			...{ header: 'Sizes', body: 'Which one?', footer: 'In stock', button: 'Open' },
			sections: [
				{ title: 'EU', rows: [{ callback_data: '42', title: '42', description: 'last pair' }] },
			],
		},
	},
	template: {
		...{ messageType: 'text', text: 'Order 1 is ready' },
		template: {
			...{ id: '7103', externalId: 'tpl-1', content: 'Order {{lead.id}} is ready' },
			params: [{ key: '{{lead.id}}', value: '1' }],
		},
	},
	reply: { messageType: 'text', text: 'Tomorrow', replyTo: quoted },
	forward: {
		...{ messageType: 'text', text: 'See below' },
		forwards: [{ ...quoted, conversationRefId: envelope.conversationRefId }],
	},
};

test.each(Object.entries(shapes))('message: %s', (kind, shape) => {
	expect(sample(kind)).toStrictEqual({ event: 'message', ...message, ...shape });
});

test('every sample has its expectation here', () => {
	const special = ['comment', 'writeFirst', 'reaction', 'unreact', 'typing', 'v1', 'other'];
	expect([...Object.keys(shapes), ...special].sort()).toEqual(Object.keys(samples).sort());
});

test('an answer to a comment names the post', () => {
	expect(sample('comment')).toStrictEqual({
		event: 'commentReply',
		...message,
		...{ messageType: 'text', text: 'Thank you!', postId: 'post-1' },
	});
});

test('a chat that a manager started has no ids of the integration, and says so', () => {
	const rest: Partial<typeof message> = { ...message };
	delete rest.conversationId;
	expect(sample('writeFirst')).toStrictEqual({
		event: 'message',
		...rest,
		receiver: {
			refId: '2ed64e26-70a1-4857-8382-bb066a076219',
			...{ name: 'Ann', phone: '+15550100000' },
		},
		writeFirst: true,
		...{ messageType: 'text', text: 'Your order is on its way' },
	});
});

const act = {
	...envelope,
	eventId: expect.stringMatching(/^[0-9a-f-]{36}$/) as unknown,
	sender: { refId: 'fb0fb604-30a5-4f0e-9d0d-3b1c1d0a1e11' },
	timestamp: '2025-02-04T09:30:00.000Z',
};

test('a reaction and its removal', () => {
	const messageTimestamp = '2025-02-04T09:30:00.980Z';
	const reaction = { event: 'reaction', ...act, externalMessageId: 'm-1', messageTimestamp };
	const messageId = message.messageId;
	expect(sample('reaction')).toStrictEqual({
		...{ ...reaction, messageId, reaction: 'react', emoji: '😍' },
	});
	expect(sample('unreact')).toStrictEqual({ ...reaction, messageId, reaction: 'unreact' });
});

test('a reaction names its message by `msgid` alone, as the vendor’s example does', () => {
	const body = { account_id: accountId, action: { reaction: { msgid: 'm-9', type: 'unreact' } } };
	expect(simplified(body)).toMatchObject({ event: 'reaction', messageId: 'm-9' });
});

test('typing, with the user in either place', () => {
	expect(sample('typing')).toStrictEqual({
		event: 'typing',
		...act,
		postId: 'post-1',
		typingUntil: '2025-02-04T09:30:05.000Z',
	});
	const beside = { action: { user: { id: 'u-1' }, typing: { expired_at: 1637087563 } } };
	expect(simplified(beside)).toMatchObject({
		...{ event: 'typing', sender: { refId: 'u-1' }, typingUntil: '2021-11-16T18:32:43.000Z' },
	});
});

test('the deprecated format has the same shape; the address tells its account', () => {
	expect(sample('v1')).toStrictEqual({
		event: 'message',
		eventId: expect.stringMatching(/^[0-9a-f-]{36}$/) as unknown,
		...{ scopeId, accountId, conversationId: 'chat-42', receiver: { id: 'client-42' } },
		...{ messageType: 'text', text: 'Hello', timestamp: '2025-02-04T09:30:00.980Z' },
	});
});

test('an unknown kind passes through whole', () => {
	expect(sample('other')).toStrictEqual({
		event: 'other',
		eventId: expect.stringMatching(/^[0-9a-f-]{36}$/) as unknown,
		...{ scopeId, accountId, timestamp: '2025-02-04T09:30:00.000Z' },
		hook: samples.other?.({ accountId, now }),
	});
});

test('text and chat come first, IDs last', () => {
	const keys = Object.keys(sample('text'));
	expect(keys.slice(0, 3)).toEqual(['event', 'text', 'conversationId']);
	const ids = ['messageId', 'conversationRefId', 'accountId', 'scopeId', 'eventId'];
	expect(keys.slice(-ids.length)).toEqual(ids);
	expect(Object.keys(sample('reaction')).slice(0, 3)).toEqual(['event', 'reaction', 'emoji']);
});

test('the event id is the same for the same hook, and another for another', () => {
	const text = samples.text?.({ accountId, now }) ?? {};
	expect(simplified(text).eventId).toBe(simplified(text).messageId);
	for (const kind of ['reaction', 'typing', 'v1', 'other']) {
		const first = samples[kind]?.({ accountId, now }) ?? {};
		const later = samples[kind]?.({ accountId, now: now + 1000 }) ?? {};
		expect(simplified(first).eventId).toBe(simplified(first).eventId);
		expect(simplified(first).eventId).not.toBe(simplified(later).eventId);
	}
});

describe('two messages never share an event id', () => {
	const ok = { receiver: 'client-42', conversation_id: 'chat-42', type: 'text', text: 'Ok' };
	const second = Math.floor(now / 1000);

	test.each<[string, object]>([
		['without ID and time', ok],
		[
			'without ID, with a time of seconds, in which several have room',
			{ ...ok, timestamp: second },
		],
		['of version 2 without ID', { time: second, message: { message: { text: 'Ok' } } }],
		['of a comment without ID', { message: { message: { text: 'Ok', post: { id: 'p' } } } }],
		['of an unknown kind without time', { news: 'Ok' }],
		['a reaction without time', { action: { reaction: { msgid: 'm', type: 'react' } } }],
	])('%s: it is new each time, and says so', (_what, body) => {
		const [first, later] = [simplified(body), simplified(body)];
		expect(first.eventId).toMatch(/^[0-9a-f-]{36}$/);
		expect(first.eventId).not.toBe(later.eventId);
		expect([first.isEventIdRandom, later.isEventIdRandom]).toEqual([true, true]);
	});

	test('with a time of milliseconds it is that of the hook', () => {
		const timed = { ...ok, msec_timestamp: now };
		expect(simplified(timed).eventId).toBe(simplified(timed).eventId);
		expect(simplified(timed)).not.toHaveProperty('isEventIdRandom');
		const later = { ...ok, msec_timestamp: now + 1 };
		expect(simplified(later).eventId).not.toBe(simplified(timed).eventId);
	});
});

test('the deprecated format may have numbers where it documents strings', () => {
	const body = { receiver: 123456, conversation_id: 987654, type: 'text', text: 'Hi' };
	expect(simplified(body)).toMatchObject({
		...{ event: 'message', text: 'Hi', conversationId: '987654', receiver: { id: '123456' } },
	});
	expect(simplified(body)).not.toHaveProperty('hook');
});

test.each([
	['seconds', 1738661400, '2025-02-04T09:30:00.000Z'],
	['milliseconds', 1738661400980, '2025-02-04T09:30:00.980Z'],
	['milliseconds as text', '1738661400980', '2025-02-04T09:30:00.980Z'],
])('a time in %s is told apart wherever it stands', (_unit, time, expected) => {
	for (const key of ['timestamp', 'msec_timestamp']) {
		const reply_to = { message: { id: 'q', [key]: time } };
		const forwards = { messages: [{ id: 'q', [key]: time }] };
		const body = { message: { message: { id: 'm', reply_to, forwards }, [key]: time } };
		expect(simplified(body)).toMatchObject({
			timestamp: expected,
			...{ replyTo: { timestamp: expected }, forwards: [{ timestamp: expected }] },
		});
	}
	const reaction = { message: { timestamp: time } };
	expect(simplified({ time, action: { reaction } })).toMatchObject({
		...{ timestamp: expected, messageTimestamp: expected },
	});
	const typing = { expired_at: time };
	expect(simplified({ time, action: { typing } })).toMatchObject({ typingUntil: expected });
});

test.each([
	['an empty object', {}],
	['wrong types everywhere', { message: { message: { id: {}, type: [], media: 1e999 } } }],
	['a message that is a list', { message: { message: [] } }],
	['buttons that are no rows', { message: { message: { markup: { buttons: ['x', [1], null] } } } }],
	['a time out of range', { message: { message: {}, msec_timestamp: 1e300 } }],
	['a time of zero', { time: 0, message: { message: {}, timestamp: 0 } }],
])('%s gives an event without what it lacks', (_what, body) => {
	const event = simplified(body);
	expect(['message', 'other']).toContain(event.event);
	expect(event).not.toHaveProperty('timestamp');
	expect(Object.values(event)).not.toContain(undefined);
});

test('keys that would reach the prototype are data like any other', () => {
	const body: unknown = JSON.parse(
		'{"__proto__":{"event":"x"},"message":{"__proto__":{"message":{"id":"1"}},"constructor":{}}}',
	);
	expect(simplified(body as object)).toMatchObject({ event: 'other' });
	expect(Object.getPrototypeOf(simplified(body as object))).toBe(Object.prototype);
	expect({}).not.toHaveProperty('event');
});
