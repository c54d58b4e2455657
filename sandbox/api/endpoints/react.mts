import { Type, type Static } from '@sinclair/typebox';
import type { FastifyInstance } from 'fastify';

import { saveMessage, type Service } from '../../service.mts';
import type { Connection, Message } from '../../state/model.mts';
import { connectionOf } from '../gate.mts';
import { invalid, notFound } from '../refusal.mts';
import { findChat } from '../rules/chats.mts';
import { authorOf } from '../rules/people.mts';
import { withReaction } from '../rules/reaction.mts';
import { Id, NonEmpty, oneOf } from '../schemas/fields.mts';

const target = {
	conversation_id: Type.Optional(Id),
	conversation_ref_id: Type.Optional(Id),
	id: Type.Optional(Id),
	msgid: Type.Optional(Id),
	user: Type.Object({ id: Type.Optional(Id), ref_id: Type.Optional(Id) }),
};

const ReactBody = oneOf('type', [
	Type.Object({ type: Type.Literal('react'), ...target, emoji: NonEmpty }),
	Type.Object({ type: Type.Literal('unreact'), ...target }),
]);
type ReactBody = Static<typeof ReactBody>;

export function reactEndpoint(app: FastifyInstance, service: Service): void {
	app.post<{ Body: ReactBody }>(
		'/:scopeId/react',
		{ config: { kind: 'react' }, schema: { body: ReactBody } },
		async (request, reply) => {
			const { body } = request;
			const connection = connectionOf(request);
			const message = findTarget(service, connection, body);
			const userId = findReacting(service, connection, body.user);
			const emoji = body.type === 'react' ? body.emoji : undefined;
			saveMessage(service, withReaction(message, userId, emoji));
			return reply.send();
		},
	);
}

function findTarget(service: Service, { scopeId }: Connection, body: ReactBody): Message {
	const { conversation_id: chatId, conversation_ref_id: chatRefId, id, msgid } = body;
	if ((chatId ?? chatRefId) === undefined) {
		throw invalid('conversation_id', 'or conversation_ref_id is required');
	}
	const chat = findChat(service, scopeId, body);
	if (!chat) throw notFound('chat', chatId ?? '');

	const { messages } = service.store;
	if (id === undefined && msgid === undefined) throw invalid('msgid', 'or id is required');
	const message =
		id === undefined ? messages.byIntegrationId(scopeId, msgid ?? '') : messages.get(id);
	if (message?.chatId !== chat.id) throw notFound('message', id ?? msgid ?? '');
	return message;
}

/** A client is known by the integration's id, anybody by `ref_id`. */
function findReacting(service: Service, connection: Connection, user: ReactBody['user']): string {
	if (user.ref_id !== undefined) {
		if (authorOf(service, connection, user.ref_id)) return user.ref_id;
		throw invalid('user.ref_id', 'is nobody of this account');
	}
	if (user.id === undefined) throw invalid('user.id', 'or user.ref_id is required');
	return service.store.participants.byClientId(connection.scopeId, user.id)?.id ?? user.id;
}
