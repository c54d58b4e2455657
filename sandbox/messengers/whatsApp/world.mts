import { createHash, randomBytes } from 'node:crypto';

import type { Brought } from '../standIn/multipart.mts';
import type { Fields } from '../standIn/values.mts';
import type { GraphError } from './errors.mts';

export interface App {
	accessToken: string;
	appId: string;
	appSecret: string;
	businessAccountId: string;
	phoneNumberId: string;
	/** Digits. */
	displayPhoneNumber: string;
}

export interface Client {
	name: string;
	/** The phone in digits, which `from` and `wa_id` have. */
	waId?: string;
	/** The business-scoped user ID, such as US.1349001. */
	userId?: string;
	parentUserId?: string;
	username?: string;
	/** Hooks come without the phone, as of those who have a username. */
	hidesPhone?: boolean;
}

export interface Conversation {
	client?: Client;
	groupId?: string;
	/** When the client last wrote, in milliseconds. */
	heardAt?: number;
	/** Of the pair rate limit: how many may be sent at once, and when that was. */
	allowance: number;
	allowedAt: number;
}

export interface Media extends Brought {
	id: string;
	size: number;
}

export interface ArrivedFile {
	from: 'link' | 'id';
	name: string;
	type: string;
	size: number;
	sha256: string;
	link?: string;
}

/** One message that was taken, in their order. Reading and typing have no ID. */
export interface Accepted {
	order: number;
	id?: string;
	to?: string;
	type: string;
	body: Fields;
	file?: ArrivedFile;
}

export interface Template {
	name: string;
	language: string;
	/** How many parameters the body has. */
	parameters: number;
}

/** What the next messages are refused with. */
export interface Refusing {
	error: GraphError;
	to?: string;
	times: number;
	/** By a failed status, after the message was accepted. */
	isLate: boolean;
}

export const PAIR_BURST = 45;
export const MS_PER_PAIR_MESSAGE = 6000;

export const sha256Of = (bytes: Buffer, encoding: 'hex' | 'base64' = 'hex') =>
	createHash('sha256').update(bytes).digest(encoding);

/** What WhatsApp remembers of one business number. */
export class World {
	readonly conversations: Conversation[] = [];
	readonly media = new Map<string, Media>();
	readonly templates: Template[] = [];
	readonly accepted: Accepted[] = [];
	readonly refusing: Refusing[] = [];
	/** IDs of messages of both sides. */
	readonly messages = new Map<string, 'client' | 'business'>();

	constructor(
		readonly app: App,
		readonly now: () => number,
	) {}

	seconds(): string {
		return String(Math.floor(this.now() / 1000));
	}

	/** The conversation of somebody who has WhatsApp; a new one when needed. */
	conversationOf(client: Client): Conversation {
		const found = this.find(client.waId) ?? this.find(client.userId);
		if (found) {
			found.client = client;
			return found;
		}
		return this.open({ client });
	}

	groupOf(groupId: string): Conversation {
		return this.find(groupId) ?? this.open({ groupId });
	}

	/** By a phone, a user ID or a group's ID. */
	find(id: string | undefined): Conversation | undefined {
		if (id === undefined) return undefined;
		return this.conversations.find(({ client, groupId }) =>
			[client?.waId, client?.userId, groupId].includes(id),
		);
	}

	newMessageId(of: 'client' | 'business'): string {
		const id = `wamid.HBgL${randomBytes(18).toString('base64')}==`;
		this.messages.set(id, of);
		return id;
	}

	keepMedia(brought: Brought, size = brought.bytes.length): Media {
		const id = String(901_000_000_000_000 + this.media.size);
		const media = { ...brought, id, size };
		this.media.set(id, media);
		return media;
	}

	accept(message: Omit<Accepted, 'order'>): void {
		this.accepted.push({ order: this.accepted.length + 1, ...message });
	}

	/** The refusal that a test wants for this message, if any. */
	takeRefusal(to: string): Refusing | undefined {
		const wanted = this.refusing.find((each) => each.to === undefined || each.to === to);
		if (wanted && --wanted.times === 0) this.refusing.splice(this.refusing.indexOf(wanted), 1);
		return wanted;
	}

	private open(who: Pick<Conversation, 'client' | 'groupId'>): Conversation {
		const conversation = { ...who, allowance: PAIR_BURST, allowedAt: this.now() };
		this.conversations.push(conversation);
		return conversation;
	}
}
