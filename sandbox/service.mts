import type { EventEmitter } from 'node:events';

import type { Fault, Faults } from './faults/faults.mts';
import type { Files } from './files/files.mts';
import type { HookRecord } from './hooks/deliver.mts';
import type { RequestRecord } from './api/record.mts';
import type { Journal } from './state/journal.mts';
import type { Chat, Connection, Message, Typing } from './state/model.mts';
import type { Store } from './state/store.mts';

/** What a listener (a page, a test) can be told about while it happens. */
export interface SandboxEvents {
	/** A request was answered, or will never be. */
	request: [RequestRecord];
	/** A hook was delivered, or not. */
	hook: [HookRecord];
	/** A message is new or has changed. */
	message: [Message];
	/** A chat is new or has been linked. */
	chat: [Chat];
	typing: [Typing];
	connected: [Connection];
	disconnected: [Connection];
	faults: [readonly Fault[]];
	/** Channels or accounts changed: look again at all of it. */
	changed: [];
	/** Everything but those was forgotten. */
	reset: [];
}

/** What the rooms of the sandbox share: state, journals, faults, the clock. */
export interface Service {
	readonly store: Store;
	readonly requests: Journal<RequestRecord>;
	readonly hooks: Journal<HookRecord>;
	readonly typings: Journal<Typing>;
	readonly files: Files;
	readonly faults: Faults;
	readonly events: EventEmitter<SandboxEvents>;
	/** Milliseconds. */
	readonly now: () => number;
	readonly hookNewline: boolean;
	readonly hookTimeout: number;
}

export function saveChat({ store, events }: Service, chat: Chat): void {
	store.chats.put(chat);
	events.emit('chat', chat);
}

export function saveMessage({ store, events }: Service, message: Message): void {
	store.messages.put(message);
	events.emit('message', message);
}

export function saveConnection({ store, events }: Service, connection: Connection): void {
	store.connections.put(connection);
	events.emit('connected', connection);
}

export function removeConnection({ store, events }: Service, connection: Connection): void {
	store.connections.remove(connection.scopeId);
	events.emit('disconnected', connection);
}
