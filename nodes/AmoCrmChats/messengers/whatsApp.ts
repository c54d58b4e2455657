import { compact, numberAt, objectAt, objectsAt, textAt, type JsonObject } from '../shared/json';
import { MESSAGE_TYPES } from '../shared/wire';
import type { Incoming, Messenger, Person, Verdict, Where } from './messenger';
import { other } from './incoming';
import { callbackOf, contentsOf, sharedNumberOf } from './whatsAppContent';
import { write } from './whatsAppDelivery';
import { ask, GRAPH_URL } from './whatsAppFiles';
import { judge, verdictOfError } from './whatsAppVerdict';

/**
 * WhatsApp Business Platform, Cloud API.
 * @see https://developers.facebook.com/documentation/business-messaging/whatsapp
 */
export const whatsApp: Messenger = {
	id: 'whatsApp',
	name: 'WhatsApp Business Cloud',
	credential: 'WhatsApp API, as predefined credential type, with the access token of your app',
	can: {
		kinds: MESSAGE_TYPES,
		text: 4096,
		caption: { of: ['picture', 'video', 'file'], length: 1024 },
		reply: true,
		reaction: true,
		typing: true,
		buttons: { count: 10, length: 20 },
		list: true,
		template: true,
		writeFirst: true,
		receipts: true,
		accounts: true,
	},
	setup: [
		{
			name: 'phoneNumberId',
			label: 'Phone Number ID',
			description:
				'The number to write from, if the chat does not name it: an ID from API Setup of your app at Meta, not the phone number',
		},
		{
			name: 'graphUrl',
			label: 'Graph API URL',
			description: "Address and version of Meta's Graph API",
			default: GRAPH_URL,
		},
	],
	recognize: (update) => isHook(update) || isChange(update),
	read: (update) => {
		const events = changesOf(update).flatMap(eventsOf);
		return events.length > 0 ? events : [other('A WhatsApp webhook without a change')];
	},
	ask,
	write,
	judge,
};

/** What a Webhook node gets: everything that Meta posted at once. */
function isHook(update: JsonObject): boolean {
	return update.object === 'whatsapp_business_account' && Array.isArray(update.entry);
}

/** Fields that speak of the account or its templates; n8n's trigger outputs them without a word of WhatsApp. */
const OF_ACCOUNT = /^(account|business|message_template|phone_number|template)_\w+$|^security$/;

/** What n8n's WhatsApp Trigger outputs: the value of one change, and its field. */
function isChange(update: JsonObject): boolean {
	return update.messaging_product === 'whatsapp' || OF_ACCOUNT.test(textAt(update, 'field') ?? '');
}

function changesOf(update: JsonObject): JsonObject[] {
	if (!isHook(update)) return [update];
	return objectsAt(update, 'entry')
		.flatMap((entry) => objectsAt(entry, 'changes'))
		.map((change) => ({ ...objectAt(change, 'value'), field: change.field ?? null }));
}

function eventsOf(change: JsonObject): Incoming[] {
	const field = textAt(change, 'field') ?? 'messages';
	if (field !== 'messages' && field !== 'smb_message_echoes') {
		return [other(`WhatsApp's field "${field}" is not for a chat`)];
	}
	const events = [
		...objectsAt(change, 'messages').flatMap((message) =>
			eventsOfMessage(change, message, 'client'),
		),
		...objectsAt(change, 'message_echoes').flatMap((echo) =>
			eventsOfMessage(change, echo, 'manager'),
		),
		...objectsAt(change, 'statuses').map((status) => eventOfStatus(change, status)),
		...objectsAt(change, 'errors').map((error) =>
			other(`WhatsApp: ${verdictOfError(error).errorText}`),
		),
	];
	return events.length > 0 ? events : [other('A WhatsApp change without messages and statuses')];
}

function eventsOfMessage(change: JsonObject, message: JsonObject, from: Where['from']): Incoming[] {
	const type = textAt(message, 'type');
	if (type === 'system' || type === 'request_welcome') {
		return [other(textAt(message, 'system.body') ?? `WhatsApp's ${type} is not for a chat`)];
	}
	const where = whereOf(change, message, from);
	if (where === undefined) return [other('A WhatsApp message that does not say whose it is')];
	if (type === 'reaction' || type === 'edit' || type === 'revoke') {
		return [changeOf(where, type, message)];
	}
	return messagesOf(where, message);
}

