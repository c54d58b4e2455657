import type { Service } from '../../service.mts';
import type { Chat, Message } from '../../state/model.mts';
import { invalid } from '../refusal.mts';
import type { NewMessage } from '../schemas/send.mts';
import type { EmbeddedMessage } from '../schemas/quote.mts';

/** A quoted message is of the same chat; a forwarded one may come from any chat of the integration. */
export function checkQuotes(service: Service, chat: Chat, payload: NewMessage): void {
	const { reply_to: replyTo, forwards } = payload;
	if (replyTo) {
		const field = 'payload.reply_to.message';
		const original = checkEmbedded(service, chat.scopeId, replyTo.message, field);
		if (original && original.chatId !== chat.id) throw invalid(field, 'is of another chat');
	}
	for (const message of forwards?.messages ?? []) {
		checkEmbedded(service, chat.scopeId, message, 'payload.forwards.messages.0');
	}
}

function checkEmbedded(
	{ store }: Service,
	scopeId: string,
	message: EmbeddedMessage,
	field: string,
): Message | undefined {
	const { id, msgid } = message;
	const byId = id === undefined ? undefined : store.messages.get(id);
	if (byId?.scopeId === scopeId) return byId;
	const byMsgid = msgid === undefined ? undefined : store.messages.byIntegrationId(scopeId, msgid);
	if (byMsgid) return byMsgid;
	checkSelfDescribed(message, field);
	return undefined;
}

/** What cannot be looked up has to be told. */
function checkSelfDescribed(message: EmbeddedMessage, field: string): void {
	const required = ['type', 'timestamp', 'msec_timestamp', 'sender'] as const;
	const missing = required.find((key) => message[key] === undefined);
	if (missing && (message.id ?? message.msgid) !== undefined) {
		throw invalid(field, 'is unknown, and does not describe itself');
	}
	if (missing) throw invalid(`${field}.${missing}`, 'is required without a known id or msgid');
	const { type, sender } = message;
	if (type === 'text' && !message.text) throw invalid(`${field}.text`, 'is required');
	if ((type === 'location' || type === 'contact') && message[type] === undefined) {
		throw invalid(`${field}.${type}`, 'is required');
	}
	if (!(sender?.id ?? sender?.ref_id ?? sender?.name)) {
		throw invalid(`${field}.sender`, 'needs id, ref_id or name');
	}
}
