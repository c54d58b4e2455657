import { randomUUID } from 'node:crypto';

import { noArchive, type Archive } from '../state/archive.mts';
import { Book } from './book.mts';
import type { Delivery } from './delivery.mts';
import type { Phone, PhoneMessage } from './model.mts';
import { postHappening, type Webhook } from './outbox.mts';

export type Outgoing = Pick<PhoneMessage, 'type' | 'text' | 'mediaUrl' | 'fileName' | 'fileSize'>;

/** What the messenger answers to a delivery that it took. */
export interface Receipt {
	externalMessageId?: string;
	/** In a chat that the company began it is news. */
	conversationId?: string;
	status?: 'delivered';
}

/**
 * A messenger that the sandbox's other page plays. It speaks to n8n in the Bridge's own format, as docs/bridge.md
 * describes it, and knows nothing of amoCRM.
 */
export class Messenger {
	readonly book: Book;
	private webhook: Webhook = { url: '' };

	constructor(archive: Archive = noArchive) {
		this.book = new Book(archive);
	}

	/** Where its own webhooks go, and the Authorization by which both sides recognize each other, if they demand one. */
	connect(url: string, key?: string): void {
		this.webhook = { url, key };
	}

	knows(authorization: string | undefined): boolean {
		return this.webhook.key === undefined || this.webhook.key === authorization;
	}

	async send(phoneId: string, content: Outgoing): Promise<PhoneMessage> {
		const phone = this.book.phone(phoneId);
		const id = `msg-${randomUUID()}`;
		const message = { id, phoneId, isOwn: true, at: Date.now(), ...content };
		this.book.saveMessage({ ...message, status: 'sending' });

		const { type: messageType, ...rest } = content;
		const { conversationRefId, clientRefId, number } = phone;
		const senderDetails = { phone: number, refId: clientRefId };
		const ids = { externalMessageId: id, senderDetails, conversationRefId };
		const happening = { event: 'message' as const, messageType, ...rest, ...ids };
		const { problem, messageId: amojoId } = await postHappening(this.webhook, phone, happening);
		if (problem !== undefined) {
			return this.book.saveMessage({ ...message, status: 'failed', problem });
		}
		if (conversationRefId) this.markLinked(phone);
		return this.book.saveMessage({ ...message, status: 'sent', amojoId });
	}

	async react(messageId: string, emoji: string | undefined): Promise<void> {
		const message = this.book.message(messageId);
		if (!message?.amojoId) return;
		this.book.saveMessage({ ...message, ownReaction: emoji });
		const happening = { event: 'reaction' as const, externalMessageId: message.id, emoji };
		await postHappening(this.webhook, this.book.phone(message.phoneId), happening);
	}

	/** Before the first message nobody knows of the chat. */
	async type(phoneId: string): Promise<void> {
		if (this.book.messages(phoneId).length === 0) return;
		await postHappening(this.webhook, this.book.phone(phoneId), { event: 'typing' });
	}

	/** The client has the chat before their eyes. */
	async read(phoneId: string): Promise<void> {
		const phone = this.book.phone(phoneId);
		for (const message of this.book.messages(phoneId)) {
			if (message.status !== 'unread') continue;
			this.book.saveMessage({ ...message, status: 'read' });
			if (!message.amojoId) continue;
			await postHappening(this.webhook, phone, {
				...{ event: 'status', messageId: message.amojoId, status: 'read' },
			});
		}
	}

	block(phoneId: string, isBlocking: boolean): void {
		this.book.savePhone({ ...this.book.phone(phoneId), isBlocking });
	}

	/** What n8n brings for a client; undefined when the client does not want it. */
	take(delivery: Delivery): Receipt | undefined {
		if (delivery.event === 'reaction') {
			this.takeReaction(delivery);
			return {};
		}
		const phone = this.book.addressee(delivery);
		if (phone.isBlocking) return undefined;
		if (delivery.event === 'message') return this.takeMessage(phone, delivery);
		if (delivery.event === 'typing') this.book.events.emit('typing', { phoneId: phone.id });
		return {};
	}

	/** n8n may bring a message again: then it is the same. */
	private takeMessage(phone: Phone, delivery: Delivery): Receipt {
		const { messageId = randomUUID(), part = 0 } = delivery;
		const id = `msg-${messageId}${part > 0 ? `-${part}` : ''}`;
		if (!this.book.message(id)) this.showMessage(phone, delivery, id);
		return { externalMessageId: id, conversationId: phone.chatId, status: 'delivered' };
	}

	private showMessage(phone: Phone, delivery: Delivery, id: string): void {
		const { messageType = 'text', text, mediaUrl, fileName, fileSize, part = 0 } = delivery;
		this.book.saveMessage({
			id,
			phoneId: phone.id,
			isOwn: false,
			at: Date.now(),
			type: messageType,
			...{ text, mediaUrl, fileName, fileSize },
			choices: delivery.choices,
			amojoId: part > 0 ? undefined : delivery.messageId,
			status: 'unread',
		});
	}

	private takeReaction({ externalMessageId = '', emoji }: Delivery): void {
		const message = this.book.message(externalMessageId);
		if (message) this.book.saveMessage({ ...message, theirReaction: emoji || undefined });
	}

	/** The first answer has told both sides' ids to each other. */
	private markLinked(phone: Phone): void {
		this.book.savePhone({ ...phone, conversationRefId: undefined, clientRefId: undefined });
	}
}
