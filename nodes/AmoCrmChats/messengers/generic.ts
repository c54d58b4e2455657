import { arrayAt, compact, isObject, textAt, type Json, type JsonObject } from '../shared/json';
import { MESSAGE_TYPES, type MessageType } from '../shared/wire';
import { Fields } from './genericFields';
import { ERROR_CODES, failed, judge, write } from './genericDelivery';
import type { Content, Incoming, Messenger, Person, Where } from './messenger';
import { other } from './incoming';

/**
 * Of a shop chat or any messenger that people program themselves: one flat shape both ways, with the names of the
 * other nodes' parameters. IDs are its own.
 */
export const generic: Messenger = {
	id: 'generic',
	name: 'Own Format',
	credential:
		'Header Auth, as generic credential type, with the header that your messenger expects',
	can: {
		kinds: MESSAGE_TYPES,
		text: 65536,
		caption: { of: MESSAGE_TYPES, length: 65536 },
		reply: true,
		reaction: true,
		typing: true,
		buttons: { count: 100, length: 1024 },
		list: true,
		template: true,
		writeFirst: true,
		receipts: true,
	},
	setup: [
		{
			name: 'url',
			label: 'URL',
			description:
				'Where your messenger takes what managers write, such as https://shop.example/chat',
			required: true,
		},
	],
	recognize: (update) => {
		const events = eventsIn(update);
		return events.length > 0 && events.every((event) => isObject(event) && isOwn(event));
	},
	read: (update) => {
		const events = eventsIn(update);
		if (events.length === 0) return [other('The list of events is empty')];
		return events.map((event) => (isObject(event) ? eventOf(new Fields(event)) : NO_EVENT));
	},
	write,
	judge,
};

/** A body that is a list cannot be taken out of a Webhook node's item: it has several events. */
function eventsIn(update: JsonObject): Json[] {
	return Array.isArray(update.body) && !isOwn(update) ? arrayAt(update, 'body') : [update];
}

/** Of the amoCRM Chats Trigger's items, and of messengers that might have such an ID too. */
const FOREIGN = ['scopeId', 'update_id', 'update_type', 'messaging_product', 'typeWebhook'];

function isOwn(event: JsonObject): boolean {
	if (FOREIGN.some((key) => key in event)) return false;
	const isStatus = event.event === 'status' && textAt(event, 'messageId') !== undefined;
	return isStatus || CHAT_ID.some((key) => textAt(event, key) !== undefined);
}

/** The short names are those of older workflows. */
const CHAT_ID = ['conversationId', 'chatId'];
const MESSAGE_ID = ['externalMessageId', 'messageId'];
const EVENTS = ['message', 'edit', 'delete', 'reaction', 'typing', 'status'] as const;
const DIRECTIONS = ['fromClient', 'fromManager', 'fromBot'] as const;
const STATUSES = ['delivered', 'read', 'error'] as const;

const NO_EVENT = other('An entry of the list is not an object');

function eventOf(fields: Fields): Incoming {
	const kind = fields.choice('event', EVENTS) ?? 'message';
	const event = kind === 'status' ? statusOf(fields) : chatEventOf(kind, fields);
	return fields.trouble === undefined ? event : other(fields.trouble);
}

function chatEventOf(event: Exclude<(typeof EVENTS)[number], 'status'>, fields: Fields): Incoming {
	const where = whereOf(fields);
	if (where === undefined) return other('conversationId is missing');
	if (event === 'typing') return { ...where, event };
	const message = fields.text(...MESSAGE_ID);
	if (event === 'message') return messageOf(where, message, fields);
	if (message === undefined) return other('externalMessageId is missing');
	if (event === 'delete') return { ...where, event, message };
	if (event === 'reaction') {
		return { ...where, event, message, ...compact({ emoji: fields.text('emoji') }) };
	}
	const content = contentOf(fields);
	return typeof content === 'string' ? other(content) : { ...where, event, message, content };
}

function messageOf(where: Where, message: string | undefined, fields: Fields): Incoming {
	const content = contentOf(fields);
	if (typeof content === 'string') return other(content);
	const isEcho = fields.has('externalMessageId');
	const more = compact({
		message,
		replyTo: quotedOf(fields),
		callback: fields.text('callbackData'),
		nonce: isEcho ? fields.text('messageId') : undefined,
		silent: fields.flag('silent'),
	});
	return { ...where, event: 'message', content, ...more };
}

