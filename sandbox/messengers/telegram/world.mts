import { createHash } from 'node:crypto';

import type { Brought } from '../standIn/multipart.mts';
import type { Fields } from '../standIn/values.mts';
import { badRequest, forbidden, type Refusal } from './refusal.mts';

export interface Person {
	id: number;
	first_name: string;
	last_name?: string;
	username?: string;
	language_code?: string;
}

export interface KeptFile extends Brought {
	id: string;
	uniqueId: string;
	/** As Telegram filed it: photo, video, document … */
	kind: string;
	/** May be more than the bytes: a test need not hold 21 MB to have a file of that size. */
	size: number;
	/** When getFile last gave its address, in milliseconds. */
	offeredAt?: number;
}

/** One chat of the bot, or of a person's account that the bot is connected to. */
export interface Room {
	chat: Fields & { id: number; type: string };
	connectionId?: string;
	/** What every send is refused with. */
	trouble?: Refusal;
	forbidsVoice?: boolean;
	messages: Map<number, Fields>;
	/** How many there ever were: no number is given twice. */
	count: number;
	/** What the client reacted with, by the message's ID. */
	reactions: Map<number, Fields[]>;
	/** When the client last wrote, in milliseconds. */
	heardAt?: number;
}

export interface Connection {
	id: string;
	owner: Person;
	canReply: boolean;
	isEnabled: boolean;
}

/** One call that Telegram accepted, in their order. */
export interface Accepted {
	order: number;
	method: string;
	chatId?: number;
	messageId?: number;
	fields: Fields;
	file?: ArrivedFile;
}

export interface ArrivedFile {
	from: 'upload' | 'url' | 'id';
	name: string;
	type: string;
	size: number;
	sha256: string;
	url?: string;
	/** What Telegram made of it, which is not always what was asked for. */
	kind: string;
}

export const sha256Of = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

/** What Telegram remembers of one bot. */
export class World {
	readonly rooms = new Map<string, Room>();
	readonly files = new Map<string, KeptFile>();
	readonly connections = new Map<string, Connection>();
	/** Callback queries that wait for their answer. */
	readonly queries = new Set<string>();
	readonly accepted: Accepted[] = [];

	constructor(
		readonly bot: Person,
		readonly now: () => number,
	) {}

	seconds(): number {
		return Math.floor(this.now() / 1000);
	}

	/** The chat with a person, which begins when that person first writes. */
	roomOf(person: Person, connectionId?: string): Room {
		return this.open({ ...chatOf(person) }, connectionId);
	}

	open(chat: Room['chat'], connectionId?: string): Room {
		const key = keyOf(chat.id, connectionId);
		const room = this.rooms.get(key) ?? {
			chat,
			connectionId,
			messages: new Map(),
			count: 0,
			reactions: new Map(),
		};
		this.rooms.set(key, room);
		return room;
	}

	find(chatId: number, connectionId?: string): Room | undefined {
		return this.rooms.get(keyOf(chatId, connectionId));
	}

	keepFile(kind: string, brought: Brought, size = brought.bytes.length): KeptFile {
		const number = this.files.size + 1;
		const file = { ...brought, kind, size, id: `AgAC-${kind}-${number}`, uniqueId: `u${number}` };
		this.files.set(file.id, file);
		return file;
	}

	/** Message IDs count within a chat, so that those of two chats collide. */
	keepMessage(room: Room, content: Fields): Fields & { message_id: number } {
		const message = {
			message_id: ++room.count,
			...(room.connectionId && { business_connection_id: room.connectionId }),
			chat: room.chat,
			date: this.seconds(),
			...content,
		};
		room.messages.set(message.message_id, message);
		return message;
	}

	accept(call: Omit<Accepted, 'order'>): void {
		this.accepted.push({ order: this.accepted.length + 1, ...call });
	}
}

function chatOf({ id, first_name, last_name, username }: Person) {
	return { id, type: 'private', first_name, last_name, username };
}

const keyOf = (chatId: number, connectionId = '') => `${connectionId}:${chatId}`;

/** Ways in which a chat can be lost for the bot, in Telegram's words. */
export const troubles = {
	blocked: forbidden('bot was blocked by the user'),
	deactivated: forbidden('user is deactivated'),
	neverStarted: forbidden("bot can't initiate conversation with a user"),
	kicked: forbidden('bot was kicked from the group chat'),
	kickedFromSupergroup: forbidden('bot was kicked from the supergroup chat'),
	deleted: forbidden('the group chat was deleted'),
	noAccess: badRequest('have no access to the user'),
	invalidPeer: badRequest('PEER_ID_INVALID'),
};
export type Trouble = keyof typeof troubles;
