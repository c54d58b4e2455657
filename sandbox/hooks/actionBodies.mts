import type { Service } from '../service.mts';
import type { Chat, Connection, Message } from '../state/model.mts';
import { conversationOf, seconds } from './messageBody.mts';

const TYPING_SECONDS = 5;

export interface TypingHook {
	connection: Connection;
	chat: Chat;
	userId: string;
	/** Only when a comment is being answered. */
	postId?: string;
}

export function typingBody(service: Service, hook: TypingHook) {
	const { connection, chat, userId, postId } = hook;
	const time = seconds(service.now());
	return {
		account_id: connection.accountId,
		time,
		action: {
			typing: {
				user: { id: userId },
				conversation: conversationOf(chat),
				expired_at: time + TYPING_SECONDS,
				post_id: postId,
			},
		},
	};
}

export interface ReactionHook {
	connection: Connection;
	chat: Chat;
	message: Message;
	userId: string;
	/** Missing when a reaction is taken back. */
	emoji?: string;
	/** The documentation's table names the message by an object, its example by `msgid`. */
	idForm: 'message' | 'msgid' | 'both';
}

export function reactionBody(service: Service, hook: ReactionHook) {
	const { connection, chat, message, userId, emoji, idForm } = hook;
	const described = {
		id: message.id,
		client_id: message.integrationId,
		timestamp: seconds(message.sentAt),
		msec_timestamp: message.sentAt,
	};
	return {
		account_id: connection.accountId,
		time: seconds(service.now()),
		action: {
			reaction: {
				...(idForm !== 'msgid' && { message: described }),
				...(idForm !== 'message' && { msgid: message.id }),
				user: { id: userId },
				conversation: conversationOf(chat),
				type: emoji === undefined ? 'unreact' : 'react',
				emoji,
			},
		},
	};
}
