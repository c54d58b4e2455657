import { DateTime } from 'luxon';
import {
	arrayAt,
	compact,
	compactOrNone,
	isObject,
	numberAt,
	objectAt,
	textAt,
	type JsonObject,
} from '../shared/json';
import { stableUuid } from '../shared/signature';
import { eventOf, isFirstVersion } from './events';

/** A hook as {@link AmoCrmChatsEvent}: flat, under the names of the action node's parameters. */
export function simplify(hook: JsonObject, scopeId: string | undefined): JsonObject {
	const event = eventOf(hook);
	const details = detailsOf(hook);
	return compact({
		event,
		eventId: idOf(event, hook, details),
		scopeId,
		accountId: textAt(hook, 'account_id'),
		...details,
		timestamp: details.timestamp ?? moment(numberAt(hook, 'time'), 1000),
	});
}

function detailsOf(hook: JsonObject): JsonObject {
	switch (eventOf(hook)) {
		case 'message':
			return isFirstVersion(hook) ? firstVersionOf(hook) : messageOf(hook);
		case 'commentReply':
			return messageOf(hook);
		case 'reaction':
			return reactionOf(hook);
		case 'typing':
			return typingOf(hook);
		default:
			return { hook };
	}
}

/** A hook is sent once; should one come twice all the same, its message or its content tells. */
function idOf(event: string, hook: JsonObject, { messageId }: JsonObject): string {
	const isMessage = event === 'message' || event === 'commentReply';
	return isMessage && typeof messageId === 'string' ? messageId : stableUuid(JSON.stringify(hook));
}

function messageOf(hook: JsonObject): JsonObject {
	const message = objectAt(hook, 'message') ?? {};
	const isLinked = textAt(message, 'conversation.client_id') !== undefined;
	return compact({
		...chatOf(message),
		writeFirst: isLinked ? undefined : true,
		sourceId: textAt(message, 'source.external_id'),
		...contentOf(objectAt(message, 'message') ?? {}),
		sender: personOf(message.sender),
		receiver: personOf(message.receiver),
		timestamp: timeOf(message),
	});
}

function chatOf(holder: JsonObject): JsonObject {
	return compact({
		conversationId: textAt(holder, 'conversation.client_id'),
		conversationRefId: textAt(holder, 'conversation.id'),
	});
}

function contentOf(message: JsonObject): JsonObject {
	const forwards = arrayAt(message, 'forwards.messages').filter(isObject).map(quotedOf);
	const buttons = arrayAt(message, 'markup.buttons');
	const location = compactOrNone({
		latitude: numberAt(message, 'location.lat'),
		longitude: numberAt(message, 'location.lon'),
	});
	return compact({
		messageId: textAt(message, 'id'),
		...bodyOf(message),
		thumbnailUrl: textAt(message, 'thumbnail'),
		fileName: textAt(message, 'file_name'),
		fileSize: numberAt(message, 'file_size') || undefined,
		mediaDuration: numberAt(message, 'media_duration') || undefined,
		mediaGroupId: textAt(message, 'media_group_id'),
		location,
		contact: objectAt(message, 'contact'),
		buttons: buttons.length > 0 ? buttons : undefined,
		listMessage: objectAt(message, 'markup.list_message'),
		template: templateOf(message),
		replyTo: quoteOf(message),
		forwards: forwards.length > 0 ? forwards : undefined,
		postId: textAt(message, 'post.id'),
	});
}

function bodyOf(message: JsonObject): JsonObject {
	return compact({
		messageType: textAt(message, 'type'),
		text: textAt(message, 'text'),
		mediaUrl: textAt(message, 'media'),
	});
}

function templateOf(message: JsonObject): JsonObject | undefined {
	return compactOrNone({
		id: textAt(message, 'template.id'),
		externalId: textAt(message, 'template.external_id'),
		content: textAt(message, 'template.content'),
		params: objectAt(message, 'template') ? arrayAt(message, 'template.params') : undefined,
	});
}

function quoteOf(message: JsonObject): JsonObject | undefined {
	const quoted = objectAt(message, 'reply_to.message');
	return quoted === undefined ? undefined : quotedOf(quoted);
}

function quotedOf(quoted: JsonObject): JsonObject {
	return compact({
		messageId: textAt(quoted, 'id'),
		externalMessageId: textAt(quoted, 'msgid'),
		...bodyOf(quoted),
		sender: personOf(quoted.sender),
		timestamp: timeOf(quoted),
	});
}

function reactionOf(hook: JsonObject): JsonObject {
	const reaction = objectAt(hook, 'action.reaction') ?? {};
	return compact({
		...chatOf(reaction),
		// Documented in the table as an object, in the example as `msgid`; both travel.
		messageId: textAt(reaction, 'message.id') ?? textAt(reaction, 'msgid'),
		externalMessageId: textAt(reaction, 'message.client_id'),
		reaction: textAt(reaction, 'type'),
		emoji: textAt(reaction, 'emoji'),
		sender: personOf(reaction.user),
	});
}

function typingOf(hook: JsonObject): JsonObject {
	const typing = objectAt(hook, 'action.typing') ?? {};
	return compact({
		...chatOf(typing),
		postId: textAt(typing, 'post_id'),
		// The table puts the user beside `typing`, the example within it.
		sender: personOf(typing.user) ?? personOf(objectAt(hook, 'action.user')),
		typingUntil: moment(numberAt(typing, 'expired_at'), 1000),
	});
}

function firstVersionOf(hook: JsonObject): JsonObject {
	return compact({
		conversationId: textAt(hook, 'conversation_id'),
		...contentOf(hook),
		receiver: { id: textAt(hook, 'receiver') ?? '' },
		timestamp: timeOf(hook),
	});
}

function personOf(person: unknown): JsonObject | undefined {
	return compactOrNone({
		id: textAt(person, 'client_id'),
		refId: textAt(person, 'id'),
		name: textAt(person, 'name'),
		phone: textAt(person, 'phone'),
		email: textAt(person, 'email'),
	});
}

function timeOf(holder: JsonObject): string | undefined {
	return (
		moment(numberAt(holder, 'msec_timestamp'), 1) ?? moment(numberAt(holder, 'timestamp'), 1000)
	);
}

/** A Unix time in units of `scale` milliseconds, as ISO 8601 in UTC. */
function moment(time: number | undefined, scale: number): string | undefined {
	if (time === undefined || time <= 0) return undefined;
	return DateTime.fromMillis(time * scale, { zone: 'utc' }).toISO() ?? undefined;
}
