import { isObject, type Json, type JsonObject } from '../../../nodes/AmoCrmChats/shared/json.ts';
import {
	DELIVERY_ERRORS,
	MESSAGE_TYPES,
	type MessageType,
} from '../../../nodes/AmoCrmChats/shared/wire.ts';
import { messengers } from '../../../nodes/AmoCrmChats/messengers/registry.ts';
import type {
	Answer,
	Content,
	Incoming,
	Messenger,
	Outgoing,
	Setup,
	Verdict,
} from '../../../nodes/AmoCrmChats/messengers/messenger.ts';
import { updatesOf } from './fixtures.mts';

const each = messengers.map((messenger): [string, Messenger] => [messenger.id, messenger]);

const setupOf = ({ setup }: Messenger): Setup =>
	Object.fromEntries(setup.map((field) => [field.name, field.default ?? 'https://shop.example']));

const NONCE = '0371a0ff-a98f-4a1a-9d2a-0e9c3b5b7a10';
const media = (name: string) => ({
	media: { from: { url: `https://amojo.amocrm.ru/attachments/${name}` }, name, size: 27107 },
});
const CONTENTS: Record<MessageType, Content> = {
	audio: { type: 'audio', ...media('jingle.mp3') },
	contact: { type: 'contact', contact: { name: 'Support', phone: '+15550100001' } },
	file: { type: 'file', ...media('invoice.pdf') },
	location: { type: 'location', location: { latitude: 55.7558, longitude: 37.6173 } },
	picture: { type: 'picture', ...media('shoes.jpg') },
	sticker: { type: 'sticker', ...media('hello.webp') },
	text: { type: 'text', text: 'Your order is on its way' },
	video: { type: 'video', ...media('unboxing.mp4') },
	voice: { type: 'voice', ...media('voice.m4a') },
};
const outgoing = (event: Partial<Outgoing>): Outgoing => ({
	...{ event: 'message', chat: '15550100042', nonce: NONCE, part: 0 },
	...event,
});

const ODD_VALUES: Json[] = [null, 7, 'odd', [], ['odd'], {}];
const ODD_ANSWERS: Answer[] = [
	{},
	{ error: 'ECONNREFUSED' },
	{ error: 'timeout of 300000ms exceeded' },
	...[200, 204, 302, 400, 401, 403, 404, 409, 413, 429, 500, 502, 503].flatMap((status) =>
		[undefined, '<html>', ...ODD_VALUES].map((body) => ({ status, body })),
	),
	{ status: 200, isFile: true },
];

/** The same value with one field, at any depth, gone or replaced. */
function* damaged(value: Json): Generator<Json> {
	if (Array.isArray(value)) {
		for (const [index, entry] of value.entries()) {
			yield value.toSpliced(index, 1);
			for (const odd of ODD_VALUES) yield value.with(index, odd);
			for (const changed of damaged(entry)) yield value.with(index, changed);
		}
	} else if (isObject(value)) {
		for (const [key, entry] of Object.entries(value)) {
			yield Object.fromEntries(Object.entries(value).filter(([name]) => name !== key));
			for (const odd of ODD_VALUES) yield { ...value, [key]: odd };
			for (const changed of damaged(entry)) yield { ...value, [key]: changed };
		}
	}
}

function frozen<T>(value: T): T {
	if (typeof value === 'object' && value !== null) Object.values(value).forEach(frozen);
	return Object.freeze(value);
}

/** What is wrong with an event whatever the update was. */
function troubleWith(incoming: Incoming): string | undefined {
	if (incoming.event === 'other') return incoming.why === '' ? 'no reason' : undefined;
	if (incoming.event === 'status') return verdictTrouble(incoming.verdict);
	if (incoming.chat === '') return 'no chat';
	if (incoming.event !== 'message' && incoming.event !== 'edit') return undefined;
	const { type, text, unknown, media, location, contact } = incoming.content;
	if (!MESSAGE_TYPES.includes(type)) return `type ${String(type)}`;
	if (unknown !== undefined && unknown.trim() === '') return 'unknown content without a name';
	if (type === 'text' && !text && !unknown) return 'a text without text';
	if (type === 'location' && location === undefined) return 'a location without a place';
	if (type === 'contact' && contact === undefined) return 'a contact without one';
	const isFile = !['text', 'location', 'contact'].includes(type);
	return isFile && media === undefined ? `${type} without a file` : undefined;
}

