import { edit } from '../../../../nodes/AmoCrmChats/actions/message/edit.operation';
import type { JsonObject } from '../../../../nodes/AmoCrmChats/shared/json';
import {
	formOf,
	outputOf,
	payloadOf,
	refusalOf,
	requestOf,
	scopeId,
	type FormValues,
} from '../form';

const MESSAGE = '1d2c3b4a-5968-4778-8695-a4b3c2d1e0f1';
const own: FormValues = { conversationId: 'chat-1', externalMessageId: 'm-1', text: 'New' };

test('is an event of its own, with the time of now unless another is given', () => {
	expect(requestOf(edit, own)).toEqual({
		method: 'POST',
		path: `/${scopeId}`,
		body: {
			event_type: 'edit_message',
			payload: {
				timestamp: 1769860800,
				msec_timestamp: 1769860800250,
				msgid: 'm-1',
				conversation_id: 'chat-1',
				message: { type: 'text', text: 'New' },
			},
		},
	});
	const dated = { ...own, options: { timestamp: '2025-12-31T00:00:00Z' } };
	expect(payloadOf(edit, dated)).toMatchObject({
		timestamp: 1767139200,
		msec_timestamp: 1767139200000,
	});
});

describe('finds the message', () => {
	const both: FormValues = { ...own, messageId: MESSAGE };

	test.each<[string, string, JsonObject, string[]]>([
		['by your own ID', 'externalMessageId', { msgid: 'm-1' }, ['id']],
		["by amoCRM's ID", 'messageId', { id: MESSAGE }, ['msgid']],
		['by both, which binds your own', 'both', { id: MESSAGE, msgid: 'm-1' }, []],
	])('%s', (_, messageBy, ids, absent) => {
		const payload = payloadOf(edit, { ...both, messageBy });
		expect(payload).toMatchObject(ids);
		for (const key of absent) expect(payload).not.toHaveProperty(key);
	});

	test.each([
		['externalMessageId', 'externalMessageId'],
		['messageId', 'messageId'],
		['both', 'messageId'],
	])('by %s, which must be there', (messageBy, parameter) => {
		const values = { conversationId: 'chat-1', text: 'New', messageBy };
		expect(refusalOf(edit, values).parameter).toBe(parameter);
	});
});

describe('any content', () => {
	test.each<[string, FormValues, JsonObject]>([
		['picture', { text: 'New caption' }, { text: 'New caption' }],
		['picture', { mediaUrl: 'https://example.com/b.jpg' }, { media: 'https://example.com/b.jpg' }],
		['voice', { options: { mediaDuration: 5 } }, { media_duration: 5 }],
		['sticker', { options: { stickerId: 'x' } }, { sticker_id: 'x' }],
		['location', { latitude: 1, longitude: 2 }, { location: { lat: 1, lon: 2 } }],
		['contact', { contactName: 'A', contactPhone: '1' }, { contact: { name: 'A', phone: '1' } }],
	])('%s %j: what stays may be left out', (messageType, values, parts) => {
		const { message } = payloadOf(edit, { ...own, text: '', messageType, ...values });
		expect(message).toEqual({ type: messageType, ...parts });
	});

	test('with callback data and a shared post', () => {
		const post = {
			url: 'https://example.com/1',
			previewLink: 'https://example.com/t.jpg',
			previewPermalink: 'https://example.com/p.jpg',
			siteName: 'Example',
		};
		const options = { callbackData: 'x', sharedPost: { post } };
		expect(payloadOf(edit, { ...own, options }).message).toEqual({
			type: 'text',
			text: 'New',
			callback_data: 'x',
			shared_post: {
				url: post.url,
				preview_link: post.previewLink,
				preview_permalink: post.previewPermalink,
				type: 'post',
				site_name: 'Example',
			},
		});
	});

	test('a text needs words', () => {
		expect(refusalOf(edit, { ...own, text: '' }).parameter).toBe('text');
	});
});

describe('the delivery status', () => {
	const statusOf = (delivery: FormValues) =>
		payloadOf(edit, { ...own, options: { deliveryStatus: { delivery } } }).message;

	test('goes with the message', () => {
		expect(statusOf({ status: 'read' })).toMatchObject({ delivery_status: { status_code: 2 } });
		expect(statusOf({ status: 'error', errorCode: 904 })).toMatchObject({
			delivery_status: { status_code: -1, error_code: 904 },
		});
	});

	test('of any other reason needs words', () => {
		const options = { deliveryStatus: { delivery: { status: 'error' } } };
		expect(refusalOf(edit, { ...own, options })).toMatchObject({
			parameter: 'options.deliveryStatus.delivery.errorText',
			message: "'Options > Delivery Status > Delivery > Error Text' is empty",
		});
	});
});

test('edits of one chat keep their order', () => {
	expect(edit.lane(formOf(edit, own))).toBe('chat-1');
});

test('puts out the IDs of both sides', () => {
	const answer = { new_message: { msgid: MESSAGE, ref_id: 'm-1' } };
	expect(outputOf(edit, own, answer)).toEqual({
		timestamp: '2026-01-31T12:00:00.250Z',
		conversationId: 'chat-1',
		messageId: MESSAGE,
		externalMessageId: 'm-1',
	});
});
