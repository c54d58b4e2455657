import { getHistory } from '../../../../nodes/AmoCrmChats/actions/chat/getHistory.operation';
import type { JsonObject } from '../../../../nodes/AmoCrmChats/shared/json';
import type { AmojoAnswer } from '../../../../nodes/AmoCrmChats/shared/wire';
import { formOf, refusalOf, requestOf, runOf, scopeId, type FormValues } from '../form';

const CHAT = '6cbab3d5-c4c1-46ff-b710-ad59ad10805f';
const form: FormValues = { conversationRefId: CHAT };
const START = 1769860800;

/** Message `n` counts from the newest, one second apart. */
const entry = (n: number): JsonObject => ({
	timestamp: START - n,
	msec_timestamp: (START - n) * 1000,
	sender: { id: 'client' },
	message: { id: `m-${n}`, type: 'text', text: `${n}` },
});
const page = (from: number, count: number): AmojoAnswer => ({
	messages: Array.from({ length: count }, (_, i) => entry(from + i)),
});
const secondsAgo = (n: number) => new Date((START - n) * 1000).toISOString();

function read(values: FormValues, answers: AmojoAnswer[]) {
	const { requests, result } = runOf(getHistory, { ...form, ...values }, answers);
	return {
		pages: requests.map(({ query }) => [query?.offset, query?.limit]),
		ids: (result as JsonObject[]).map(({ messageId }) => messageId),
		result,
	};
}

test('asks for the newest 50', () => {
	expect(requestOf(getHistory, form)).toEqual({
		method: 'GET',
		path: `/${scopeId}/chats/${CHAT}/history`,
		query: { limit: 50, offset: 0 },
	});
});

test.each<[string, AmojoAnswer]>([
	['204', undefined],
	['an empty list', { messages: [] }],
])('%s is no item', (_, answer) => {
	expect(read({}, [answer])).toMatchObject({ pages: [[0, 50]], result: [] });
});

describe('pages', () => {
	test('are read until one is not full', () => {
		const { pages, ids } = read({ returnAll: true }, [page(0, 50), page(50, 50), page(100, 7)]);
		expect(pages).toEqual([
			[0, 50],
			[50, 50],
			[100, 50],
		]);
		expect(ids).toHaveLength(107);
		expect(ids[0]).toBe('m-0');
		expect(ids[106]).toBe('m-106');
	});

	test('are read until there is none', () => {
		const { pages, ids } = read({ returnAll: true }, [page(0, 50), undefined]);
		expect(pages).toHaveLength(2);
		expect(ids).toHaveLength(50);
	});

	test('are no longer than the limit needs', () => {
		expect(read({ limit: 3 }, [page(0, 3)])).toMatchObject({ pages: [[0, 3]] });
		const { pages, ids } = read({ limit: 70 }, [page(0, 50), page(50, 20)]);
		expect(pages).toEqual([
			[0, 50],
			[50, 20],
		]);
		expect(ids).toHaveLength(70);
	});

	test('that shift because something new arrives show no message twice', () => {
		const { ids } = read({ returnAll: true }, [page(0, 50), page(48, 12)]);
		expect(ids).toHaveLength(60);
		expect(new Set(ids).size).toBe(60);
	});
});

describe('only newer than a time', () => {
	test('leaves older ones out and stops asking', () => {
		const options = { newerThan: secondsAgo(60) };
		const { pages, ids } = read({ returnAll: true, options }, [page(0, 50), page(50, 50)]);
		expect(pages).toHaveLength(2);
		expect(ids).toHaveLength(60);
		expect(ids.at(-1)).toBe('m-59');
	});

	test('counts up to the limit', () => {
		const options = { newerThan: secondsAgo(10) };
		expect(read({ limit: 4, options }, [page(0, 4)]).ids).toHaveLength(4);
		expect(read({ options }, [page(0, 50)]).ids).toHaveLength(10);
	});

	test('asks on when the order is not newest first', () => {
		const reversed = {
			messages: [...(page(0, 50) as { messages: JsonObject[] }).messages].reverse(),
		};
		const options = { newerThan: secondsAgo(-1) };
		expect(read({ returnAll: true, options }, [reversed, undefined]).pages).toHaveLength(2);
	});

	test('knows the time of an answer without milliseconds', () => {
		const old = { timestamp: START, sender: { id: 'a' }, message: { id: 'm' } };
		const options = { newerThan: START - 1 };
		expect(read({ options }, [{ messages: [old] }]).ids).toEqual(['m']);
		expect(read({ options: { newerThan: START } }, [{ messages: [old] }]).ids).toEqual([]);
	});

	test.each<[string, JsonObject]>([
		['milliseconds in the place of seconds', { timestamp: START * 1000 }],
		['seconds in the place of milliseconds', { msec_timestamp: START }],
	])('tells %s apart', (_what, time) => {
		const old = { ...time, sender: { id: 'a' }, message: { id: 'm' } };
		expect(read({ options: { newerThan: START } }, [{ messages: [old] }]).ids).toEqual([]);
		expect(read({}, [{ messages: [old] }]).result).toMatchObject([
			{ timestamp: '2026-01-31T12:00:00.000Z' },
		]);
	});
});

