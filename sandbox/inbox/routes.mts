import type { FastifyInstance } from 'fastify';

import { Type, type Static } from '@sinclair/typebox';

import { Id } from '../api/schemas/fields.mts';
import type { Control } from '../control/control.mts';
import { found, inPath } from '../control/lookup.mts';
import { explain } from '../diagnosis/explain.mts';
import type { SandboxEvents, Service } from '../service.mts';
import { openStream } from '../live.mts';
import { chatView, inboxView } from './views.mts';

const DEFAULT_PAGE = '100';

const Page = Type.Object({ limit: Type.Optional(Type.String({ pattern: '^[1-9][0-9]{0,4}$' })) });
type Page = Static<typeof Page>;

const Seen = Type.Object({ conversationRefId: Id });

/** What the page of the inbox asks for, beside the control's routes. */
export async function inboxApi(
	app: FastifyInstance,
	{ control, service }: { control: Control; service: Service },
): Promise<void> {
	const { store, requests, hooks } = service;

	app.get('/inbox', () => inboxView(service));

	app.get<{ Params: { id: string }; Querystring: Page }>(
		'/chats/:id/messages',
		{ schema: { querystring: Page } },
		async ({ params, query }) => {
			const limit = Number(query.limit ?? DEFAULT_PAGE);
			const { id } = inPath(() => found(store.chats.get(params.id), `chat ${params.id}`));
			return store.messages.ofChat(id, { offset: 0, limit }).reverse();
		},
	);

	app.get<{ Querystring: Page }>(
		'/traffic',
		{ schema: { querystring: Page } },
		async ({ query }) => {
			const limit = Number(query.limit ?? DEFAULT_PAGE);
			return { requests: requests.entries.slice(-limit), hooks: hooks.entries.slice(-limit) };
		},
	);

	app.get<{ Params: { id: string } }>('/requests/:id/explanation', async ({ params }, reply) => {
		const record = requests.entries.find(({ id }) => id === Number(params.id));
		const request = inPath(() => found(record, `request ${params.id}`));
		const explanation = explain(request, store.channels.all());
		return explanation ?? reply.code(204).send();
	});

	app.post<{ Body: Static<typeof Seen> }>(
		'/manager/read',
		{ schema: { body: Seen } },
		async ({ body }, reply) => {
			control.managerReads(body.conversationRefId);
			return reply.code(204).send();
		},
	);

	app.delete<{ Params: { scopeId: string } }>('/connections/:scopeId', async (request, reply) => {
		inPath(() => control.disconnect(request.params.scopeId));
		return reply.code(204).send();
	});

	app.delete<{ Params: { index: string } }>('/faults/:index', async ({ params }, reply) => {
		const index = Number(params.index);
		inPath(() => found(control.faults.list()[index], `fault ${params.index}`));
		control.faults.clear(index);
		return reply.code(204).send();
	});

	app.delete('/state', async (_request, reply) => {
		control.reset();
		return reply.code(204).send();
	});

	app.get('/events', (_request, reply) =>
		openStream(reply, (tell) => {
			const listeners: { [E in keyof SandboxEvents]: (...args: SandboxEvents[E]) => void } = {
				request: (record) => tell('request', record),
				hook: (record) => tell('hook', record),
				message: (message) => tell('message', message),
				chat: (chat) => tell('chat', chatView(service, chat)),
				typing: (typing) => tell('typing', typing),
				connected: () => tell('changed', undefined),
				disconnected: () => tell('changed', undefined),
				faults: (faults) => tell('faults', faults),
				changed: () => tell('changed', undefined),
				reset: () => tell('changed', undefined),
			};
			const all = Object.entries(listeners) as Array<[keyof SandboxEvents, never]>;
			for (const [event, listener] of all) service.events.on(event, listener);
			return () => {
				for (const [event, listener] of all) service.events.off(event, listener);
			};
		}),
	);
}
