import { textAt, type Fields } from '../standIn/values.mts';
import type { Hook, Hooks } from './hooks.mts';
import { choiceOf } from './interactive.mts';
import type { Lookaside } from './media.mts';
import { sha256Of, type Client, type World } from './world.mts';

interface ClientFile {
	name: string;
	type: string;
	bytes: Buffer;
}

type Kind = 'image' | 'video' | 'document' | 'audio' | 'sticker';

/** Which message a hook brought. */
export function messageIdOf(hook: Hook): string {
	const value = hook.entry[0]?.changes[0]?.value ?? {};
	const messages = value.messages ?? value.message_echoes;
	const id = Array.isArray(messages) ? textAt(messages[0], 'id') : undefined;
	if (id === undefined) throw new Error('the hook brought no message');
	return id;
}

/** The phones of clients, each act in one call. Each gives the hook that was brought. */
export class Clients {
	constructor(
		private readonly world: World,
		private readonly hooks: Hooks,
		private readonly lookaside: Lookaside,
	) {}

	/** They have WhatsApp, but have not written. */
	exists(client: Client): void {
		this.world.conversationOf(client);
	}

	/** Text, or a type with its content, `context`, `referral` … */
	writes(client: Client, content: string | Fields, groupId?: string): Promise<Hook> {
		const keys = typeof content === 'string' ? { type: 'text', text: { body: content } } : content;
		return this.hooks.bringMessages(this.valueOf(client, [keys], groupId));
	}

	/** Several messages that one hook brings. */
	writesAtOnce(client: Client, ...contents: Fields[]): Promise<Hook> {
		return this.hooks.bringMessages(this.valueOf(client, contents));
	}

	sends(client: Client, kind: Kind, file: ClientFile, content: Fields = {}): Promise<Hook> {
		const media = this.world.keepMedia(file);
		const { id, type: mime_type, bytes } = media;
		const sha256 = sha256Of(bytes, 'base64');
		const facts = { id, mime_type, sha256, url: this.lookaside.offer(media) };
		const named = kind === 'document' && { filename: file.name };
		return this.writes(client, { type: kind, [kind]: { ...facts, ...named, ...content } });
	}

	replies(client: Client, messageId: string, text: string): Promise<Hook> {
		const { displayPhoneNumber: business } = this.world.app;
		const own = this.world.messages.get(messageId) === 'client';
		const context = { from: own ? client.waId : business, id: messageId };
		return this.writes(client, { context, type: 'text', text: { body: text } });
	}

	/** Only numbers in coexistence with the app are told of edits and deletions. */
	edits(client: Client, messageId: string, content: string | Fields): Promise<Hook> {
		const message =
			typeof content === 'string' ? { type: 'text', text: { body: content } } : content;
		const edit = { original_message_id: messageId, message };
		return this.writes(client, { type: 'edit', edit });
	}

	deletes(client: Client, messageId: string): Promise<Hook> {
		return this.writes(client, { type: 'revoke', revoke: { original_message_id: messageId } });
	}

	/** Without an emoji the reaction is taken back. */
	reacts(client: Client, messageId: string, emoji?: string): Promise<Hook> {
		const reaction = { message_id: messageId, ...(emoji && { emoji }) };
		return this.writes(client, { type: 'reaction', reaction });
	}

	/** A button or a row of a list, by its title, in the newest message that has it. */
	presses(client: Client, title: string): Promise<Hook> {
		const conversation = this.world.conversationOf(client);
		for (const { id, to, body } of this.world.accepted.toReversed()) {
			if (this.world.find(to) !== conversation) continue;
			const choice = choiceOf(body, title);
			if (!choice) continue;
			const context = { from: this.world.app.displayPhoneNumber, id };
			const interactive = { type: choice.kind, [choice.kind]: choice.reply };
			return this.writes(client, { context, type: 'interactive', interactive });
		}
		throw new Error(`nothing with "${title}" was sent to that client`);
	}

	/** From the business's own phone, past the API. */
	businessWrites(client: Client, text: string): Promise<Hook> {
		const { displayPhoneNumber: from } = this.world.app;
		const id = this.world.newMessageId('business');
		const whom = { to: client.waId, ...(client.userId && { to_user_id: client.userId }) };
		const timestamp = this.world.seconds();
		const echo = { from, ...whom, id, timestamp, type: 'text', text: { body: text } };
		const value = this.hooks.valueOf({ message_echoes: [echo] });
		return this.hooks.bring({ field: 'smb_message_echoes', value });
	}

	/** The client goes on under another phone, and so under another user ID. */
	changesNumber(client: Client, waId: string, userId?: string): Promise<Hook> {
		const conversation = this.world.conversationOf(client);
		conversation.client = { ...client, waId, userId };
		const system = {
			...{ type: 'user_changed_number', body: `${client.name} changed the number`, wa_id: waId },
			...(userId && { user_id: userId, previous_user_id: client.userId }),
		};
		const message = { ...this.headOf(client), type: 'system', system };
		return this.hooks.bringMessages({ messages: [message] });
	}

	private valueOf(client: Client, contents: Fields[], groupId?: string): Fields {
		const conversation = this.world.conversationOf(client);
		conversation.heardAt = this.world.now();
		if (groupId) this.world.groupOf(groupId).heardAt = this.world.now();
		const group = groupId && { group_id: groupId };
		const messages = contents.map((content) => ({ ...this.headOf(client), ...group, ...content }));
		return { contacts: [contactOf(client)], messages };
	}

	private headOf({ waId, userId, parentUserId, hidesPhone }: Client): Fields {
		return {
			...(waId && !hidesPhone && { from: waId }),
			...(userId && { from_user_id: userId }),
			...(parentUserId && { from_parent_user_id: parentUserId }),
			...{ id: this.world.newMessageId('client'), timestamp: this.world.seconds() },
		};
	}
}

function contactOf({ name, username, waId, userId, parentUserId, hidesPhone }: Client): Fields {
	return {
		profile: { name, ...(username && { username }) },
		...(waId && !hidesPhone && { wa_id: waId }),
		...(userId && { user_id: userId }),
		...(parentUserId && { parent_user_id: parentUserId }),
	};
}
