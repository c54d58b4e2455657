import type { Account, Channel, Chat, Connection, Message, Participant } from './model.mts';

export interface Table<T> {
	get(id: string): T | undefined;
	put(row: T): void;
	all(): T[];
	clear(): void;
}

/**
 * Rows are never changed in place: a change is `put({ ...row, ...change })`, so that a store on disk
 * can take the place of the one in memory.
 */
export interface Store {
	channels: Table<Channel>;
	accounts: Table<Account>;
	connections: Table<Connection> & { remove(scopeId: string): void };
	chats: Table<Chat> & { byIntegrationId(scopeId: string, id: string): Chat | undefined };
	participants: Table<Participant> & {
		byClientId(scopeId: string, id: string): Participant | undefined;
	};
	messages: Table<Message> & {
		byIntegrationId(scopeId: string, id: string): Message | undefined;
		/** Newest first. */
		ofChat(chatId: string, page: { offset: number; limit: number }): Message[];
	};
}
