import {
	arrayAt,
	isObject,
	numberAt,
	objectAt,
	present,
	presentOrNone,
	textAt,
	type JsonObject,
} from '../shared/json';
import { contactOf, personOf, placeOf, timeOf } from '../shared/chatMessage';
import type { EventDetails, QuotedMessage, Template } from './triggerOutput';
import { chatOf } from './hookParts';

/** A message or an answer to a comment, as version 2 sends it. */
export function messageOf(hook: JsonObject): EventDetails {
	const message = objectAt(hook, 'message') ?? {};
	const chat = chatOf(message);
	return {
		...chat,
		writeFirst: chat.conversationId === undefined ? true : undefined,
		sourceId: textAt(message, 'source.external_id'),
		...contentOf(objectAt(message, 'message') ?? {}),
		sender: personOf(message.sender),
		receiver: personOf(message.receiver),
		timestamp: timeOf(message),
	};
}

/** The deprecated format: flat, and without ids of amoCRM's side. */
export function firstVersionOf(hook: JsonObject): EventDetails {
	return {
		conversationId: textAt(hook, 'conversation_id'),
		...contentOf(hook),
		receiver: presentOrNone({ id: textAt(hook, 'receiver') }),
		timestamp: timeOf(hook),
	};
}

function contentOf(message: JsonObject): EventDetails {
	const forwards = arrayAt(message, 'forwards.messages').filter(isObject).map(quotedOf);
	const buttons = arrayAt(message, 'markup.buttons').map((row) =>
		Array.isArray(row) ? row.filter(isObject) : [],
	);
	return {
		messageId: textAt(message, 'id'),
		...bodyOf(message),
		thumbnailUrl: textAt(message, 'thumbnail'),
		fileName: textAt(message, 'file_name'),
		fileSize: numberAt(message, 'file_size') || undefined,
		mediaDuration: numberAt(message, 'media_duration') || undefined,
		mediaGroupId: textAt(message, 'media_group_id'),
		location: placeOf(message),
		contact: contactOf(message),
		buttons: buttons.length > 0 ? buttons : undefined,
		listMessage: objectAt(message, 'markup.list_message'),
		template: templateOf(message),
		replyTo: quoteOf(message),
		forwards: forwards.length > 0 ? forwards : undefined,
		postId: textAt(message, 'post.id'),
	};
}

function bodyOf(message: JsonObject) {
	return {
		messageType: textAt(message, 'type'),
		text: textAt(message, 'text'),
		mediaUrl: textAt(message, 'media'),
	};
}

function templateOf(message: JsonObject): Template | undefined {
	const template = objectAt(message, 'template');
	if (template === undefined) return undefined;
	return presentOrNone({
		id: textAt(template, 'id'),
		externalId: textAt(template, 'external_id'),
		content: textAt(template, 'content'),
		params: arrayAt(template, 'params').filter(isObject),
	});
}

function quoteOf(message: JsonObject): QuotedMessage | undefined {
	const quoted = objectAt(message, 'reply_to.message');
	return quoted === undefined ? undefined : quotedOf(quoted);
}

function quotedOf(quoted: JsonObject): QuotedMessage {
	return present({
		messageId: textAt(quoted, 'id'),
		externalMessageId: textAt(quoted, 'msgid'),
		...bodyOf(quoted),
		sender: personOf(quoted.sender),
		timestamp: timeOf(quoted),
	});
}
