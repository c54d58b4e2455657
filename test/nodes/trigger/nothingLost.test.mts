import fc from 'fast-check';
import type { JsonObject } from '../../../nodes/AmoCrmChats/shared/json.ts';
import { parseScope } from '../../../nodes/AmoCrmChats/trigger/scope.ts';
import { simplify } from '../../../nodes/AmoCrmChats/trigger/simplify.ts';
import { samples } from '../../../sandbox/hooks/samples.mts';

const accountId = '52e591f7-c98f-4255-8495-827210138c81';
const now = Date.UTC(2025, 1, 4, 9, 30, 0, 980);

function simplified(body: JsonObject) {
	const scope = parseScope(`344a5002-f8ca-454d-af3d-396180102ac7_${accountId}`);
	if (scope === undefined) throw new Error('a scope');
	return simplify({ body, text: JSON.stringify(body), scope, reception: 'r' });
}

type Leaf = [path: string, value: unknown];

function leavesOf(value: unknown, path = ''): Leaf[] {
	if (typeof value !== 'object' || value === null) return [[path, value]];
	return Object.entries(value).flatMap(([key, inner]) =>
		leavesOf(inner, path === '' ? key : `${path}.${key}`),
	);
}

/** Empty fields say nothing; when the hook was made, beside when its message was written, is left to Simplify off. */
function saysNothing([path, value]: Leaf): boolean {
	const isZero = value === 0 && /(file_size|media_duration|timestamp|time)$/.test(path);
	return value === null || value === '' || isZero || path === 'time' || value === 'inline';
}

/** The leaves of a hook that its output has nowhere, neither as they are nor as a time. */
function lost(body: JsonObject): Leaf[] {
	const found = leavesOf(simplified(body)).map(([, value]) => String(value));
	const isTime = (value: unknown) =>
		[1, 1000].some((scale) => {
			const time = new Date(Number(value) * scale);
			const seconds = Number.isNaN(time.getTime()) ? '-' : time.toISOString().slice(0, 19);
			return found.some((text) => text.startsWith(seconds));
		});
	return leavesOf(body).filter(
		(leaf) => !saysNothing(leaf) && !found.includes(String(leaf[1])) && !isTime(leaf[1]),
	);
}

function sampleOf(kind: string): JsonObject {
	return JSON.parse(JSON.stringify(samples[kind]?.({ accountId, now }))) as JsonObject;
}

test.each(Object.keys(samples))('nothing of the sample %s is lost', (kind) => {
	expect(lost(sampleOf(kind))).toEqual([]);
});

test('only what has no field of its own goes into `hook`', () => {
	const kinds = Object.keys(samples).filter((kind) => kind !== 'other');
	expect(kinds.filter((kind) => 'hook' in simplified(sampleOf(kind)))).toEqual([]);
});

/** Quoted or forwarded, with all that a message can have. */
const whole = {
	...{ id: 'q-1', msgid: 'own-1', type: 'picture', text: 'See', timestamp: 1738661340980 },
	...{ media: 'https://amojo.example/a.jpg', thumbnail: 'https://amojo.example/a_320.jpg' },
	...{ file_name: 'a.jpg', file_size: '100', media_duration: 7, media_group_id: 42 },
	...{ location: { lat: 55.7, lon: 37.6 }, contact: { name: 'Ann', phone: '+15550100002' } },
	...{ sender: { id: 'u-1', name: 'Maria' }, receiver: { id: 'c-1', client_id: 'client-1' } },
};
const wholeSimplified = {
	...{ text: 'See', messageType: 'picture', timestamp: '2025-02-04T09:29:00.980Z' },
	...{ mediaUrl: 'https://amojo.example/a.jpg', thumbnailUrl: 'https://amojo.example/a_320.jpg' },
	...{ fileName: 'a.jpg', fileSize: 100, mediaDuration: 7, mediaGroupId: '42' },
	...{ location: { latitude: 55.7, longitude: 37.6 } },
	contact: { name: 'Ann', phone: '+15550100002' },
	...{ sender: { refId: 'u-1', name: 'Maria' }, receiver: { id: 'client-1', refId: 'c-1' } },
	...{ messageId: 'q-1', externalMessageId: 'own-1' },
};
const messageWith = (content: object): JsonObject => ({
	message: { message: { id: 'm', type: 'text', ...(content as JsonObject) } },
});

