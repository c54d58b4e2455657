import { generic } from '../../../nodes/AmoCrmChats/messengers/generic.ts';
import type { Answer, Outgoing, Verdict } from '../../../nodes/AmoCrmChats/messengers/messenger.ts';
import { at, isObject, type JsonObject } from '../../../nodes/AmoCrmChats/shared/json.ts';
import { updatesOf } from './fixtures.mts';

const url = 'https://shop.example/chat';
const nonce = '0371a0ff-2f4c-4d5e-8a6b-1c2d3e4f5a6b';
const outgoing = (more: Partial<Outgoing>): Outgoing => ({
	event: 'message',
	chat: '42',
	nonce,
	part: 0,
	...more,
});
const write = (more: Partial<Outgoing>, answers: Answer[] = [], setup: object = { url }) =>
	generic.write(outgoing(more), { ...setup }, answers);
const post = (body: JsonObject) => ({ method: 'POST', url, body });
const text = { content: { type: 'text', text: 'Hi' } } as const;

test.each<[string, Partial<Outgoing>, JsonObject]>([
	[
		'a text',
		text,
		{ event: 'message', conversationId: '42', messageId: nonce, messageType: 'text', text: 'Hi' },
	],
	[
		'all that amoCRM knows',
		{
			content: {
				type: 'picture',
				text: 'This one?',
				media: { from: { url: 'https://amojo.amocrm.ru/a.jpg' }, name: 'a.jpg', size: 27107 },
			},
			target: { message: 'm-1', text: 'Which?' },
			buttons: [[{ text: 'Yes' }, { text: 'Site', url: 'https://shop.example' }]],
			list: { body: 'Which?' },
			template: { id: '7103' },
			sender: { name: 'Maria' },
			receiver: { id: '42', name: 'Ann' },
			chatRef: '9a8b7c6d-0000-4000-8000-000000000001',
			time: Date.UTC(2026, 10, 25, 12),
			part: 1,
		},
		{
			event: 'message',
			conversationId: '42',
			conversationRefId: '9a8b7c6d-0000-4000-8000-000000000001',
			messageId: nonce,
			part: 1,
			messageType: 'picture',
			text: 'This one?',
			mediaUrl: 'https://amojo.amocrm.ru/a.jpg',
			fileName: 'a.jpg',
			fileSize: 27107,
			replyTo: { externalMessageId: 'm-1', text: 'Which?' },
			buttons: [[{ text: 'Yes' }, { text: 'Site', url: 'https://shop.example' }]],
			listMessage: { body: 'Which?' },
			template: { id: '7103' },
			sender: { name: 'Maria' },
			receiver: { id: '42', name: 'Ann' },
			timestamp: '2026-11-25T12:00:00.000Z',
		},
	],
	[
		'the first message of a chat that a manager begins',
		{ ...text, chat: undefined, phone: '+15550100042', chatRef: '9a8b', sender: {} },
		{
			event: 'message',
			writeFirst: true,
			conversationRefId: '9a8b',
			messageId: nonce,
			messageType: 'text',
			text: 'Hi',
			receiver: { phone: '+15550100042' },
		},
	],
	[
		'a reaction',
		{ event: 'reaction', target: { message: 'm-1' }, emoji: '👍' },
		{
			event: 'reaction',
			conversationId: '42',
			messageId: nonce,
			externalMessageId: 'm-1',
			emoji: '👍',
		},
	],
	[
		'a reaction that is taken back',
		{ event: 'reaction', target: { message: 'm-1' } },
		{
			event: 'reaction',
			conversationId: '42',
			messageId: nonce,
			externalMessageId: 'm-1',
			emoji: '',
		},
	],
	['typing', { event: 'typing', nonce: '' }, { event: 'typing', conversationId: '42' }],
])('writes %s', (_, event, body) => {
	expect(write(event)).toEqual(post(body));
});

test('whatever was read can be written, and is read as the same', () => {
	const events = Object.values(updatesOf('generic')).flatMap((update) => generic.read(update, {}));
	const messages = events.flatMap((event) => (event.event === 'message' ? [event] : []));
	expect(messages.length).toBeGreaterThan(10);
	for (const { chat, content } of messages) {
		if (content.unknown !== undefined) continue;
		const body = at(write({ chat, content }), 'body');
		const [again] = generic.read(isObject(body) ? (body as JsonObject) : {}, {});
		expect(again).toMatchObject({ event: 'message', chat, content });
	}
});

