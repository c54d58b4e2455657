import { Type, type Static } from '@sinclair/typebox';
import type { FastifyInstance } from 'fastify';

import { removeConnection, saveConnection, type Service } from '../../service.mts';
import { forbidden, invalid } from '../refusal.mts';
import { makeConnection } from '../rules/connection.mts';
import { Id, NonEmpty } from '../schemas/fields.mts';

/** amoCRM's; Kommo takes v2 only. */
const DEFAULT_HOOK_VERSION = 'v1';

const ConnectBody = Type.Object({
	account_id: Id,
	title: Type.Optional(NonEmpty),
	hook_api_version: Type.Optional(Type.Unsafe<'v1' | 'v2'>({ enum: ['v1', 'v2'] })),
	is_time_window_disabled: Type.Optional(Type.Boolean()),
});

const DisconnectBody = Type.Object({ account_id: Id });

export function connectEndpoints(app: FastifyInstance, service: Service): void {
	const { store } = service;

	app.post<{ Body: Static<typeof ConnectBody> }>(
		'/:channelId/connect',
		{ config: { kind: 'connect' }, schema: { body: ConnectBody } },
		async ({ body, channel }) => {
			const { account_id: accountId } = body;
			if (!store.accounts.get(accountId)) throw invalid('account_id', 'is not a known account');
			if (channel.approvedAccounts && !channel.approvedAccounts.includes(accountId)) {
				throw forbidden('the channel is private: its approved accounts do not include this one');
			}
			const connection = makeConnection(channel, accountId, {
				title: body.title,
				hookApiVersion: body.hook_api_version ?? DEFAULT_HOOK_VERSION,
				isTimeWindowDisabled: body.is_time_window_disabled,
			});
			saveConnection(service, connection);
			return {
				account_id: accountId,
				scope_id: connection.scopeId,
				title: connection.title,
				hook_api_version: connection.hookApiVersion,
				is_time_window_disabled: connection.isTimeWindowDisabled,
			};
		},
	);

	app.delete<{ Body: Static<typeof DisconnectBody> }>(
		'/:channelId/disconnect',
		{ config: { kind: 'disconnect' }, schema: { body: DisconnectBody } },
		async ({ body, channel }, reply) => {
			const connection = store.connections.get(`${channel.id}_${body.account_id}`);
			if (connection) removeConnection(service, connection);
			return reply.send();
		},
	);
}
