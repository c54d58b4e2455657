import { randomBytes, randomUUID } from 'node:crypto';

import { isOnThisMachine } from '../access.mts';
import { makeConnection, type ConnectionTerms } from '../api/rules/connection.mts';
import { deliverHook, type HookRecord } from '../hooks/deliver.mts';
import { removeConnection, saveChat, saveConnection, type Service } from '../service.mts';
import type { Account, Channel, Chat, Connection } from '../state/model.mts';
import * as lookup from './lookup.mts';
import type { NewAccount, NewChannel, NewChat, RawHook } from './setupSchemas.mts';

/** What support and the administrator of an account do: channels, accounts, connections. */
export function createSetup(service: Service) {
	const { store, events } = service;

	return {
		addChannel({
			id = randomUUID(),
			secret = randomBytes(20).toString('hex'),
			code = 'amo.ext.sandbox',
			name = 'Sandbox channel',
			bot = { id: randomUUID(), clientId: 'sandbox-bot', name: 'Sandbox bot' },
			...optional
		}: NewChannel = {}): Channel {
			demandLoopback(optional.webhookUrl);
			const channel = { id, secret, code, name, bot, ...optional };
			store.channels.put(channel);
			events.emit('changed');
			return channel;
		},

		addAccount({
			amojoId = randomUUID(),
			name = 'Sandbox account',
			users = [{ id: randomUUID(), name: 'Sandbox manager' }],
		}: NewAccount = {}): Account {
			const account = { amojoId, name, users };
			store.accounts.put(account);
			events.emit('changed');
			return account;
		},

		setWebhook(channelId: string, url: string): Channel {
			const known = lookup.findChannel(service, channelId);
			demandLoopback(url);
			const channel = { ...known, webhookUrl: url || undefined };
			store.channels.put(channel);
			events.emit('changed');
			return channel;
		},

		/** Connects without a request. */
		connect(channelId: string, accountId: string, options: ConnectionTerms = {}): Connection {
			const channel = lookup.findChannel(service, channelId);
			const account = lookup.findAccount(service, accountId);
			const connection = makeConnection(channel, account.amojoId, options);
			saveConnection(service, connection);
			return connection;
		},

		/** Disconnects without a request. */
		disconnect(scopeId: string): void {
			removeConnection(service, lookup.connectionOfScope(service, scopeId));
		},

		/** Forgets everything but channels, accounts and connections. */
		reset(): void {
			const { chats, participants, messages } = store;
			for (const table of [chats, participants, messages]) table.clear();
			const { requests, hooks, typings, files, faults } = service;
			for (const each of [requests, hooks, typings, files, faults]) each.clear();
			events.emit('reset');
		},

		/** A chat with a client, as if there had been a first message. */
		addChat({ conversationId, client = {}, sourceId, ...scope }: NewChat): Chat {
			const { scopeId } = lookup.findConnection(service, scope);
			const { id: clientId = `client-of-${conversationId}`, name = 'Client', ...rest } = client;
			const known = store.participants.byClientId(scopeId, clientId);
			const participant = { id: randomUUID(), scopeId, ...known, clientId, name, ...rest };
			store.participants.put(participant);
			const chat: Chat = {
				id: randomUUID(),
				scopeId,
				createdAt: service.now(),
				...store.chats.byIntegrationId(scopeId, conversationId),
				integrationId: conversationId,
				clientId: participant.id,
				sourceId,
			};
			saveChat(service, chat);
			return chat;
		},

		/** Any body, rightly signed unless told otherwise. */
		sendRawHook({ channelId, scopeId, body, signature, newline }: RawHook): Promise<HookRecord> {
			const channel = lookup.findChannel(service, channelId);
			return deliverHook(service, {
				channel,
				scopeId: scopeId ?? lookup.findConnection(service, { channelId }).scopeId,
				kind: 'raw',
				body: typeof body === 'string' ? body : JSON.stringify(body),
				signature,
				newline,
			});
		},
	};
}

function demandLoopback(url = ''): void {
	if (url === '' || isOnThisMachine(url)) return;
	throw new lookup.ControlError(
		`The sandbox sends webhooks to this machine only, to http://127.0.0.1 or localhost; not to "${url}".`,
		400,
	);
}