function verdictTrouble(verdict: Verdict): string | undefined {
	const { status, errorCode, errorText, retry, isUncertain } = verdict;
	if (status !== 'error') return errorCode === undefined ? undefined : 'a code without an error';
	if (errorCode === undefined || !(errorCode in DELIVERY_ERRORS)) return 'no code';
	if (!errorText) return 'no words';
	return retry !== undefined && isUncertain ? 'both certain and uncertain' : undefined;
}

test('each has an ID and a name of its own', () => {
	for (const key of ['id', 'name'] as const) {
		expect(new Set(messengers.map((messenger) => messenger[key])).size).toBe(messengers.length);
	}
});

describe.each(each)('%s', (id, messenger) => {
	const setup = setupOf(messenger);
	const updates = Object.entries(updatesOf(id));

	test('recognizes its own updates, and no other messenger does', () => {
		expect(updates.length).toBeGreaterThan(0);
		for (const [name, update] of updates) {
			const knowing = messengers.filter((each) => each.recognize(update));
			expect([name, ...knowing.map((each) => each.id)]).toEqual([name, id]);
		}
	});

	test('says something of each update, and twice the same, without changing it', () => {
		for (const [name, update] of updates) {
			const events = messenger.read(frozen(update), setup);
			expect([name, events.length > 0, ...events.map(troubleWith)]).toEqual([
				...[name, true],
				...events.map(() => undefined),
			]);
			expect(messenger.read(update, setup)).toEqual(events);
		}
	});

	test.each(updates)('takes %s with any one field gone or odd', (_, update) => {
		for (const changed of damaged(update)) {
			if (!isObject(changed)) continue;
			const strange = changed as JsonObject;
			expect(typeof messenger.recognize(strange)).toBe('boolean');
			const events = messenger.read(strange, setup);
			const troubles = events.flatMap((event) => troubleWith(event) ?? []);
			if (events.length > 0 && troubles.length === 0) continue;
			throw new Error(`${troubles.join() || 'nothing'} of ${JSON.stringify(changed)}`);
		}
	});

	test('writes all that it can', () => {
		const { kinds, reaction, typing } = messenger.can;
		const emoji = Array.isArray(reaction) ? reaction[0] : '👍';
		const target = { message: '51' };
		const events = [
			...kinds.map((kind) => outgoing({ content: CONTENTS[kind] })),
			...(reaction ? [outgoing({ event: 'reaction', emoji, target })] : []),
			...(typing ? [outgoing({ event: 'typing', target })] : []),
		];
		for (const event of events) {
			const call = messenger.write(event, setup, []);
			expect(call).toEqual(expect.objectContaining({ url: expect.stringMatching(/^https:\/\//) }));
			expect(JSON.parse(JSON.stringify(call))).toEqual(call);
		}
	});

	test('makes something of every answer', () => {
		const events = Object.values(CONTENTS).map((content) => outgoing({ content }));
		for (const answer of ODD_ANSWERS) {
			const next = events.map((event) => messenger.write(event, setup, [answer]));
			const verdicts = next.filter((step) => 'status' in step);
			expect([answer, ...[messenger.judge(answer), ...verdicts].map(verdictTrouble)]).toEqual([
				answer,
				...[undefined, ...verdicts].map(() => undefined),
			]);
		}
	});

	test('asks for files and persons, but not for ever', () => {
		const needs = updates.flatMap(([, update]) => messenger.read(update, setup)).flatMap(needsOf);
		for (const need of needs) {
			for (const answer of ODD_ANSWERS) {
				const answers: Answer[] = [];
				while (answers.length < 10 && 'url' in (messenger.ask?.(need, setup, answers) ?? {})) {
					answers.push(answer);
				}
				expect(answers.length).toBeLessThan(10);
			}
		}
	});
});

function needsOf(incoming: Incoming): JsonObject[] {
	if (incoming.event === 'other') return [];
	const from = 'content' in incoming ? incoming.content.media?.from : undefined;
	const ofFile = from !== undefined && 'ask' in from ? from.ask : undefined;
	return [ofFile, incoming.person?.ask].filter((need) => need !== undefined);
}
