import { Type, type Static } from '@sinclair/typebox';
import type { FastifyInstance } from 'fastify';

import { saveConnection, type Service } from '../../service.mts';
import type { Connection } from '../../state/model.mts';
import { invalid, Refusal } from '../refusal.mts';
import { Id, NonEmpty } from '../schemas/fields.mts';

const ConnectBody = Type.Object({
	account_id: Id,
	title: Type.Optional(NonEmpty),
	hook_api_version: Type.Optional(Type.Union([Type.Literal('v1'), Type.Literal('v2')])),
	is_time_window_disabled: Type.Optional(Type.Boolean()),
});

const DisconnectBody = Type.Object({ account_id: Id });

export function connectEndpoints(app: FastifyInstance, service: Service): void {
	const { store, events } = service;

	app.post<{ Body: Static<typeof ConnectBody> }>(
		'/:channelId/connect',
		{ config: { kind: 'connect' }, schema: { body: ConnectBody } },
		async ({ body, channel }) => {
			const { account_id: accountId } = body;
			if (!store.accounts.get(accountId)) throw invalid('account_id', 'is not a known account');
			if (channel.approvedAccounts && !channel.approvedAccounts.includes(accountId)) {
				throw new Refusal(
					403,
					'ACCOUNT_NOT_ALLOWED',
					'FORBIDDEN',
					'rule',
					'the channel is private',
				);
			}
			const connection: Connection = {
				scopeId: `${channel.id}_${accountId}`,
				channelId: channel.id,
				accountId,
				title: body.title ?? channel.name,
				hookApiVersion: body.hook_api_version ?? 'v1',
				isTimeWindowDisabled: body.is_time_window_disabled ?? false,
			};
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
			if (connection) {
				store.connections.remove(connection.scopeId);
				events.emit('disconnected', connection);
			}
			return reply.send();
		},
	);
}
