import type { Service } from '../service.mts';
import type { Account, Channel, Chat, Connection, Message, Participant } from '../state/model.mts';
import type { Fault } from '../faults/faults.mts';

/** A chat as its line in the list shows it. */
export interface ChatView extends Chat {
	client?: Participant;
	last?: Message;
}

/** What the inbox shows before anybody opens a chat. */
export interface InboxView {
	channels: Channel[];
	accounts: Account[];
	connections: Connection[];
	chats: ChatView[];
	faults: readonly Fault[];
}

export function chatView({ store }: Service, chat: Chat): ChatView {
	const [last] = store.messages.ofChat(chat.id, { offset: 0, limit: 1 });
	const client = chat.clientId === undefined ? undefined : store.participants.get(chat.clientId);
	return { ...chat, client, last };
}

export function inboxView(service: Service): InboxView {
	const { store, faults } = service;
	return {
		channels: store.channels.all(),
		accounts: store.accounts.all(),
		connections: store.connections.all(),
		chats: store.chats.all().map((chat) => chatView(service, chat)),
		faults: faults.list(),
	};
}
