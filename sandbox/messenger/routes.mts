import { Type, type Static } from '@sinclair/typebox';
import type { FastifyInstance } from 'fastify';

import { HttpUrl, NonEmpty } from '../api/schemas/fields.mts';
import { openStream } from '../live.mts';
import { DeliveryBody, withChoices } from './delivery.mts';
import type { Messenger } from './messenger.mts';

const NewPhone = Type.Object({ name: NonEmpty });

const Content = Type.Object({
	type: NonEmpty,
	text: Type.Optional(Type.String()),
	mediaUrl: Type.Optional(HttpUrl),
	fileName: Type.Optional(NonEmpty),
	fileSize: Type.Optional(Type.Integer({ minimum: 0 })),
});

const Reaction = Type.Object({ messageId: NonEmpty, emoji: Type.Optional(NonEmpty) });
const Blocking = Type.Object({ isBlocking: Type.Boolean() });

interface OfPhone {
	Params: { id: string };
}

/** For the page that plays the phone, and for n8n, which brings what the company says. */
export async function messengerApi(
	app: FastifyInstance,
	{ messenger }: { messenger: Messenger },
): Promise<void> {
	app.get('/phones', () => messenger.book.all());
	app.post<{ Body: Static<typeof NewPhone> }>(
		'/phones',
		{ schema: { body: NewPhone } },
		async ({ body }) => messenger.book.phoneOf(body.name.trim()),
	);
	app.get<OfPhone>('/phones/:id/messages', ({ params }) =>
		messenger.book.messages(messenger.book.phone(params.id).id),
	);
	app.post<OfPhone & { Body: Static<typeof Content> }>(
		'/phones/:id/messages',
		{ schema: { body: Content } },
		async ({ params, body }) => messenger.send(params.id, body),
	);
	app.post<OfPhone & { Body: Static<typeof Reaction> }>(
		'/phones/:id/reaction',
		{ schema: { body: Reaction } },
		async ({ body }, reply) => {
			await messenger.react(body.messageId, body.emoji);
			return reply.code(204).send();
		},
	);
	app.post<OfPhone>('/phones/:id/typing', async ({ params }, reply) => {
		await messenger.type(params.id);
		return reply.code(204).send();
	});
	app.post<OfPhone>('/phones/:id/read', async ({ params }, reply) => {
		await messenger.read(params.id);
		return reply.code(204).send();
	});
	app.put<OfPhone & { Body: Static<typeof Blocking> }>(
		'/phones/:id/blocking',
		{ schema: { body: Blocking } },
		async ({ params, body }, reply) => {
			messenger.block(params.id, body.isBlocking);
			return reply.code(204).send();
		},
	);

	app.post<{ Body: DeliveryBody }>(
		'/deliver',
		{ schema: { body: DeliveryBody } },
		async ({ body, headers }, reply) => {
			if (!messenger.knows(headers.authorization)) {
				return reply.code(401).send({ message: 'The messenger does not know this Authorization' });
			}
			const receipt = messenger.take(withChoices(body));
			return receipt ?? { errorCode: 905, errorText: 'The client has blocked the company' };
		},
	);

	app.get('/events', (_request, reply) =>
		openStream(reply, (tell) => {
			const listeners = (['phone', 'message', 'typing', 'cleared'] as const).map((event) => {
				const listener = (data?: unknown) => tell(event, data);
				messenger.book.events.on(event, listener);
				return () => messenger.book.events.off(event, listener);
			});
			return () => listeners.forEach((silence) => silence());
		}),
	);
}
