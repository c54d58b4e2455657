import { randomUUID } from 'node:crypto';

import type { Service } from '../../service.mts';
import type { Chat } from '../../state/model.mts';
import { invalid, notFound } from '../refusal.mts';

interface ChatIds {
	conversation_id?: string;
	conversation_ref_id?: string;
}

/** The chat a request names by one id or both; undefined if it has none yet. */
export function findChat(
	{ store }: Service,
	scopeId: string,
	{ conversation_id: id, conversation_ref_id: refId }: ChatIds,
	prefix = '',
): Chat | undefined {
	const byId = id === undefined ? undefined : store.chats.byIntegrationId(scopeId, id);
	if (refId === undefined) return byId;

	const byRef = store.chats.get(refId);
	if (byRef?.scopeId !== scopeId) throw notFound('chat', refId);
	if (byId && byId.id !== byRef.id) {
		throw invalid(`${prefix}conversation_id`, 'belongs to another chat than conversation_ref_id');
	}
	if (byRef.integrationId !== undefined && id !== undefined && byRef.integrationId !== id) {
		throw invalid(`${prefix}conversation_id`, `is not the chat's id ("${byRef.integrationId}")`);
	}
	return byRef;
}

/**
 * The chat of a new message: an unknown id makes one; both ids link the integration's id to the chat
 * (the answer to a write-first). Nothing is stored here.
 */
export function findOrDraftChat(service: Service, scopeId: string, ids: ChatIds): Chat {
	const { conversation_id: integrationId } = ids;
	const chat = findChat(service, scopeId, ids, 'payload.');
	if (chat) return integrationId === undefined ? chat : { ...chat, integrationId };
	if (integrationId === undefined) throw invalid('payload.conversation_id', 'is required');
	return { id: randomUUID(), scopeId, integrationId, createdAt: service.now() };
}
