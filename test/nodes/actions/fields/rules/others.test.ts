import { connect } from '../../../../../nodes/AmoCrmChats/actions/channel/connect.operation';
import { create } from '../../../../../nodes/AmoCrmChats/actions/chat/create.operation';
import { getHistory } from '../../../../../nodes/AmoCrmChats/actions/chat/getHistory.operation';
import { sendTyping } from '../../../../../nodes/AmoCrmChats/actions/chat/sendTyping.operation';
import { send } from '../../../../../nodes/AmoCrmChats/actions/message/send.operation';
import { updateStatus } from '../../../../../nodes/AmoCrmChats/actions/message/updateStatus.operation';
import { add } from '../../../../../nodes/AmoCrmChats/actions/reaction/add.operation';
import { remove } from '../../../../../nodes/AmoCrmChats/actions/reaction/remove.operation';
import { payloadOf, refusalOf, requestOf, runOf, type FormValues } from '../../form';

const UUID = '1d2c3b4a-5968-4778-8695-a4b3c2d1e0f1';

test('the status is delivered, read or error', () => {
	const codeOf = (status: string) => {
		const { body } = requestOf(updateStatus, { messageId: UUID, status, errorText: 'x' });
		return [body?.status_code, body?.delivery_status];
	};
	expect(codeOf('delivered')).toEqual([1, 1]);
	expect(codeOf('read')).toEqual([2, 2]);
	expect(codeOf('error')).toEqual([-1, -1]);
	for (const status of ['sent', '', null, 0, '-', 1]) {
		expect(refusalOf(updateStatus, { messageId: UUID, status }).parameter).toBe('status');
	}
});

test('an error has a reason from 901 to 905, and 905 has words; others have neither', () => {
	const form = { messageId: UUID, status: 'error' };
	for (const errorCode of [901, 902, 903, 904]) {
		expect(requestOf(updateStatus, { ...form, errorCode }).body).toMatchObject({
			error_code: errorCode,
		});
	}
	for (const errorCode of [900, 906, 'busy', 901.5]) {
		expect(refusalOf(updateStatus, { ...form, errorCode }).parameter).toBe('errorCode');
	}
	expect(refusalOf(updateStatus, { ...form, errorCode: 905 }).parameter).toBe('errorText');
	const read = { ...form, status: 'read', errorCode: 905, errorText: 'x' };
	expect(requestOf(updateStatus, read).body).not.toHaveProperty('error_code');
	expect(requestOf(updateStatus, read).body).not.toHaveProperty('error');
});

test("history has pages of 1 to 50, and the chat by amoCRM's ID", () => {
	const form = { conversationRefId: UUID };
	const full = { messages: Array.from({ length: 50 }, (_, i) => ({ message: { id: `${i}` } })) };
	const { requests } = runOf(getHistory, { ...form, limit: 1000 }, [full, undefined]);
	expect(requests.map(({ query }) => query)).toEqual([
		{ limit: 50, offset: 0 },
		{ limit: 50, offset: 50 },
	]);
	expect(refusalOf(getHistory, { ...form, limit: 0 }).parameter).toBe('limit');
	expect(refusalOf(getHistory, { conversationRefId: 'chat-1' })).toMatchObject({
		parameter: 'conversationRefId',
		description: expect.stringMatching(/Your own ID of the chat is not found/),
	});
});

test('typing has chat and client, and lasts whole milliseconds', () => {
	const form = { conversationId: 'chat-1', senderId: 'client-1' };
	const lasting = { ...form, options: { duration: 1.0004 } };
	expect(requestOf(sendTyping, lasting).body).toHaveProperty('duration_ms', 1000);
	expect(refusalOf(sendTyping, { ...form, conversationId: '' }).parameter).toBe('conversationId');
	expect(refusalOf(sendTyping, { ...form, senderId: '' }).parameter).toBe('senderId');
	expect(refusalOf(sendTyping, { ...form, options: { duration: 0 } }).parameter).toBe(
		'options.duration',
	);
});

