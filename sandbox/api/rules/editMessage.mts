import { isDeepStrictEqual } from 'node:util';

import { saveMessage, type Service } from '../../service.mts';
import type { Connection, Content, Message } from '../../state/model.mts';
import { invalid, notFound } from '../refusal.mts';
import type { EditMessage } from '../schemas/send.mts';
import { readDelivery, refuseStrayError } from './delivery.mts';

/** Changes a message; with both ids it also gives the message written in the CRM the integration's id. */
export function editMessage(
	service: Service,
	{ scopeId }: Connection,
	payload: EditMessage,
): Message {
	const { id, msgid } = payload;
	const message = findEdited(service, scopeId, payload);
	const chat = service.store.chats.get(message.chatId);
	if (chat?.integrationId !== undefined && chat.integrationId !== payload.conversation_id) {
		throw invalid('payload.conversation_id', 'is not the chat of this message');
	}
	const holder = msgid && service.store.messages.byIntegrationId(scopeId, msgid);
	if (id !== undefined && holder && holder.id !== id) {
		throw invalid('payload.msgid', 'belongs to another message');
	}

	const { delivery_status: inner, ...content } = payload.message;
	const delivery = inner ?? payload.delivery_status;
	if (delivery) refuseStrayError(delivery.status_code, delivery, 'delivery_status.');
	const merged = mergeContent(message.content, content);
	// Giving a message its ID changes nothing that anybody reads.
	const isChanged = !isDeepStrictEqual(merged, message.content);
	const edited: Message = {
		...message,
		integrationId: msgid ?? message.integrationId,
		content: merged,
		delivery: delivery
			? readDelivery(delivery.status_code, delivery, 'delivery_status.')
			: message.delivery,
		edits: isChanged
			? [...message.edits, { at: service.now(), before: message.content }]
			: message.edits,
	};
	saveMessage(service, edited);
	return edited;
}

function findEdited({ store }: Service, scopeId: string, { id, msgid }: EditMessage): Message {
	if (id !== undefined) {
		const message = store.messages.get(id);
		if (message?.scopeId === scopeId) return message;
		throw notFound('message', id);
	}
	if (msgid === undefined) throw invalid('payload.msgid', 'or payload.id is required');
	const message = store.messages.byIntegrationId(scopeId, msgid);
	if (message) return message;
	throw notFound('message', msgid);
}

/** What an edit leaves out of the same type stays: an unchanged file, the post of a comment. */
function mergeContent(before: Content, edit: Content): Content {
	return before.type === edit.type ? { ...before, ...edit } : edit;
}