test('a quoted message has all that a message has, and no hook', () => {
	const event = simplified(messageWith({ reply_to: { message: whole } }));
	expect(event.replyTo).toEqual(wholeSimplified);
	expect(event).not.toHaveProperty('hook');
});

test('a forwarded message has besides the chat that it comes from', () => {
	const chat = { conversation_id: 'chat-7', conversation_ref_id: 'ref-7' };
	const event = simplified(messageWith({ forwards: { messages: [whole], ...chat } }));
	expect(event.forwards).toEqual([
		{ ...wholeSimplified, conversationId: 'chat-7', conversationRefId: 'ref-7' },
	]);
	expect(event).not.toHaveProperty('hook');
});

test('what is unknown stands in `hook` where it stood in the hook', () => {
	const body: JsonObject = {
		message: {
			message: {
				...{ id: 'm', type: 'poll', text: 'Which?', poll: { options: ['a', 'b'] } },
				...{ tag: '', delivery_status: { status_code: 0 }, callback_data: 'cb-1' },
				shared_post: { url: 'https://social.example/p/1', type: 'post' },
				template: { id: 7103, language: 'ru', waba: { header: 'h' } },
				forwards: { messages: [{ id: 'f-1', poll: 1 }] },
			},
			sender: { id: 'u', rights: ['admin'] },
			talk_id: 17,
		},
	};
	expect(simplified(body)).toMatchObject({
		...{ event: 'message', text: 'Which?', messageType: 'poll', template: { id: '7103' } },
		hook: {
			message: {
				message: {
					...{ poll: { options: ['a', 'b'] }, delivery_status: { status_code: 0 } },
					...{ callback_data: 'cb-1', template: { language: 'ru', waba: { header: 'h' } } },
					shared_post: { url: 'https://social.example/p/1', type: 'post' },
					forwards: { messages: [{ id: 'f-1', poll: 1 }] },
				},
				...{ sender: { rights: ['admin'] }, talk_id: 17 },
			},
		},
	});
	expect(lost(body)).toEqual([]);
});

test.each<[string, JsonObject]>([
	['buttons that are none', messageWith({ markup: { mode: 'reply', buttons: ['x', [1]] } })],
	['text that is none', messageWith({ text: { html: 'Hi' } })],
	['people that are none', { message: { message: {}, sender: 'Maria', receiver: ['Ann'] } }],
	['times that are none', { message: { message: {}, msec_timestamp: 1e300, timestamp: 'soon' } }],
	['times that disagree', { message: { message: {}, msec_timestamp: now, timestamp: 7 } }],
	['two users', { action: { user: { id: 'u-1' }, typing: { user: { id: 'u-2' } } } }],
	['two IDs', { action: { reaction: { msgid: 'm-1', message: { id: 'm-2' } } } }],
	['a list with a stranger in it', messageWith({ forwards: { messages: [{ id: 'f' }, 'g'] } })],
])('%s are not lost', (_what, body) => {
	expect(lost(body)).toEqual([]);
});

/** A sample with values put anywhere into it, some under names that mean something elsewhere. */
const hooks = fc
	.tuple(
		fc.constantFrom(...Object.keys(samples)),
		fc.array(
			fc.tuple(
				fc.nat(),
				fc.oneof(
					fc.constantFrom('id', 'client_id', 'msgid', 'text', 'media', 'location', 'timestamp'),
					fc.constantFrom('forwards', 'reply_to', 'template', 'source', 'poll', 'constructor'),
					fc.string({ minLength: 1 }),
				),
				fc.jsonValue({ maxDepth: 2 }),
			),
			{ maxLength: 4 },
		),
	)
	.map(([kind, changes]) => {
		const body = sampleOf(kind);
		for (const [place, key, value] of changes) {
			const objects = objectsIn(body);
			const object = objects[place % objects.length];
			if (object !== undefined) Object.assign(object, { [key]: value });
		}
		return body;
	});

function objectsIn(value: unknown): object[] {
	if (typeof value !== 'object' || value === null) return [];
	const inner = Object.values(value).flatMap(objectsIn);
	return Array.isArray(value) ? inner : [value, ...inner];
}

test('whatever a hook has, its output has', () => {
	fc.assert(
		fc.property(hooks, (body) => expect(lost(body)).toEqual([])),
		{ numRuns: 1000 },
	);
});
