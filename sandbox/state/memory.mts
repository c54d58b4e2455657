import type { Account, Channel, Chat, Connection, Message, Participant } from './model.mts';
import type { Store, Table } from './store.mts';

/** A table in memory with at most `limit` rows (the oldest leave) and an index over a second, optional key. */
class MemoryTable<T> implements Table<T> {
	private readonly rows = new Map<string, T>();
	private readonly index = new Map<string, string>();

	constructor(
		private readonly idOf: (row: T) => string,
		private readonly limit = Infinity,
		private readonly keyOf: (row: T) => string | undefined = () => undefined,
	) {}

	get(id: string): T | undefined {
		return this.rows.get(id);
	}

	byKey(key: string): T | undefined {
		const id = this.index.get(key);
		return id === undefined ? undefined : this.rows.get(id);
	}

	put(row: T): void {
		const id = this.idOf(row);
		const before = this.rows.get(id);
		if (before !== undefined) this.unindex(before);
		else if (this.rows.size >= this.limit) this.remove(this.rows.keys().next().value);
		this.rows.set(id, row);
		const key = this.keyOf(row);
		if (key !== undefined) this.index.set(key, id);
	}

	remove(id: string | undefined): void {
		const row = id === undefined ? undefined : this.rows.get(id);
		if (id === undefined || row === undefined) return;
		this.unindex(row);
		this.rows.delete(id);
	}

	all(): T[] {
		return [...this.rows.values()];
	}

	private unindex(row: T): void {
		const key = this.keyOf(row);
		if (key !== undefined) this.index.delete(key);
	}
}

const scoped = (scopeId: string, id: string | undefined) =>
	id === undefined ? undefined : `${scopeId} ${id}`;

class ChatTable extends MemoryTable<Chat> {
	byIntegrationId(scopeId: string, id: string): Chat | undefined {
		return this.byKey(`${scopeId} ${id}`);
	}
}

class ParticipantTable extends MemoryTable<Participant> {
	byClientId(scopeId: string, id: string): Participant | undefined {
		return this.byKey(`${scopeId} ${id}`);
	}
}

class MessageTable extends MemoryTable<Message> {
	/** Ids per chat in order of time, so that a page of history is a slice. */
	private readonly timelines = new Map<string, string[]>();

	byIntegrationId(scopeId: string, id: string): Message | undefined {
		return this.byKey(`${scopeId} ${id}`);
	}

	override put(message: Message): void {
		if (this.get(message.id) === undefined) this.insertByTime(message);
		super.put(message);
	}

	override remove(id: string | undefined): void {
		const message = id === undefined ? undefined : this.get(id);
		const timeline = message && this.timelines.get(message.chatId);
		if (message && timeline) {
			timeline.splice(timeline.indexOf(message.id), 1);
			if (timeline.length === 0) this.timelines.delete(message.chatId);
		}
		super.remove(id);
	}

	ofChat(chatId: string, { offset, limit }: { offset: number; limit: number }): Message[] {
		const ids = this.timelines.get(chatId) ?? [];
		const end = Math.max(ids.length - offset, 0);
		return ids
			.slice(Math.max(end - limit, 0), end)
			.reverse()
			.flatMap((id) => this.get(id) ?? []);
	}

	private insertByTime({ id, chatId, sentAt }: Message): void {
		const ids = this.timelines.get(chatId) ?? [];
		let at = ids.length;
		// Messages nearly always come in order; an import of older ones walks back.
		while (at > 0 && (this.get(ids[at - 1] ?? '')?.sentAt ?? 0) > sentAt) at--;
		ids.splice(at, 0, id);
		this.timelines.set(chatId, ids);
	}
}

export function createMemoryStore(limit: number): Store {
	return {
		channels: new MemoryTable<Channel>((channel) => channel.id),
		accounts: new MemoryTable<Account>((account) => account.amojoId),
		connections: new MemoryTable<Connection>((connection) => connection.scopeId),
		chats: new ChatTable(
			(chat) => chat.id,
			limit,
			(chat) => scoped(chat.scopeId, chat.integrationId),
		),
		participants: new ParticipantTable(
			(participant) => participant.id,
			limit,
			(participant) => scoped(participant.scopeId, participant.clientId),
		),
		messages: new MessageTable(
			(message) => message.id,
			limit,
			(message) => scoped(message.scopeId, message.integrationId),
		),
	};
}
