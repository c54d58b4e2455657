import type { Faults } from '../faults/faults.mts';
import type { HookRecord } from '../hooks/deliver.mts';
import type { RequestRecord } from '../api/record.mts';
import type { Service } from '../service.mts';
import type {
	Account,
	Channel,
	Chat,
	Connection,
	Message,
	Participant,
	Typing,
} from '../state/model.mts';
import { findMessage } from './lookup.mts';
import { createManager } from './manager.mts';
import { createSetup } from './setup.mts';

/** How tests, the demonstration and a page steer the sandbox and look into it. */
export interface Control extends ReturnType<typeof createSetup>, ReturnType<typeof createManager> {
	readonly faults: Faults;
	/** Received requests, oldest first; the list is live. */
	readonly requests: readonly RequestRecord[];
	/** Sent hooks, oldest first; the list is live. */
	readonly hooks: readonly HookRecord[];
	readonly typings: readonly Typing[];
	clearRequests(): void;
	clearHooks(): void;
	channels(): Channel[];
	accounts(): Account[];
	connections(): Connection[];
	messages(filter?: Partial<Message>): Message[];
	chats(): Chat[];
	participants(): Participant[];
	/** A message by the id of either side. */
	find(messageId: string): Message | undefined;
}

export function createControl(service: Service): Control {
	const { store, requests, hooks, typings, faults } = service;
	return {
		...createSetup(service),
		...createManager(service),
		faults,
		requests: requests.entries,
		hooks: hooks.entries,
		typings: typings.entries,
		clearRequests: () => requests.clear(),
		clearHooks: () => hooks.clear(),
		channels: () => store.channels.all(),
		accounts: () => store.accounts.all(),
		connections: () => store.connections.all(),
		messages: (filter = {}) => store.messages.all().filter((message) => matches(message, filter)),
		chats: () => store.chats.all(),
		participants: () => store.participants.all(),
		find: (messageId) => findMessage(service, messageId),
	};
}

function matches(message: Message, filter: Partial<Message>): boolean {
	const wanted = Object.entries(filter);
	return wanted.every(([key, value]) => message[key as keyof Message] === value);
}
