import { randomUUID } from 'node:crypto';

import { fieldsAt, numberAt, textAt, type Fields } from '../standIn/values.mts';
import { buttonsOf } from './buttons.mts';
import { objectOf } from './address.mts';
import { badRequest } from './refusal.mts';
import { laneOf, type Update, type Updates } from './updates.mts';
import { mediaOf } from './media.mts';
import { troubles, type Person, type Room, type Trouble, type World } from './world.mts';

/** Where a client writes: to the bot itself when nothing is said. */
export interface Where {
	/** The account of a person that the bot is connected to. */
	connectionId?: string;
	/** A group that the bot is in. */
	groupId?: number;
}

interface ClientFile {
	name: string;
	type: string;
	bytes: Buffer;
	/** For a file that is larger than its bytes. */
	size?: number;
}

type Kind =
	'photo' | 'video' | 'animation' | 'video_note' | 'voice' | 'audio' | 'document' | 'sticker';

/** The phones of clients, each act in one call. Each gives the update that was brought, or waits for a webhook. */
export class Clients {
	constructor(
		private readonly world: World,
		private readonly updates: Updates,
	) {}

	/** Text, or the content keys of a message: `location`, `contact`, `forward_origin`, `media_group_id` … */
	writes(client: Person, content: string | Fields, where: Where = {}): Promise<Update> {
		const room = this.roomOf(client, where);
		if (room.trouble === troubles.blocked || room.trouble === troubles.neverStarted) {
			delete room.trouble;
		}
		room.heardAt = this.world.now();
		const keys = typeof content === 'string' ? { text: content } : content;
		const message = this.world.keepMessage(room, { from: personOf(client), ...keys });
		return this.publish(room, 'message', message);
	}

	sends(
		client: Person,
		kind: Kind,
		{ size, ...file }: ClientFile,
		content: Fields = {},
		where: Where = {},
	): Promise<Update> {
		const kept = this.world.keepFile(kind, file, size);
		const { duration, ...keys } = content;
		return this.writes(client, { ...mediaOf(kept, { duration }), ...keys }, where);
	}

	/** With the message that is quoted, as Telegram hands it over. */
	replies(client: Person, messageId: number, content: string | Fields, where: Where = {}) {
		const original = this.messageOf(this.roomOf(client, where), messageId);
		const keys = typeof content === 'string' ? { text: content } : content;
		return this.writes(client, { ...keys, reply_to_message: original }, where);
	}

	edits(client: Person, messageId: number, content: string | Fields, where: Where = {}) {
		const room = this.roomOf(client, where);
		const keys = typeof content === 'string' ? { text: content } : content;
		const edit_date = this.world.seconds();
		const message = { ...this.messageOf(room, messageId), edit_date, ...keys };
		room.messages.set(messageId, message);
		return this.publish(room, 'edited_message', message);
	}

	/** Only the owner's connected bot learns of it; an ordinary bot never does. */
	async deletes(client: Person, messageIds: number[], where: Where = {}) {
		const room = this.roomOf(client, where);
		for (const id of messageIds) room.messages.delete(id);
		if (!room.connectionId) return undefined;
		const { connectionId: business_connection_id, chat } = room;
		const content = { business_connection_id, chat, message_ids: messageIds };
		return this.updates.publish('deleted_business_messages', content, laneOf(chat));
	}

	/** Without an emoji the reaction is taken back. */
	reacts(client: Person, messageId: number, emoji: string[] = [], where: Where = {}) {
		const { chat, ...room } = this.roomOf(client, where);
		const old_reaction = room.reactions.get(messageId) ?? [];
		const new_reaction = emoji.map((each) => ({ type: 'emoji', emoji: each }));
		room.reactions.set(messageId, new_reaction);
		const user = personOf(client);
		const who = { chat, message_id: messageId, user, date: this.world.seconds() };
		const content = { ...who, old_reaction, new_reaction };
		return this.updates.publish('message_reaction', content, laneOf(chat));
	}

	/** The newest button with this text that the bot has sent into the chat. */
	presses(client: Person, text: string, where: Where = {}): Promise<Update> {
		const room = this.roomOf(client, where);
		for (const { chatId, messageId = 0, fields } of this.world.accepted.toReversed()) {
			if (chatId !== room.chat.id || !fields.reply_markup) continue;
			const markup = objectOf(fields, 'reply_markup') ?? {};
			const button = buttonsOf(markup).find((each) => each.text === text);
			if (!button) continue;
			if (button.url) throw new Error(`"${text}" opens an address: the bot learns nothing`);
			if (button.data === undefined) return this.writes(client, text, where);
			return this.asks(client, room, messageId, button.data);
		}
		throw new Error(`no button "${text}" was sent into that chat`);
	}

