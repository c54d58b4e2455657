import { personById } from '../api/rules/people.mts';
import type { Service } from '../service.mts';
import type { Chat, Connection, Content, Message, Participant } from '../state/model.mts';

export const seconds = (ms: number) => Math.floor(ms / 1000);

/** A chat without `client_id` is one the manager wrote first in. */
export const conversationOf = (chat: Chat) => ({ id: chat.id, client_id: chat.integrationId });

export interface MessageHook {
	connection: Connection;
	chat: Chat;
	client: Participant;
	message: Message;
}

/** The v2 hook of a message, and of an answer to a comment. */
export function messageBody(service: Service, { connection, chat, client, message }: MessageHook) {
	const { content } = message;
	const isComment = content.post !== undefined;
	// Recorded hooks carry no names; only the vendor's comment example does.
	const nameOf = (id: string) =>
		isComment ? { name: personById(service, chat.scopeId, id).name } : {};
	const sourceId = message.sourceId;
	return {
		account_id: connection.accountId,
		time: seconds(service.now()),
		message: {
			receiver: {
				id: client.id,
				...nameOf(client.id),
				phone: client.phone ?? '',
				email: client.email ?? '',
				client_id: client.clientId,
			},
			sender: { id: message.senderId, ...nameOf(message.senderId) },
			conversation: conversationOf(chat),
			...(sourceId && !isComment && { source: { external_id: sourceId } }),
			timestamp: seconds(message.sentAt),
			msec_timestamp: message.sentAt,
			message: {
				id: message.id,
				...withEmptyFields(content),
				...(message.replyTo && { reply_to: message.replyTo }),
				...(message.forwards && { forwards: message.forwards }),
			},
		},
	};
}

/** What a message does not have is there all the same, empty, as in recorded hooks. */
function withEmptyFields({
	type,
	text,
	markup,
	media,
	thumbnail,
	file_name,
	file_size,
	...rest
}: Content) {
	return {
		type,
		text: text ?? '',
		markup: markup ?? null,
		tag: '',
		media: media ?? '',
		thumbnail: thumbnail ?? '',
		file_name: file_name ?? '',
		file_size: file_size ?? 0,
		...rest,
	};
}

/** The flat, deprecated form, for accounts connected with `hook_api_version` v1. */
export function messageBodyV1({ chat, client, message: { content, sentAt } }: MessageHook) {
	return {
		receiver: client.clientId ?? '',
		conversation_id: chat.integrationId ?? '',
		msec_timestamp: sentAt,
		type: content.type,
		text: content.text ?? '',
		media: content.media ?? '',
		thumbnail: content.thumbnail ?? '',
		file_name: content.file_name ?? '',
		file_size: content.file_size ?? 0,
	};
}

/** A message inside another one. */
export function embed(service: Service, message: Message) {
	const { content, sentAt } = message;
	const { id, name, clientId } = personById(service, message.scopeId, message.senderId);
	return {
		id: message.id,
		msgid: message.integrationId,
		type: content.type,
		text: content.text ?? '',
		media: content.media,
		thumbnail: content.thumbnail,
		file_name: content.file_name,
		file_size: content.file_size,
		location: content.location,
		contact: content.contact,
		timestamp: seconds(sentAt),
		msec_timestamp: sentAt,
		sender: { id, name, client_id: clientId },
	};
}
