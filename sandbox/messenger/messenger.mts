import { randomUUID } from 'node:crypto';

import { noArchive, type Archive } from '../state/archive.mts';
import { Book } from './book.mts';
import type { Delivery } from './delivery.mts';
import type { Phone, PhoneMessage } from './model.mts';
import { postHappening } from './outbox.mts';

export type Outgoing = Pick<PhoneMessage, 'type' | 'text' | 'mediaUrl' | 'fileName' | 'fileSize'>;

/** A messenger that the sandbox's other page plays. It speaks to n8n and knows nothing of amoCRM. */
export class Messenger {
	readonly book: Book;
	private webhookUrl = '';

	constructor(archive: Archive = noArchive) {
		this.book = new Book(archive);
	}

	/** Where its own webhooks go: a workflow's Webhook node. */
	setWebhook(url: string): void {
		this.webhookUrl = url;
	}

	async send(phoneId: string, content: Outgoing): Promise<PhoneMessage> {
		const phone = this.book.phone(phoneId);
		const messageId = `msg-${randomUUID()}`;
		const message = { id: messageId, phoneId, isOwn: true, at: Date.now(), ...content };
		this.book.saveMessage({ ...message, status: 'sending' });

		const { type: messageType, ...rest } = content;
		const { conversationRefId, clientRefId, number } = phone;
		const ids = { messageId, phone: number, conversationRefId, clientRefId };
		const happening = { event: 'message' as const, messageType, ...rest, ...ids };
		const { problem, messageId: amojoId } = await postHappening(this.webhookUrl, phone, happening);
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
		const event = emoji ? 'reaction' : 'unreaction';
		const phone = this.book.phone(message.phoneId);
		await postHappening(this.webhookUrl, phone, { event, messageId: message.amojoId, emoji });
	}

	/** Before the first message nobody knows of the chat. */
	async type(phoneId: string): Promise<void> {
		if (this.book.messages(phoneId).length === 0) return;
		await postHappening(this.webhookUrl, this.book.phone(phoneId), { event: 'typing' });
	}

	/** The client has the chat before their eyes. */
	async read(phoneId: string): Promise<void> {
		const phone = this.book.phone(phoneId);
		for (const message of this.book.messages(phoneId)) {
			if (message.status !== 'unread') continue;
			this.book.saveMessage({ ...message, status: 'read' });
			if (!message.amojoId) continue;
			await postHappening(this.webhookUrl, phone, { event: 'read', messageId: message.amojoId });
		}
	}

	block(phoneId: string, isBlocking: boolean): void {
		this.book.savePhone({ ...this.book.phone(phoneId), isBlocking });
	}

	/** What n8n brings for a client; false when the client does not want it. */
	take(delivery: Delivery): boolean {
		if (delivery.event === 'reaction') {
			this.takeReaction(delivery);
			return true;
		}
		const phone = this.book.addressee(delivery);
		if (phone.isBlocking) return false;
		if (delivery.event === 'typing') this.book.events.emit('typing', { phoneId: phone.id });
		else this.takeMessage(phone, delivery);
		return true;
	}

	private takeMessage(phone: Phone, delivery: Delivery): void {
		const { messageType = 'text', text, mediaUrl, fileName, fileSize } = delivery;
		this.book.saveMessage({
			id: `msg-${randomUUID()}`,
			phoneId: phone.id,
			isOwn: false,
			at: Date.now(),
			type: messageType,
			...{ text, mediaUrl, fileName, fileSize },
			choices: delivery.choices,
			amojoId: delivery.messageId,
			status: 'unread',
		});
	}

	private takeReaction({ messageId = '', emoji, reaction }: Delivery): void {
		const message = this.book.message(messageId);
		const theirReaction = reaction === 'unreact' ? undefined : emoji;
		if (message) this.book.saveMessage({ ...message, theirReaction });
	}

	/** The first answer has told both sides' ids to each other. */
	private markLinked(phone: Phone): void {
		this.book.savePhone({ ...phone, conversationRefId: undefined, clientRefId: undefined });
	}
}