describe('the output', () => {
	/** The amoCRM reference's example, shortened. */
	const vendor = {
		timestamp: 1596470953,
		sender: { id: 'd8d9f9c4-9611-4794-a136-a253a13e1bb5', name: 'Менеджер' },
		receiver: {
			id: '86a0caef-41ec-49ac-814b-b27da2cea267',
			client_id: 'sk-1',
			avatar: 'https://example.com/users/avatar.png',
			name: 'Example Client',
			phone: '79151112233',
			email: 'example.client@example.com',
		},
		message: {
			id: '3985523d-78b3-45b7-aeaf-142405bbf1dc',
			client_id: 'skm-1',
			type: 'text',
			text: 'Да',
			media: '',
			thumbnail: '',
			file_name: '',
			file_size: 0,
		},
	};

	test('simplified, says whose ids they are and leaves blanks out', () => {
		expect(read({}, [{ messages: [vendor] }]).result).toEqual([
			{
				conversationRefId: CHAT,
				messageId: '3985523d-78b3-45b7-aeaf-142405bbf1dc',
				externalMessageId: 'skm-1',
				messageType: 'text',
				text: 'Да',
				sender: { refId: 'd8d9f9c4-9611-4794-a136-a253a13e1bb5', name: 'Менеджер' },
				receiver: {
					id: 'sk-1',
					refId: '86a0caef-41ec-49ac-814b-b27da2cea267',
					avatar: 'https://example.com/users/avatar.png',
					name: 'Example Client',
					phone: '79151112233',
					email: 'example.client@example.com',
				},
				timestamp: '2020-08-03T16:09:13.000Z',
			},
		]);
	});

	test('simplified, has every part of a message; a size given as text is a number', () => {
		const message = {
			id: 'm',
			type: 'picture',
			media: 'https://example.com/a.jpg',
			thumbnail: 'https://example.com/t.jpg',
			file_name: 'a.jpg',
			file_size: '27107',
			media_group_id: 'g',
			location: { lon: 37.6, lat: 55.7 },
			contact: { name: 'A', phone: '1' },
		};
		const answer = { messages: [{ msec_timestamp: 1769860800250, sender: {}, message }] };
		expect(read({}, [answer]).result).toEqual([
			{
				conversationRefId: CHAT,
				messageId: 'm',
				messageType: 'picture',
				mediaUrl: 'https://example.com/a.jpg',
				thumbnailUrl: 'https://example.com/t.jpg',
				fileName: 'a.jpg',
				fileSize: 27107,
				mediaGroupId: 'g',
				location: { longitude: 37.6, latitude: 55.7 },
				contact: { name: 'A', phone: '1' },
				timestamp: '2026-01-31T12:00:00.250Z',
			},
		]);
	});

	test('simplified, has text and people first, IDs last', () => {
		const [message] = read({}, [{ messages: [vendor] }]).result as JsonObject[];
		const keys = Object.keys(message ?? {});
		expect(keys[0]).toBe('text');
		expect(keys.slice(-3)).toEqual(['messageId', 'externalMessageId', 'conversationRefId']);
	});

	test('simplified, loses nothing that it has no name for', () => {
		const message = { id: 'm', type: 'poll', text: 'Which?', poll: { options: ['a'] }, tag: '' };
		const answer = { messages: [{ msec_timestamp: START * 1000, talk_id: 17, message }] };
		expect(read({}, [answer]).result).toMatchObject([
			{ messageType: 'poll', raw: { talk_id: 17, message: { poll: { options: ['a'] } } } },
		]);
	});

	test('raw, is as it came', () => {
		expect(read({ simplify: false }, [{ messages: [vendor] }]).result).toEqual([vendor]);
	});
});

test.each<[FormValues, string]>([
	[{ conversationRefId: '' }, 'conversationRefId'],
	[{ conversationRefId: 'chat-1' }, 'conversationRefId'],
	[{ limit: 0 }, 'limit'],
	[{ limit: 1.5 }, 'limit'],
	[{ options: { newerThan: 'yesterday' } }, 'options.newerThan'],
	[{ simplify: 'maybe' }, 'simplify'],
])('%j is refused before the first request', (values, parameter) => {
	expect(refusalOf(getHistory, { ...form, ...values }).parameter).toBe(parameter);
});

test('reads one chat at a time', () => {
	expect(getHistory.lane(formOf(getHistory, form))).toBe(CHAT);
});

test('ends when a page repeats itself, though it is full', () => {
	const page = {
		messages: Array.from({ length: 50 }, (_, number) => ({
			timestamp: 1738661400,
			message: { id: `message-${number}`, type: 'text', text: 'Hi' },
		})),
	};
	const values = { conversationRefId: '9a8b7c6d-5e4f-4a3b-9c2d-1e0f9a8b7c6d', returnAll: true };
	const { requests, result } = runOf(getHistory, values, [page, page, page]);
	expect(requests).toHaveLength(2);
	expect(result).toHaveLength(50);
});