	blocks(client: Person): Promise<Update> {
		return this.changes(client, 'member', 'kicked');
	}

	unblocks(client: Person): Promise<Update> {
		return this.changes(client, 'kicked', 'member');
	}

	/** The chat is lost for the bot, or never was its own. */
	loses(chatId: number, trouble: Trouble, where: Where = {}): void {
		const chat = { id: chatId, type: chatId < 0 ? 'group' : 'private' };
		this.world.open(chat, where.connectionId).trouble = troubles[trouble];
	}

	/** Only those with Telegram Premium can. */
	forbidsVoice(client: Person, forbids = true): void {
		this.world.roomOf(client).forbidsVoice = forbids;
	}

	openGroup(groupId: number, title: string): void {
		this.world.open({ id: groupId, type: 'group', title });
	}

	/** The group goes on under another ID, which the old one's refusals name. */
	async upgrades(groupId: number, newId: number): Promise<Update> {
		const old = this.world.open({ id: groupId, type: 'group' });
		this.world.open({ ...old.chat, id: newId, type: 'supergroup' });
		const parameters = { migrate_to_chat_id: newId };
		old.trouble = badRequest('group chat was upgraded to a supergroup chat', parameters);
		const message = this.world.keepMessage(old, parameters);
		return this.publish(old, 'message', message);
	}

	/** Somebody connects the bot to the own account. */
	connects(owner: Person, canReply = true): Promise<Update> {
		const id = randomUUID();
		const connection = { id, owner, canReply, isEnabled: true };
		this.world.connections.set(id, connection);
		const content = {
			...{ id, user: personOf(owner), user_chat_id: owner.id, date: this.world.seconds() },
			...{ rights: canReply ? { can_reply: true } : {}, is_enabled: true },
		};
		return this.updates.publish('business_connection', content, String(owner.id));
	}

	disconnects(connectionId: string): void {
		const connection = this.world.connections.get(connectionId);
		if (connection) connection.isEnabled = false;
	}

	/** From the owner's phone, past the bot. */
	ownerWrites(connectionId: string, client: Person, content: string | Fields): Promise<Update> {
		const owner = this.world.connections.get(connectionId)?.owner;
		if (!owner) throw new Error(`there is no connection ${connectionId}`);
		const room = this.roomOf(client, { connectionId });
		const keys = typeof content === 'string' ? { text: content } : content;
		const message = this.world.keepMessage(room, { from: personOf(owner), ...keys });
		return this.publish(room, 'message', message);
	}

	private roomOf(client: Person, { connectionId, groupId }: Where): Room {
		if (groupId !== undefined) return this.world.open({ id: groupId, type: 'group' });
		return this.world.roomOf(client, connectionId);
	}

	private messageOf(room: Room, messageId: number): Fields {
		const message = room.messages.get(messageId);
		if (!message) throw new Error(`there is no message ${messageId} in that chat`);
		return message;
	}

	private publish(room: Room, kind: 'message' | 'edited_message', message: Fields) {
		const business = kind === 'message' ? 'business_message' : 'edited_business_message';
		const name = room.connectionId ? business : kind;
		return this.updates.publish(name, message, laneOf(room.chat));
	}

	private asks(client: Person, room: Room, messageId: number, data: string): Promise<Update> {
		const id = String(4_382_000_000_000 + this.world.queries.size + this.world.accepted.length);
		this.world.queries.add(id);
		const message = this.messageOf(room, messageId);
		const content = { id, from: personOf(client), message, chat_instance: '-88', data };
		return this.updates.publish('callback_query', content, laneOf(room.chat));
	}

	private changes(client: Person, before: string, after: string): Promise<Update> {
		const room = this.world.roomOf(client);
		if (after === 'kicked') room.trouble = troubles.blocked;
		else delete room.trouble;
		const user = { ...this.world.bot, is_bot: true };
		const content = {
			...{ chat: room.chat, from: personOf(client), date: this.world.seconds() },
			old_chat_member: { user, status: before },
			new_chat_member: { user, status: after, ...(after === 'kicked' && { until_date: 0 }) },
		};
		return this.updates.publish('my_chat_member', content, laneOf(room.chat));
	}
}

const personOf = (person: Person) => ({ is_bot: false, ...person });

/** The ID of the message that an update brought. */
export function messageIdOf(update: Update): number {
	const kinds = ['message', 'edited_message', 'business_message', 'edited_business_message'];
	const message = kinds.map((kind) => fieldsAt(update, kind)).find(({ date }) => date);
	const id = numberAt(message, 'message_id');
	if (id === undefined) throw new Error(`update ${textAt(update, 'update_id')} has no message`);
	return id;
}
