import { generic } from '../../../nodes/AmoCrmChats/messengers/generic.ts';
import type { Content, Incoming } from '../../../nodes/AmoCrmChats/messengers/messenger.ts';
import type { JsonObject } from '../../../nodes/AmoCrmChats/shared/json.ts';
import { updatesOf } from './fixtures.mts';

const updates = updatesOf('generic');

const nonce = '0371a0ff-2f4c-4d5e-8a6b-1c2d3e4f5a6b';
const chat = { chat: '42', person: { id: '42' }, from: 'client' } as const;
const ann = { ...chat, person: { id: 'u-7' } } as const;

type Message = Extract<Incoming, { event: 'message' }>;
const written = (content: Content, more: Partial<Message> = {}): Incoming => ({
	...chat,
	event: 'message',
	content,
	...more,
});
const words = (text: string, more: Partial<Message> = {}) => written({ type: 'text', text }, more);
const file = (name: string, more: object = {}) => ({
	media: { from: { url: `https://shop.example/${name}` }, ...more },
});

const expected: Record<string, Incoming[]> = {
	unknownKind: [
		{
			...{ event: 'message', chat: '42', person: { id: '42' }, from: 'client', message: 'm-20' },
			content: { type: 'text', unknown: 'poll', text: 'Which color?' },
		},
	],
	smallest: [words('Hi', { person: { id: '42', name: 'Ann' } })],
	whole: [
		written(
			{
				type: 'picture',
				text: 'This one?',
				...file('f/901', { name: 'a.jpg', size: 27107 }),
			},
			{
				message: 'm-1',
				chatRef: '9a8b7c6d-0000-4000-8000-000000000001',
				source: 'shop-1',
				time: Date.UTC(2026, 10, 25, 12),
				person: {
					id: 'u-7',
					name: 'Ann Lee',
					phone: '+15550100042',
					email: 'ann@example.com',
					avatar: 'https://shop.example/ann.jpg',
					link: 'https://shop.example/u/7',
				},
				replyTo: { message: 'm-0' },
				callback: 'size-m',
				silent: true,
			},
		),
	],
	numbers: [words('5', { message: '7', time: 1764000000000 })],
	aliases: [
		words('Hi', { message: 'm-2', time: 1764000000123, person: { id: 'u-7', name: 'Ann' } }),
	],
	nestedSender: [words('Hi', { person: { id: 'u-7', name: 'Ann', phone: '+15550100042' } })],
	video: [written({ type: 'video', ...file('clip.MP4?x=1') }, { message: 'm-3' })],
	voice: [
		written({ type: 'voice', ...file('f/1', { name: 'v.ogg', seconds: 7 }) }, { message: 'm-4' }),
	],
	audio: [written({ type: 'audio', ...file('song.mp3') }, { message: 'm-5' })],
	file: [written({ type: 'file', ...file('download') }, { message: 'm-6' })],
	location: [
		written(
			{ type: 'location', location: { latitude: 55.7558, longitude: 37.6173 }, text: 'Here' },
			{ message: 'm-7' },
		),
	],
	contact: [
		written(
			{ type: 'contact', contact: { name: 'Carl', phone: '+15550100050' } },
			{ message: 'm-8' },
		),
	],
	quotedText: [words('Both', { message: 'm-9', replyTo: { text: 'Which?', name: 'Maria' } })],
	quotedMessage: [words('Both', { message: 'm-10', replyTo: { message: 'm-0' } })],
	fromManager: [
		words('Yes', {
			message: 'm-11',
			nonce,
			from: 'manager',
			person: { id: 'u-7', name: 'Ann' },
		}),
	],
	fromBot: [words('We are closed', { message: 'm-12', from: 'manager' })],
	edit: [
		{
			...chat,
			time: Date.UTC(2026, 10, 25, 12),
			event: 'edit',
			message: 'm-1',
			content: { type: 'text', text: 'Hello' },
		},
	],
	delete: [{ ...chat, event: 'delete', message: 'm-1' }],
	reaction: [{ ...ann, event: 'reaction', message: 'm-9', emoji: '❤️' }],
	unreaction: [{ ...ann, event: 'reaction', message: 'm-9' }],
	typing: [{ ...ann, event: 'typing' }],
	delivered: [{ event: 'status', nonce, verdict: { status: 'delivered' } }],
	readStatus: [
		{
			chat: '42',
			time: 1764000000000,
			event: 'status',
			message: 'm-9',
			verdict: { status: 'read' },
		},
	],
	failed: [
		{
			event: 'status',
			nonce,
			verdict: { status: 'error', errorCode: 904, errorText: 'Ann closed the chat.' },
		},
	],
	failedWithoutReason: [
		{
			event: 'status',
			nonce,
			verdict: {
				status: 'error',
				errorCode: 905,
				errorText: 'The messenger does not say why.',
			},
		},
	],
	several: [
		words('one', { message: 'm-1' }),
		{ chat: '43', person: { id: '43' }, from: 'client', event: 'typing' },
	],
};

