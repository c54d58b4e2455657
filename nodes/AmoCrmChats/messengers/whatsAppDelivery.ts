import { compact, textAt, type JsonObject } from '../shared/json';
import type { Answer, Call, Outgoing, Setup, Verdict } from './messenger';
import { refused } from './verdicts';
import { graphUrl } from './whatsAppFiles';
import { messagesOf } from './whatsAppMessage';
import { chatOf, judge } from './whatsAppVerdict';

/** The next message of a delivery, or what became of it: what was sent first counts. */
export function write(event: Outgoing, setup: Setup, answers: readonly Answer[]): Call | Verdict {
	const bodies = bodiesOf(event);
	const account = event.account ?? textAt(setup, 'phoneNumberId');
	const [first] = answers;
	const last = answers.at(-1);
	if (first && last) {
		const { message } = judge(first);
		const verdict = judge(last);
		if (verdict.status === 'error') return compact({ ...verdict, message });
		if (answers.length >= bodies.length) return settled(event, account, first);
	}
	const body = bodies[answers.length];
	if (body === undefined) return refused(905, reasonOf(event));
	if (account === undefined) return refused(902, 'Enter the Phone Number ID in the Bridge');
	return { method: 'POST', url: graphUrl(setup, account, 'messages'), body };
}

/** In a chat that a manager began, WhatsApp says under which ID the client will answer. */
function settled(event: Outgoing, account: string | undefined, answer: Answer): Verdict {
	const chat = event.chat === undefined ? chatOf(answer) : undefined;
	return compact({ ...judge(answer), ...(chat !== undefined && { chat, account }) });
}

function reasonOf({ event, target, chat, phone, template }: Outgoing): string {
	if (event === 'typing') return 'WhatsApp shows typing only below a message of the client';
	if (chat === undefined && phone === undefined) return 'The chat has no WhatsApp number';
	if (event === 'reaction' && !target) return 'The message that is reacted to is not known';
	return template
		? 'Let the external ID of the template be its name and language, such as order_paid:en_US'
		: 'The message has nothing that WhatsApp takes; files need a public address';
}

function bodiesOf(event: Outgoing): JsonObject[] {
	const target = event.target && { message_id: idOf(event.target.message) };
	if (event.event === 'typing') {
		const typing = { status: 'read', typing_indicator: { type: 'text' } };
		return target ? [{ ...PRODUCT, ...typing, ...target }] : [];
	}
	const recipient = recipientOf(event.chat ?? event.phone?.replace(/\D/g, ''));
	if (!recipient) return [];
	if (event.event === 'reaction') {
		const reaction = target && { ...target, emoji: event.emoji ?? '' };
		return reaction ? [{ ...PRODUCT, ...recipient, type: 'reaction', reaction }] : [];
	}
	// The answer and its statuses give it back.
	const mark = { biz_opaque_callback_data: event.nonce };
	return messagesOf(event).map((message, index) => {
		const context = index === 0 ? target : undefined;
		return compact({ ...PRODUCT, ...recipient, ...message, context, ...mark });
	});
}

const PRODUCT = { messaging_product: 'whatsapp' };

/** A phone number, or the ID of a client who hides it, or that of a group. */
function recipientOf(chat: string | undefined): JsonObject | undefined {
	if (chat === undefined || chat === '') return undefined;
	if (/^\+?\d+$/.test(chat)) {
		return { recipient_type: 'individual', to: chat.replace('+', '') };
	}
	return /^[A-Z]{2}\.(ENT\.)?[A-Za-z0-9]+$/.test(chat)
		? { recipient_type: 'individual', recipient: chat }
		: { recipient_type: 'group', to: chat };
}

/** Contacts after the first have a number behind the ID of the message that held them. */
function idOf(message: string): string {
	return message.replace(/\/\d+$/, '');
}