/** What happened to an earlier message. */
function changeOf(
	where: Where,
	type: 'reaction' | 'edit' | 'revoke',
	message: JsonObject,
): Incoming {
	const target = textAt(
		message,
		type === 'reaction' ? 'reaction.message_id' : `${type}.original_message_id`,
	);
	if (target === undefined) return other(`A WhatsApp ${type} that names no message`);
	if (type === 'revoke') return { ...where, event: 'delete', message: target };
	if (type === 'reaction') {
		const emoji = textAt(message, 'reaction.emoji');
		return { ...where, event: 'reaction', message: target, ...compact({ emoji }) };
	}
	const edited = objectAt(message, 'edit.message');
	const [content] = edited ? contentsOf(edited) : [];
	return content
		? { ...where, event: 'edit', message: target, content }
		: other('A WhatsApp edit without the new message');
}

function messagesOf(where: Where, message: JsonObject): Incoming[] {
	const id = textAt(message, 'id');
	const quoted = textAt(message, 'context.id');
	const isForwarded =
		objectAt(message, 'context')?.forwarded === true ||
		objectAt(message, 'context')?.frequently_forwarded === true;
	const once = compact({
		replyTo: quoted === undefined ? undefined : { message: quoted },
		forwarded: isForwarded ? {} : undefined,
		callback: callbackOf(message),
	});
	return contentsOf(message).map((content, index) => ({
		...where,
		event: 'message',
		...compact({ message: index === 0 || id === undefined ? id : `${id}/${index}` }),
		content,
		...(index === 0 ? once : {}),
	}));
}

/** A client who hides the number has an ID of the business; where both are told, the ID lasts as the chat's. */
function whereOf(change: JsonObject, message: JsonObject, from: Where['from']): Where | undefined {
	const [idKey, phoneKey] = from === 'client' ? ['from_user_id', 'from'] : ['to_user_id', 'to'];
	const group = textAt(message, 'group_id');
	const person = personOf(change, textAt(message, idKey), textAt(message, phoneKey));
	const chat = group ?? person?.id;
	if (chat === undefined) return undefined;
	const shared = sharedNumberOf(message);
	const isGroup: true | undefined = group === undefined ? undefined : true;
	return compact({
		account: textAt(change, 'metadata.phone_number_id'),
		chat,
		isGroup,
		person: person && shared ? { phone: shared, ...person } : person,
		from,
		time: timeOf(message),
	});
}

function personOf(change: JsonObject, userId: string | undefined, number: string | undefined) {
	const contacts = objectsAt(change, 'contacts');
	const contact =
		contacts.find((entry) => userId !== undefined && textAt(entry, 'user_id') === userId) ??
		contacts.find((entry) => number !== undefined && textAt(entry, 'wa_id') === number);
	const digits = number ?? textAt(contact, 'wa_id');
	const id = userId ?? textAt(contact, 'user_id') ?? digits;
	const userName = textAt(contact, 'profile.username');
	const name = textAt(contact, 'profile.name') ?? (userName && `@${userName}`);
	const phone = digits && /^\d+$/.test(digits) ? `+${digits}` : undefined;
	const person: Person | undefined = id === undefined ? undefined : compact({ id, name, phone });
	return person;
}

/** Seconds, as text. */
function timeOf(entry: JsonObject): number | undefined {
	const seconds = numberAt(entry, 'timestamp');
	return seconds === undefined ? undefined : seconds * 1000;
}

function eventOfStatus(change: JsonObject, status: JsonObject): Incoming {
	const name = textAt(status, 'status') ?? 'missing';
	const verdict = verdictOf(name, status);
	if (verdict === undefined) return other(`The WhatsApp status "${name}" changes nothing`);
	const message = textAt(status, 'id');
	const nonce = textAt(status, 'biz_opaque_callback_data');
	const chat = textAt(status, 'recipient_user_id') ?? textAt(status, 'recipient_id');
	if (nonce === undefined && (message === undefined || chat === undefined)) {
		return other('A WhatsApp status that does not say of which message');
	}
	const isGroup: true | undefined = status.recipient_type === 'group' ? true : undefined;
	const account = textAt(change, 'metadata.phone_number_id');
	const where = compact({ account, chat, isGroup, time: timeOf(status) });
	return { ...where, event: 'status', ...compact({ message, nonce }), verdict };
}

function verdictOf(name: string, status: JsonObject): Verdict | undefined {
	if (name === 'delivered') return { status: 'delivered' };
	if (name === 'read' || name === 'played') return { status: 'read' };
	if (name !== 'failed') return undefined;
	// Too late to send it again: what it said is gone.
	return compact({ ...verdictOfError(objectsAt(status, 'errors')[0]), retry: undefined });
}
