import type { Service } from '../service.mts';
import type { Account, Channel, Chat, Connection, Message, Participant } from '../state/model.mts';

/** A wrong call of the sandbox itself; over HTTP it is answered with `statusCode`. */
export class ControlError extends Error {
	constructor(
		message: string,
		readonly statusCode: 400 | 404 | 409 = 409,
	) {
		super(message);
	}
}

/** What a path names and the sandbox does not have is a path that leads nowhere. */
export function inPath<T>(work: () => T): T {
	try {
		return work();
	} catch (error) {
		if (error instanceof ControlError && error.statusCode === 409) {
			throw new ControlError(error.message, 404);
		}
		throw error;
	}
}

/** Found, or a sentence that says what was looked for. */
export function found<T>(value: T | undefined, what: string): T {
	if (value === undefined) throw new ControlError(`The sandbox has no ${what}`);
	return value;
}

/** The only one there is when no id is given. */
export function findChannel({ store }: Service, id?: string): Channel {
	if (id !== undefined) return found(store.channels.get(id), `channel ${id}`);
	const channels = store.channels.all();
	const only = channels.length === 1 ? channels[0] : undefined;
	return found(only, `single channel (of ${channels.length}): say which one is meant`);
}

export function findAccount({ store }: Service, amojoId: string): Account {
	return found(store.accounts.get(amojoId), `account ${amojoId}`);
}

export function findConnection(
	{ store }: Service,
	{ channelId, accountId }: { channelId?: string; accountId?: string },
): Connection {
	if (channelId !== undefined && accountId !== undefined) {
		const scopeId = `${channelId}_${accountId}`;
		return found(store.connections.get(scopeId), `connected account ${accountId} in ${channelId}`);
	}
	const matching = store.connections
		.all()
		.filter((connection) => channelId === undefined || connection.channelId === channelId)
		.filter((connection) => accountId === undefined || connection.accountId === accountId);
	const only = matching.length === 1 ? matching[0] : undefined;
	return found(only, `single connected account (of ${matching.length}): say which one is meant`);
}

export interface ChatInScope {
	connection: Connection;
	chat: Chat;
}

export function findChatInScope(
	service: Service,
	ids: {
		channelId?: string;
		accountId?: string;
		conversationId?: string;
		conversationRefId?: string;
	},
): ChatInScope {
	const { store } = service;
	const { conversationId, conversationRefId } = ids;
	if (conversationRefId !== undefined) {
		const chat = found(store.chats.get(conversationRefId), `chat ${conversationRefId}`);
		return { chat, connection: connectionOfScope(service, chat.scopeId) };
	}
	const connection = findConnection(service, ids);
	const chat = store.chats.byIntegrationId(connection.scopeId, conversationId ?? '');
	return { connection, chat: found(chat, `chat ${conversationId ?? '(say which)'}`) };
}

export function connectionOfScope({ store }: Service, scopeId: string): Connection {
	return found(store.connections.get(scopeId), `connected account behind scope ${scopeId}`);
}

/** By the Chats API's id, else by the integration's, in any account. */
export function findMessage({ store }: Service, id: string): Message | undefined {
	const byId = store.messages.get(id);
	if (byId) return byId;
	for (const { scopeId } of store.connections.all()) {
		const message = store.messages.byIntegrationId(scopeId, id);
		if (message) return message;
	}
	return undefined;
}

export function findClientOf({ store }: Service, chat: Chat): Participant {
	const client = chat.clientId === undefined ? undefined : store.participants.get(chat.clientId);
	return found(client, `client in chat ${chat.id}`);
}

export function userIn(
	service: Service,
	connection: Connection,
	userId: string | undefined,
): string {
	const account = findAccount(service, connection.accountId);
	return userId ?? found(account.users[0], `user in account ${account.amojoId}`).id;
}
