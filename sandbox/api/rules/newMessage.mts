import { randomUUID } from 'node:crypto';

import { saveChat, saveMessage, type Service } from '../../service.mts';
import type { Chat, Connection, Message, Participant } from '../../state/model.mts';
import { duplicate, invalid } from '../refusal.mts';
import type { NewMessage } from '../schemas/send.mts';
import { findOrDraftChat } from './chats.mts';
import { authorOf, findClient } from './people.mts';
import { checkQuotes } from './quote.mts';

/** Takes a message into the CRM: all rules first, then everything is stored. */
export function acceptMessage(
	service: Service,
	connection: Connection,
	payload: NewMessage,
): Message {
	const { scopeId } = connection;
	const { store } = service;
	if (store.messages.byIntegrationId(scopeId, payload.msgid)) throw duplicate(payload.msgid);

	const { author, senderId, client } = resolveRoles(service, connection, payload);
	const chat = findOrDraftChat(service, scopeId, payload);
	checkQuotes(service, chat, payload);

	const sourceId = payload.source?.external_id ?? chat.sourceId;
	const isIncoming = author === 'client';
	const message: Message = {
		id: randomUUID(),
		scopeId,
		chatId: chat.id,
		integrationId: payload.msgid,
		author,
		direction: isIncoming ? 'incoming' : 'outgoing',
		origin: 'api',
		senderId,
		receiverId: isIncoming ? undefined : client.id,
		sentAt: payload.msec_timestamp,
		silent: payload.silent ?? false,
		content: payload.message,
		replyTo: payload.reply_to,
		forwards: payload.forwards,
		sourceId: payload.source?.external_id,
		delivery: { status: 'sent' },
		reactions: [],
		edits: [],
	};
	store.participants.put(client);
	saveChat(service, { ...chat, clientId: client.id, sourceId, ...noticeOf(chat, message) });
	saveMessage(service, message);
	return message;
}

/** What a message that is not silent does in the CRM. */
function noticeOf(chat: Chat, { id, silent, direction }: Message): Partial<Chat> {
	if (silent) return {};
	return {
		leadMessageId: chat.leadMessageId ?? id,
		unread: (chat.unread ?? 0) + (direction === 'incoming' ? 1 : 0),
	};
}

interface Roles {
	author: Message['author'];
	senderId: string;
	client: Participant;
}

/** `sender.ref_id` decides who wrote, and with it whether there must be a receiver. */
function resolveRoles(service: Service, connection: Connection, payload: NewMessage): Roles {
	const { sender, receiver } = payload;
	const { scopeId } = connection;
	const author = authorOf(service, connection, sender.ref_id);
	if (author === undefined) {
		const problem = 'is neither a user of the account, nor the bot, nor a known client';
		throw invalid('payload.sender.ref_id', problem);
	}
	if (author === 'client') {
		if (receiver) {
			const problem = 'must be absent from an incoming message; an outgoing one has sender.ref_id';
			throw invalid('payload.receiver', problem);
		}
		const client = findClient(service, scopeId, sender, 'payload.sender');
		return { author, senderId: client.id, client };
	}
	if (!receiver) throw invalid('payload.receiver', 'is required in an outgoing message');
	const client = findClient(service, scopeId, receiver, 'payload.receiver');
	return { author, senderId: sender.ref_id ?? '', client };
}
