import { randomUUID } from 'node:crypto';

import { withReaction } from '../api/rules/reaction.mts';
import { reactionBody, typingBody } from '../hooks/actionBodies.mts';
import { deliverHook, type HookRecord } from '../hooks/deliver.mts';
import { embed, messageBody, messageBodyV1 } from '../hooks/messageBody.mts';
import { saveChat, saveMessage, type Service } from '../service.mts';
import type { Connection, Message } from '../state/model.mts';
import * as lookup from './lookup.mts';
import { contentOf, type ManagerContent } from './content.mts';
import type {
	ManagerComment,
	ManagerMessage,
	ManagerReaction,
	ManagerTyping,
	WriteFirst,
} from './managerSchemas.mts';

export interface SentMessage {
	message: Message;
	hook: HookRecord;
}

/** What people do in the CRM: it changes the sandbox's state and is told to the integration in a hook. */
export function createManager(service: Service) {
	const send = (connection: Connection, kind: HookRecord['kind'], body: object) => {
		const channel = lookup.findChannel(service, connection.channelId);
		const { scopeId } = connection;
		return deliverHook(service, { channel, scopeId, kind, body: JSON.stringify(body) });
	};

	async function write(
		{ connection, chat }: lookup.ChatInScope,
		senderId: string,
		parts: ManagerContent,
	): Promise<SentMessage> {
		const client = lookup.findClientOf(service, chat);
		const { replyTo, forward, sourceId = chat.sourceId } = parts;
		const quoted = (id: string) =>
			embed(service, lookup.found(lookup.findMessage(service, id), `message ${id}`));
		const forwarded = forward === undefined ? undefined : lookup.findMessage(service, forward);
		const message: Message = {
			id: randomUUID(),
			scopeId: chat.scopeId,
			chatId: chat.id,
			author:
				senderId === lookup.findChannel(service, connection.channelId).bot.id ? 'bot' : 'user',
			direction: 'outgoing',
			origin: 'crm',
			senderId,
			receiverId: client.id,
			sentAt: service.now(),
			silent: true,
			content: contentOf(parts),
			replyTo: replyTo === undefined ? undefined : { message: quoted(replyTo) },
			forwards:
				forward === undefined
					? undefined
					: { messages: [quoted(forward)], conversation_ref_id: forwarded?.chatId },
			sourceId,
			delivery: { status: 'sent' },
			reactions: [],
			edits: [],
		};
		saveMessage(service, message);

		const parties = { connection, chat, client, message };
		const isV1 = connection.hookApiVersion === 'v1';
		const body = isV1 ? messageBodyV1(parties) : messageBody(service, parties);
		const kind = message.content.post ? 'comment' : 'message';
		return { message, hook: await send(connection, kind, body) };
	}

	return {
		managerWrites(input: ManagerMessage): Promise<SentMessage> {
			const target = lookup.findChatInScope(service, input);
			const { bot } = lookup.findChannel(service, target.connection.channelId);
			const userId = lookup.userIn(service, target.connection, input.userId);
			return write(target, input.asBot ? bot.id : userId, input);
		},

		/** Starts a chat with a phone number: the integration does not know it yet. */
		writeFirst(input: WriteFirst): Promise<SentMessage> {
			const connection = lookup.findConnection(service, input);
			const { scopeId } = connection;
			const client = { id: randomUUID(), scopeId, phone: input.phone, name: input.clientName };
			const chat = { id: randomUUID(), scopeId, clientId: client.id, createdAt: service.now() };
			service.store.participants.put(client);
			saveChat(service, chat);
			return write({ connection, chat }, lookup.userIn(service, connection, input.userId), input);
		},

		managerComments({ messageId, text, userId }: ManagerComment): Promise<SentMessage> {
			const { message: comment, ...target } = findInChat(messageId);
			const post = lookup.found(comment.content.post, `comment ${messageId}`);
			const parts = { text, replyTo: comment.id, post: { id: post.id } };
			return write(target, lookup.userIn(service, target.connection, userId), parts);
		},

		/** Somebody looked into the chat; the integration is not told. */
		managerReads(chatId: string): void {
			const { chat } = lookup.findChatInScope(service, { conversationRefId: chatId });
			if (chat.unread) saveChat(service, { ...chat, unread: 0 });
		},

		managerTypes({ userId, postId, ...ids }: ManagerTyping): Promise<HookRecord> {
			const { connection, chat } = lookup.findChatInScope(service, ids);
			const typist = lookup.userIn(service, connection, userId);
			const body = typingBody(service, { connection, chat, userId: typist, postId });
			return send(connection, 'typing', body);
		},

		managerReacts({ messageId, emoji, idForm = 'message', ...by }: ManagerReaction) {
			const { message, connection, chat } = findInChat(messageId);
			const userId = lookup.userIn(service, connection, by.userId);
			saveMessage(service, withReaction(message, userId, emoji));
			const reaction = { connection, chat, message, userId, emoji, idForm };
			return send(connection, 'reaction', reactionBody(service, reaction));
		},
	};

	function findInChat(messageId: string): lookup.ChatInScope & { message: Message } {
		const message = lookup.found(lookup.findMessage(service, messageId), `message ${messageId}`);
		return { message, ...lookup.findChatInScope(service, { conversationRefId: message.chatId }) };
	}
}