test('a reaction has one chat, one message, one person, and an emoji', () => {
	const form = { conversationId: 'c', externalMessageId: 'm', senderId: 's', emoji: '👍' };
	expect(requestOf(add, form).body).toMatchObject({ type: 'react', emoji: '👍' });
	const { emoji, ...removed } = form;
	expect(requestOf(remove, removed).body).toMatchObject({ type: 'unreact' });
	expect(requestOf(remove, removed).body).not.toHaveProperty('emoji');
	for (const parameter of Object.keys(form)) {
		expect(refusalOf(add, { ...form, [parameter]: '' }).parameter).toBe(parameter);
	}
	const ids = { conversationRefId: UUID, messageId: UUID };
	for (const [name, by] of [
		['conversationRefId', 'chatBy'],
		['messageId', 'messageBy'],
	] as const) {
		const values = { ...form, [by]: name };
		expect(refusalOf(add, values).parameter).toBe(name);
		expect(requestOf(add, { ...values, [name]: ids[name] }).body).toBeDefined();
	}
	expect(emoji).toBe('👍');
});

test('a channel is connected with version 2, or 1 if the person says so', () => {
	const versionOf = (options: FormValues) => requestOf(connect, { options }).body?.hook_api_version;
	expect(versionOf({})).toBe('v2');
	expect(versionOf({ hookApiVersion: '' })).toBe('v2');
	expect(versionOf({ hookApiVersion: 'v1' })).toBe('v1');
	expect(refusalOf(connect, { options: { hookApiVersion: 'v3' } }).parameter).toBe(
		'options.hookApiVersion',
	);
});

test('a new chat has an ID, and ID and name of the client unless amoCRM knows them', () => {
	const form = { conversationId: 'c', clientId: 'u', clientName: 'Ann' };
	for (const parameter of Object.keys(form)) {
		expect(refusalOf(create, { ...form, [parameter]: '' }).parameter).toBe(parameter);
	}
	const known = { conversationId: 'c', clientBy: 'amoCrmId', clientRefId: UUID };
	expect(requestOf(create, known).body).toEqual({ conversation_id: 'c', user: { ref_id: UUID } });
});

test('what is empty does not travel', () => {
	const blank = {
		conversationId: 'c',
		senderId: 's',
		senderName: 'Ann',
		senderDetails: { avatar: '', email: ' ', phone: null, profileLink: undefined, refId: '' },
		messageType: 'sticker',
		mediaUrl: 'https://a.example/s.webp',
		text: '',
		options: { callbackData: '', conversationRefId: '', sourceId: '', stickerId: '', fileName: '' },
	};
	expect(payloadOf(send, blank)).toEqual({
		timestamp: expect.any(Number),
		msec_timestamp: expect.any(Number),
		msgid: expect.any(String),
		conversation_id: 'c',
		silent: false,
		sender: { id: 's', name: 'Ann' },
		message: { type: 'sticker', media: 'https://a.example/s.webp' },
	});
});

test('size and duration are whole numbers, also where an expression gave text', () => {
	const video = (options: FormValues) => ({
		conversationId: 'c',
		senderId: 's',
		senderName: 'Ann',
		messageType: 'video',
		mediaUrl: 'https://a.example/v.mp4',
		options: { fileName: 'v.mp4', fileSize: '900000', mediaDuration: '12', ...options },
	});
	expect(payloadOf(send, video({}))).toMatchObject({
		message: { file_size: 900000, media_duration: 12 },
	});
	expect(refusalOf(send, video({ fileSize: 1.5 })).parameter).toBe('options.fileSize');
	for (const [given, sent] of [
		[11.6, 12],
		['0.2', 1],
	]) {
		const message = { media_duration: sent };
		expect(payloadOf(send, video({ mediaDuration: given }))).toMatchObject({ message });
	}
	for (const name of ['fileSize', 'mediaDuration']) {
		expect(refusalOf(send, video({ [name]: 'long' })).parameter).toBe(`options.${name}`);
	}
});