test('expects something of every update, and of no other', () => {
	expect(Object.keys(updates).sort()).toEqual(Object.keys(expected).sort());
});

test.each(Object.entries(updates))('reads %s', (name, update) => {
	expect(generic.read(update, {})).toStrictEqual(expected[name]);
	expect(generic.recognize(update)).toBe(true);
});

const hi = { conversationId: '42', text: 'Hi' };

test.each<[string, JsonObject]>([
	['conversationId is missing', { senderName: 'Ann', text: 'Hi' }],
	['conversationId is missing', { event: 'status', externalMessageId: 'm-1', status: 'read' }],
	['conversationId is not text or a number', { ...hi, conversationId: { id: '42' } }],
	['chatId is not text or a number', { chatId: ['42'], text: 'Hi' }],
	['text is missing', { conversationId: '42', text: '' }],
	['text is not text or a number', { conversationId: '42', text: { body: 'Hi' } }],
	[
		'event is not one of message, edit, delete, reaction, typing, status',
		{ ...hi, event: 'mesage' },
	],
	['messageType is not text or a number', { ...hi, messageType: ['image'] }],
	['direction is not one of fromClient, fromManager, fromBot', { ...hi, direction: 'in' }],
	[
		'timestamp is not a time: ISO 8601, Unix seconds or milliseconds',
		{ ...hi, timestamp: 'yesterday' },
	],
	[
		'timestamp is not a time: ISO 8601, Unix seconds or milliseconds',
		{ ...hi, timestamp: '2026-99-01' },
	],
	['fileSize is not a number', { ...hi, mediaUrl: 'https://shop.example/a', fileSize: '1 kB' }],
	['mediaUrl is not a web address', { ...hi, mediaUrl: '/a.pdf' }],
	['mediaUrl is missing', { ...hi, messageType: 'file' }],
	['silent is not true or false', { ...hi, silent: 'yes' }],
	['senderDetails is not an object', { ...hi, senderDetails: 'Ann' }],
	['senderDetails.phone is not text or a number', { ...hi, senderDetails: { phone: ['+1'] } }],
	['sender.avatar is not a web address', { ...hi, sender: { avatar: 'ann.jpg' } }],
	['replyTo.text is not text or a number', { ...hi, replyTo: { text: [] } }],
	['longitude is missing', { conversationId: '42', latitude: 1 }],
	['latitude is missing', { ...hi, messageType: 'location', longitude: 1 }],
	['contactPhone is missing', { ...hi, messageType: 'contact' }],
	['externalMessageId is missing', { ...hi, event: 'edit' }],
	['externalMessageId is missing', { ...hi, event: 'reaction', emoji: '👍' }],
	['text is missing', { event: 'edit', conversationId: '42', externalMessageId: 'm-1' }],
	['status is missing', { event: 'status', messageId: 'm-1' }],
	[
		'status is not one of delivered, read, error',
		{ event: 'status', messageId: 'm-1', status: 'seen' },
	],
	[
		'errorCode is not one of 901, 902, 903, 904, 905',
		{ event: 'status', messageId: 'm-1', status: 'error', errorCode: 500 },
	],
	['messageId is missing', { event: 'status', conversationId: '42', status: 'read' }],
	['The list of events is empty', { headers: {}, body: [] }],
	['An entry of the list is not an object', { headers: {}, body: ['Hi'] }],
])('says what is wrong: %s', (why, update) => {
	expect(generic.read(update, {})).toEqual([{ event: 'other', why }]);
});

test('takes a field of the name body for one that it does not know', () => {
	const update = { ...hi, body: [1] };
	expect(generic.recognize(update)).toBe(true);
	expect(generic.read(update, {})).toEqual([words('Hi')]);
});

test.each<JsonObject>([
	{},
	{ text: 'Hi' },
	{ conversationId: '', text: 'Hi' },
	{ event: 'status', status: 'read' },
	{ ...hi, scopeId: 'abc_def' },
	{ ...hi, update_id: 1 },
	{ ...hi, messaging_product: 'whatsapp' },
	{ body: [] },
	{ body: [hi, 'Hi'] },
	{ body: [hi, { text: 'Hi' }] },
])('does not recognize %j', (update) => {
	expect(generic.recognize(update)).toBe(false);
});
