import { noArchive, type Archive } from './archive.mts';
import type { Account, Channel, Chat, Connection, Message, Participant } from './model.mts';
import type { Store } from './store.mts';
import { MemoryTable } from './table.mts';

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

	protected override place(message: Message): void {
		if (this.get(message.id) === undefined) this.insertByTime(message);
		super.place(message);
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

export function createStore(limit: number, { shelf }: Archive = noArchive): Store {
	return {
		channels: new MemoryTable<Channel>((channel) => channel.id).load(shelf('channel')),
		accounts: new MemoryTable<Account>((account) => account.amojoId).load(shelf('account')),
		connections: new MemoryTable<Connection>((connection) => connection.scopeId).load(
			shelf('connection'),
		),
		chats: new ChatTable(
			(chat) => chat.id,
			limit,
			(chat) => scoped(chat.scopeId, chat.integrationId),
		).load(shelf('chat')),
		participants: new ParticipantTable(
			(participant) => participant.id,
			limit,
			(participant) => scoped(participant.scopeId, participant.clientId),
		).load(shelf('participant')),
		messages: new MessageTable(
			(message) => message.id,
			limit,
			(message) => scoped(message.scopeId, message.integrationId),
		).load(shelf('message')),
	};
}
