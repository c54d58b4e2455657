import { Type, type Static } from '@sinclair/typebox';
import type { FastifyInstance } from 'fastify';

import type { Service } from '../../service.mts';
import { connectionOf } from '../gate.mts';
import { notFound } from '../refusal.mts';
import { Id } from '../schemas/fields.mts';

const DEFAULT_DURATION_MS = 5000;

const TypingBody = Type.Object({
	conversation_id: Id,
	sender: Type.Object({ id: Id }),
	duration_ms: Type.Optional(Type.Integer({ minimum: 1 })),
});

export function typingEndpoint(app: FastifyInstance, service: Service): void {
	app.post<{ Body: Static<typeof TypingBody> }>(
		'/:scopeId/typing',
		{ config: { kind: 'typing' }, schema: { body: TypingBody } },
		async (request, reply) => {
			const { conversation_id: conversationId, sender, duration_ms: durationMs } = request.body;
			const { scopeId } = connectionOf(request);
			const chat = service.store.chats.byIntegrationId(scopeId, conversationId);
			if (!chat) throw notFound('chat', conversationId);
			const typing = {
				at: service.now(),
				scopeId,
				chatId: chat.id,
				senderId: sender.id,
				durationMs: durationMs ?? DEFAULT_DURATION_MS,
			};
			service.typings.add(typing);
			service.events.emit('typing', typing);
			return reply.code(204).send();
		},
	);
}
