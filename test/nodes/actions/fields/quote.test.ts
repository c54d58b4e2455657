import { send } from '../../../../nodes/AmoCrmChats/actions/message/send.operation';
import type { JsonObject } from '../../../../nodes/AmoCrmChats/shared/json';
import { payloadOf, refusalOf, warningsOf, type FormValues } from '../form';

const client: FormValues = {
	conversationId: 'chat-1',
	senderId: 'client-1',
	senderName: 'Ann',
	text: 'yes',
};
const MESSAGE = '1d2c3b4a-5968-4778-8695-a4b3c2d1e0f1';
const CHAT = '9a8b7c6d-5e4f-4a3b-9c2d-1e0f9a8b7c6d';
const USER = '76fc2bea-902f-425c-9a3d-dcdac4766090';

const replying = (message: FormValues): FormValues => ({
	...client,
	options: { replyTo: { message } },
});
const forwarding = (message: FormValues): FormValues => ({
	...client,
	options: { forward: { message } },
});

const described: FormValues = {
	quoteBy: 'content',
	text: 'Hello',
	senderName: 'Ann',
	timestamp: '2026-01-31T12:00:00.250Z',
};
const times = { timestamp: 1769860800, msec_timestamp: 1769860800250 };

describe('a reply', () => {
	test.each<[string, FormValues, JsonObject]>([
		["by amoCRM's ID, the default", { messageId: MESSAGE }, { id: MESSAGE }],
		['by your own ID', { quoteBy: 'externalMessageId', externalMessageId: 55 }, { msgid: '55' }],
	])('%s', (_, message, wire) => {
		expect(payloadOf(send, replying(message))).toMatchObject({ reply_to: { message: wire } });
		expect(payloadOf(send, forwarding(message)).forwards).toEqual({ messages: [wire] });
	});

	test.each(['messageId', 'externalMessageId'])(
		'an empty %s quotes nothing, so one node serves messages with and without a quote',
		(quoteBy) => {
			const message = { quoteBy, [quoteBy]: '' };
			expect(payloadOf(send, replying(message))).not.toHaveProperty('reply_to');
			expect(payloadOf(send, forwarding(message))).not.toHaveProperty('forwards');
		},
	);

	test("an ID of the other side that is hidden now doesn't travel", () => {
		const message = { quoteBy: 'externalMessageId', externalMessageId: 'm-1', messageId: MESSAGE };
		expect(payloadOf(send, replying(message)).reply_to).toEqual({ message: { msgid: 'm-1' } });
	});

	test.each<[string, FormValues, JsonObject]>([
		['text', {}, { type: 'text', text: 'Hello' }],
		[
			'picture',
			{ mediaUrl: 'https://example.com/a.jpg', fileDetails: { fileName: 'a.jpg', fileSize: '27' } },
			{
				type: 'picture',
				text: 'Hello',
				media: 'https://example.com/a.jpg',
				file_name: 'a.jpg',
				file_size: 27,
			},
		],
		[
			'voice',
			{ fileDetails: { mediaDuration: 4 } },
			{ type: 'voice', text: 'Hello', media_duration: 4 },
		],
		[
			'location',
			{ latitude: 1, longitude: 2 },
			{ type: 'location', text: 'Hello', location: { lat: 1, lon: 2 } },
		],
		[
			'contact',
			{ contactName: 'A', contactPhone: '1' },
			{ type: 'contact', text: 'Hello', contact: { name: 'A', phone: '1' } },
		],
	])('to a %s that is described; a forward of it says the same', (messageType, parts, wire) => {
		const message = { ...described, messageType, ...parts };
		const travels = { ...wire, ...times, sender: { name: 'Ann' } };
		expect(payloadOf(send, replying(message)).reply_to).toEqual({ message: travels });
		expect(payloadOf(send, forwarding(message)).forwards).toEqual({ messages: [travels] });
	});

	test('names the sender of a described message by any ID', () => {
		const message = { ...described, senderId: 42, senderRefId: USER, senderName: '' };
		const travels = { sender: { id: '42', ref_id: USER } };
		expect(payloadOf(send, replying(message))).toMatchObject({ reply_to: { message: travels } });
		expect(payloadOf(send, forwarding(message))).toMatchObject({
			forwards: { messages: [travels] },
		});
	});
});

describe('a forward', () => {
	test('has one message, and its chat by either ID', () => {
		expect(payloadOf(send, forwarding({ messageId: MESSAGE })).forwards).toEqual({
			messages: [{ id: MESSAGE }],
		});
		const from = { messageId: MESSAGE, conversationRefId: CHAT, conversationId: 'chat-2' };
		expect(payloadOf(send, forwarding(from)).forwards).toEqual({
			messages: [{ id: MESSAGE }],
			conversation_ref_id: CHAT,
			conversation_id: 'chat-2',
		});
	});
});

test.each([{}, { replyTo: {} }, { forward: {} }])('no quote in %j', (options) => {
	const payload = payloadOf(send, { ...client, options });
	expect(payload).not.toHaveProperty('reply_to');
	expect(payload).not.toHaveProperty('forwards');
});

test.each<[string, FormValues, string]>([
	['no words', { ...described, text: ' ' }, 'text'],
	['no time', { ...described, timestamp: '' }, 'timestamp'],
	['no sender', { ...described, senderName: '' }, 'senderName'],
	['no card', { ...described, messageType: 'contact' }, 'contactName'],
	['another way', { quoteBy: 'magic' }, 'quoteBy'],
])('a quote with %s is refused', (_, message, parameter) => {
	expect(refusalOf(send, replying(message)).parameter).toBe(`options.replyTo.message.${parameter}`);
	expect(refusalOf(send, forwarding(message)).parameter).toBe(
		`options.forward.message.${parameter}`,
	);
});

test('a refusal names the way to the field', () => {
	expect(refusalOf(send, replying({ ...described, timestamp: '' })).message).toBe(
		"'Options > Reply To > Message > Timestamp' is empty",
	);
});

test('an ID that cannot be right is sent with a warning', () => {
	expect(warningsOf(send, replying({ messageId: 'm-1' }))).toEqual([
		"'Options > Reply To > Message > amoCRM Message ID' does not look like an ID of amoCRM, which is a UUID; amoCRM may refuse it",
	]);
});