test.each([{}, { url: '' }, { url: 'shop.example/chat' }])('needs an address: %j', (setup) => {
	expect(write(text, [], setup)).toEqual({
		status: 'error',
		errorCode: 902,
		errorText: "Enter your messenger's address, such as https://shop.example/chat, as URL.",
	});
});

test('a file that is nowhere is refused unsent', () => {
	expect(write({ content: { type: 'file', media: { from: { base64: 'aGk=' } } } })).toEqual({
		status: 'error',
		errorCode: 905,
		errorText: 'The file has no public address.',
	});
});

const said = (errorCode: Verdict['errorCode'], errorText: string, more: Partial<Verdict> = {}) => ({
	status: 'error',
	errorCode,
	errorText,
	...more,
});

test.each<[Answer, object]>([
	[{ status: 200 }, { status: 'sent' }],
	[{ status: 204, body: '' }, { status: 'sent' }],
	[{ status: 200, body: 'OK' }, { status: 'sent' }],
	[
		{ status: 200, body: { externalMessageId: 9 } },
		{ status: 'sent', message: '9' },
	],
	[
		{ status: 201, body: { externalMessageId: 'm-9', status: 'delivered', errorCode: 0 } },
		{ status: 'delivered', message: 'm-9' },
	],
	[{ status: 200, body: { status: 'read' } }, { status: 'read' }],
	[{ status: 200, body: { status: 'ok' } }, { status: 'sent' }],
	[
		{ status: 200, body: { errorCode: 904, errorText: 'No such client' } },
		said(904, 'No such client.'),
	],
	[{ status: 200, body: { errorCode: '901' } }, said(901, 'The user deleted the conversation.')],
	[{ status: 200, body: { errorText: 'Too long' } }, said(905, 'Too long.')],
	[{ status: 200, body: { errorCode: 17, message: 'Odd' } }, said(905, 'Odd.')],
	[{ status: 200, body: { status: 'error' } }, said(905, 'The messenger does not say why.')],
	[
		{ status: 400, body: { errorCode: 904 } },
		said(904, 'The conversation cannot be created, such as a number that is not on WhatsApp.'),
	],
	[{ status: 400, body: { message: 'Bad text' } }, said(905, 'Bad text.')],
	[{ status: 422, body: { error: { message: 'Bad text' } } }, said(905, 'Bad text.')],
	[{ status: 400, body: { error: 'Bad text' } }, said(905, 'Bad text.')],
	[{ status: 418 }, said(905, 'The messenger answered 418.')],
	[{ status: 401 }, said(902, 'The messenger answered 401. Check the credential.')],
	[{ status: 403 }, said(902, 'The messenger answered 403. Check the credential.')],
	[{ status: 404 }, said(902, 'The messenger answered 404. Check the URL of the messenger.')],
	[{ status: 405 }, said(902, 'The messenger answered 405. Check the URL of the messenger.')],
	[{ status: 429 }, said(903, 'The messenger answered 429.', { retry: 5 })],
	[{ status: 500, body: { errorText: 'Down' } }, said(903, 'Down.', { retry: 5 })],
	[{ status: 503 }, said(903, 'The messenger answered 503.', { retry: 5 })],
	[
		{ status: 503, body: { retryAfter: 60 } },
		said(903, 'The messenger answered 503.', { retry: 60 }),
	],
	[
		{ error: 'getaddrinfo ENOTFOUND shop.example' },
		said(903, 'getaddrinfo ENOTFOUND shop.example.', { retry: 5 }),
	],
	[{ error: 'socket hang up' }, said(903, 'socket hang up.', { isUncertain: true })],
])('%j', (answer, verdict) => {
	expect(generic.judge(answer)).toEqual(verdict);
	expect(write(text, [answer])).toEqual(verdict);
});

test('tells a chat that a manager began, or that moved', () => {
	const answer: Answer = { status: 200, body: { conversationId: 42 } };
	expect(write({ ...text, chat: undefined }, [answer])).toEqual({ status: 'sent', chat: '42' });
	expect(write(text, [answer])).toEqual({ status: 'sent' });
	const moved: Answer = { status: 200, body: { chatId: '43' } };
	expect(write(text, [moved])).toEqual({ status: 'sent', chat: '43' });
});
