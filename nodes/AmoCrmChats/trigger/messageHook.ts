import {
	compact,
	compactOrNone,
	isObject,
	isoTime,
	type Json,
	type JsonObject,
} from '../shared/json';
import { messageContentOf, messageIdsOf, personOf, writtenAt } from '../shared/chatMessage';
import type { Reader } from '../shared/reader';
import type { EventDetails, QuotedMessage, Template } from './triggerOutput';

/** A message or an answer to a comment, as version 2 sends it. `sentAt` is when the hook was made. */
export function messageEventOf(hook: Reader, sentAt: string | undefined): EventDetails {
	const envelope = hook.part('message');
	const message = envelope.part('message');
	const conversation = envelope.part('conversation');
	const conversationId = conversation.text('client_id');
	const { text, ...content } = messageContentOf(message);
	return {
		text,
		conversationId,
		writeFirst: conversationId === undefined ? true : undefined,
		...content,
		...extrasOf(message),
		sender: personOf(envelope.part('sender')),
		receiver: personOf(envelope.part('receiver')),
		timestamp: isoTime(writtenAt(envelope)) ?? sentAt,
		postId: message.part('post').text('id'),
		sourceId: envelope.part('source').text('external_id'),
		...messageIdsOf(message),
		conversationRefId: conversation.text('id'),
	};
}

/** The deprecated format: flat, and without IDs of amoCRM's side. */
export function firstVersionEventOf(hook: Reader, sentAt: string | undefined): EventDetails {
	const { text, ...content } = messageContentOf(hook);
	return {
		text,
		conversationId: hook.text('conversation_id'),
		...content,
		...extrasOf(hook),
		receiver: compactOrNone({ id: hook.text('receiver') }),
		timestamp: isoTime(writtenAt(hook)) ?? sentAt,
		...messageIdsOf(hook),
	};
}

/** What only a message itself has, and none that it quotes. */
function extrasOf(message: Reader): EventDetails {
	const markup = message.part('markup');
	// The only mode there is; any other one is told.
	markup.take('mode', (mode) => (mode === 'inline' ? mode : undefined));
	return {
		buttons: markup.take('buttons', rowsOf),
		listMessage: markup.object('list_message'),
		template: templateOf(message.part('template')),
		replyTo: compactOrNone(quotedOf(message.part('reply_to').part('message'))),
		forwards: forwardsOf(message.part('forwards')),
	};
}

/** Rows of buttons; undefined where they are anything else. */
function rowsOf(value: Json): JsonObject[][] | undefined {
	if (!Array.isArray(value)) return undefined;
	const rows: JsonObject[][] = [];
	for (const row of value) {
		const buttons = Array.isArray(row) ? row : [row];
		if (!buttons.every(isJsonObject)) return undefined;
		rows.push(buttons);
	}
	return rows.length > 0 ? rows : undefined;
}

function isJsonObject(value: Json): value is JsonObject {
	return isObject(value);
}

function templateOf(template: Reader): Template | undefined {
	return compactOrNone({
		id: template.text('id'),
		externalId: template.text('external_id'),
		content: template.text('content'),
		params: template.take('params', (value) =>
			Array.isArray(value) && value.length > 0 && value.every(isJsonObject) ? value : undefined,
		),
	});
}

function forwardsOf(forwards: Reader): QuotedMessage[] | undefined {
	const messages = forwards.list('messages').map((message) => quotedOf(message));
	if (messages.length === 0) return undefined;
	const chat = {
		conversationId: forwards.text('conversation_id'),
		conversationRefId: forwards.text('conversation_ref_id'),
	};
	return messages.map((message) => compact({ ...message, ...chat }));
}

function quotedOf(quoted: Reader): QuotedMessage {
	return compact({
		...messageContentOf(quoted),
		sender: personOf(quoted.part('sender')),
		receiver: personOf(quoted.part('receiver')),
		timestamp: isoTime(writtenAt(quoted)),
		...messageIdsOf(quoted),
	});
}