/** The ID of the message, or, as it is told to the messenger, an object with it or with what the message said. */
function quotedOf(
	fields: Fields,
): { message: string } | { text: string; name?: string } | undefined {
	if (!fields.isObject('replyTo')) {
		const message = fields.text('replyTo');
		return message === undefined ? undefined : { message };
	}
	const quoted = fields.part('replyTo');
	const message = quoted.text('externalMessageId');
	if (message !== undefined) return { message };
	const text = quoted.text('text');
	return text === undefined ? undefined : { text, ...compact({ name: quoted.text('name') }) };
}

function whereOf(fields: Fields): Where | undefined {
	const chat = fields.text(...CHAT_ID);
	if (chat === undefined) return undefined;
	const direction = fields.choice('direction', DIRECTIONS) ?? 'fromClient';
	const isClient = direction === 'fromClient';
	return {
		chat,
		...compact({
			chatRef: fields.text('conversationRefId'),
			source: fields.text('sourceId'),
			time: fields.time('timestamp'),
		}),
		person: isClient ? senderOf(chat, fields) : personOf(chat, fields.part('receiver')),
		from: isClient ? 'client' : 'manager',
	};
}

function senderOf(chat: string, fields: Fields): Person {
	const sender = personOf(chat, fields.part('sender'));
	const details = personOf(sender.id, fields.part('senderDetails'));
	const flat = compact({
		id: fields.text('senderId', 'clientId'),
		name: fields.text('senderName', 'clientName'),
	});
	return { ...sender, ...details, ...flat };
}

function personOf(chat: string, part: Fields): Person {
	const known = compact({
		name: part.text('name'),
		phone: part.text('phone'),
		email: part.text('email'),
		avatar: part.url('avatar'),
		link: part.url('profileLink'),
		ref: part.text('refId'),
	});
	return { id: part.text('id') ?? chat, ...known };
}

/** What an event shows, or which field is missing for that. */
function contentOf(fields: Fields): Content | string {
	const given = fields.text('messageType');
	const known = MESSAGE_TYPES.find((each) => each === given);
	const type = known ?? typeOf(fields);
	const text = fields.text('text');
	const words = compact({ text });
	if (type === 'text') {
		if (known === undefined && given !== undefined) return { type, unknown: given, ...words };
		return text === undefined ? 'text is missing' : { type, text };
	}
	if (type === 'location') {
		const [latitude, longitude] = [fields.number('latitude'), fields.number('longitude')];
		if (latitude === undefined) return 'latitude is missing';
		if (longitude === undefined) return 'longitude is missing';
		return { type, location: { latitude, longitude }, ...words };
	}
	if (type === 'contact') {
		const contact = compact({
			name: fields.text('contactName'),
			phone: fields.text('contactPhone'),
		});
		return (contact.phone ?? contact.name)
			? { type, contact, ...words }
			: 'contactPhone is missing';
	}
	const url = fields.url('mediaUrl');
	if (url === undefined) return 'mediaUrl is missing';
	const media = compact({
		from: { url },
		name: fields.text('fileName'),
		size: fields.number('fileSize'),
		seconds: fields.number('mediaDuration'),
	});
	return { type, media, ...words };
}

const ENDINGS: ReadonlyArray<[MessageType, RegExp]> = [
	['picture', /\.(jpe?g|png|gif|webp|heic|bmp)$/i],
	['video', /\.(mp4|mov|webm|mkv|avi|3gp|m4v)$/i],
	['voice', /\.(ogg|oga|opus)$/i],
	['audio', /\.(mp3|m4a|wav|aac|flac|amr)$/i],
];

function typeOf(fields: Fields): MessageType {
	const url = fields.text('mediaUrl');
	if (url !== undefined) {
		const name = fields.text('fileName') ?? url.replace(/[?#].*$/s, '');
		return ENDINGS.find(([, ending]) => ending.test(name))?.[0] ?? 'file';
	}
	if (fields.has('latitude')) return 'location';
	return fields.has('contactPhone') ? 'contact' : 'text';
}

function statusOf(fields: Fields): Incoming {
	const status = fields.choice('status', STATUSES);
	const chat = fields.text(...CHAT_ID);
	const message = fields.text('externalMessageId');
	const nonce = fields.text('messageId');
	if (status === undefined) return other('status is missing');
	if (nonce === undefined && message === undefined) return other('messageId is missing');
	if (nonce === undefined && chat === undefined) return other('conversationId is missing');
	const given = fields.choice('errorCode', ERROR_CODES.map(String));
	const code = ERROR_CODES.find((each) => String(each) === given);
	const verdict = status === 'error' ? failed(code, fields.text('errorText')) : { status };
	const where = compact({ chat, time: fields.time('timestamp') });
	return { ...where, event: 'status', ...compact({ message, nonce }), verdict };
}
