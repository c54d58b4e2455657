import { Type, type Static } from '@sinclair/typebox';
import type { FastifyInstance } from 'fastify';

import { demandToken } from '../access.mts';
import type { Service } from '../service.mts';
import type { Message } from '../state/model.mts';
import { FaultList } from './faultSchema.mts';
import type { Control } from './control.mts';
import { found, inPath } from './lookup.mts';
import { managerRoutes } from './managerRoutes.mts';
import { mediaRoute } from './media.mts';
import * as schemas from './setupSchemas.mts';

const MessageFilter = Type.Partial(
	Type.Object({
		chatId: Type.String(),
		scopeId: Type.String(),
		integrationId: Type.String(),
		direction: Type.Unsafe<Message['direction']>({ enum: ['incoming', 'outgoing'] }),
	}),
);

/** The control over HTTP, for drivers in another process. Bodies are the arguments of the methods. */
export async function controlApi(
	app: FastifyInstance,
	{ control, service, token }: { control: Control; service: Service; token: string },
): Promise<void> {
	app.addHook('onRequest', async (_request, reply) => {
		reply.header('date', new Date(service.now()).toUTCString());
	});
	mediaRoute(app);
	managerRoutes(app, control);

	app.get('/channels', () => control.channels());
	app.post<{ Body: schemas.NewChannel }>(
		'/channels',
		{ schema: { body: schemas.NewChannel } },
		async ({ body }) => control.addChannel(body),
	);
	app.put<{ Params: { id: string }; Body: Static<typeof schemas.WebhookUrl> }>(
		'/channels/:id/webhook',
		{ schema: { body: schemas.WebhookUrl } },
		async ({ params, body }) => inPath(() => control.setWebhook(params.id, body.url)),
	);

	app.get('/accounts', () => control.accounts());
	app.post<{ Body: schemas.NewAccount }>(
		'/accounts',
		{ schema: { body: schemas.NewAccount } },
		async ({ body }) => control.addAccount(body),
	);

	app.get('/connections', () => control.connections());
	app.post<{ Body: schemas.NewConnection }>(
		'/connections',
		{ schema: { body: schemas.NewConnection } },
		async ({ body }) => control.connect(body.channelId, body.accountId, body),
	);

	app.get('/chats', () => control.chats());
	app.post<{ Body: schemas.NewChat }>(
		'/chats',
		{ schema: { body: schemas.NewChat } },
		async ({ body }) => control.addChat(body),
	);
	app.get('/participants', () => control.participants());
	app.get('/typings', () => control.typings);

	app.get<{ Querystring: Static<typeof MessageFilter> }>(
		'/messages',
		{ schema: { querystring: MessageFilter } },
		async ({ query }) => control.messages(query),
	);
	app.get<{ Params: { id: string } }>('/messages/:id', async ({ params }) =>
		inPath(() => found(control.find(params.id), `message ${params.id}`)),
	);

	app.get('/requests', () => control.requests);
	app.delete('/requests', async (_request, reply) => {
		control.clearRequests();
		return reply.code(204).send();
	});
	app.get('/hooks', () => control.hooks);
	app.delete('/hooks', async (_request, reply) => {
		control.clearHooks();
		return reply.code(204).send();
	});

	app.get('/faults', () => control.faults.list());
	app.post<{ Body: FaultList }>('/faults', { schema: { body: FaultList } }, async ({ body }) => {
		control.faults.add(...body);
		return control.faults.list();
	});
	app.delete('/faults', async (_request, reply) => {
		control.faults.clear();
		return reply.code(204).send();
	});

	// Any body to any address of this machine: more than a page ever needs.
	app.get('/token', () => ({ token }));
	app.post<{ Body: schemas.RawHook }>(
		'/hooks/raw',
		{ onRequest: demandToken(token), schema: { body: schemas.RawHook } },
		async ({ body }) => control.sendRawHook(body),
	);
}
