import { randomUUID } from 'node:crypto';

import { Type, type Static } from '@sinclair/typebox';
import type { FastifyInstance } from 'fastify';

import { saveChat, type Service } from '../../service.mts';
import { connectionOf } from '../gate.mts';
import { authorOf, findClient, type KnownPerson } from '../rules/people.mts';
import { historyItem } from '../historyItem.mts';
import { Id, Person, Source } from '../schemas/fields.mts';

const CreateChatBody = Type.Object({
	conversation_id: Id,
	source: Type.Optional(Source),
	user: Person,
});

const MAX_PAGE = 50;

/** Numbers in a query are text. */
const HistoryQuery = Type.Object({
	limit: Type.Optional(Type.String({ pattern: '^([1-9]|[1-4][0-9]|50)$' })),
	offset: Type.Optional(Type.String({ pattern: '^[0-9]{1,15}$' })),
});

export function chatEndpoints(app: FastifyInstance, service: Service): void {
	const { store } = service;

	app.post<{ Body: Static<typeof CreateChatBody> }>(
		'/:scopeId/chats',
		{ config: { kind: 'createChat' }, schema: { body: CreateChatBody } },
		async (request) => {
			const { conversation_id: integrationId, source, user } = request.body;
			const connection = connectionOf(request);
			const { scopeId } = connection;
			const known = store.chats.byIntegrationId(scopeId, integrationId);
			const chat = known ?? { id: randomUUID(), scopeId, integrationId, createdAt: service.now() };
			const sourceId = source?.external_id ?? chat.sourceId;

			if (authorOf(service, connection, user.ref_id) === 'user') {
				saveChat(service, { ...chat, sourceId });
				return { id: chat.id, user: { id: user.ref_id } };
			}
			const client = findClient(service, scopeId, user, 'user');
			store.participants.put(client);
			saveChat(service, { ...chat, clientId: client.id, sourceId });
			return { id: chat.id, user: answerUser(client) };
		},
	);

	app.get<{ Params: { chatId: string }; Querystring: Static<typeof HistoryQuery> }>(
		'/:scopeId/chats/:chatId/history',
		{ config: { kind: 'history' }, schema: { querystring: HistoryQuery } },
		async (request, reply) => {
			const { limit = MAX_PAGE, offset = 0 } = request.query;
			const chat = store.chats.get(request.params.chatId);
			const page = { limit: Number(limit), offset: Number(offset) };
			const isOurs = chat?.scopeId === connectionOf(request).scopeId;
			const messages = isOurs ? store.messages.ofChat(chat.id, page) : [];
			if (messages.length === 0) return reply.code(204).send();
			return { messages: messages.map((message) => historyItem(service, message)) };
		},
	);
}

function answerUser({ id, clientId, name, avatar, phone, email }: KnownPerson) {
	return { id, client_id: clientId, name, avatar, phone, email };
}
