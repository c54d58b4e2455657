import type { FastifyInstance, FastifyRequest } from 'fastify';

import type { RequestKind } from '../faults/faults.mts';
import type { Service } from '../service.mts';
import type { Channel, Connection } from '../state/model.mts';
import { invalid, notRegistered, Refusal } from './refusal.mts';
import { verifySignature } from './signature.mts';

declare module 'fastify' {
	interface FastifyContextConfig {
		kind?: RequestKind;
	}
	interface FastifyRequest {
		/** The bytes as received: signatures are about bytes. */
		bytes: Buffer;
		channel: Channel;
		/** Of endpoints under a scope; see connectionOf. */
		connection: Connection | null;
	}
}

const NO_BYTES = Buffer.alloc(0);

/**
 * What every request has to pass before an endpoint sees it: known channel, signature, JSON, and for
 * endpoints under a scope a connected account. The form of the body comes after that (schemas).
 */
export function guard(app: FastifyInstance, { store }: Service): void {
	app.decorateRequest('bytes');
	app.decorateRequest('channel');
	app.decorateRequest('connection', null);
	app.addHook('onRequest', async (request) => {
		request.bytes = NO_BYTES;
	});
	app.removeAllContentTypeParsers();
	app.addContentTypeParser('*', { parseAs: 'buffer' }, (request, bytes: Buffer, done) => {
		request.bytes = bytes;
		done(null, bytes);
	});

	app.addHook('preValidation', async (request) => {
		if (request.is404) return;
		const { channelId, scopeId } = request.params as { channelId?: string; scopeId?: string };
		const channel = store.channels.get(channelId ?? scopeId?.split('_')[0] ?? '');
		if (!channel) throw notRegistered('channel', `channel ${channelId ?? scopeId} is unknown`);
		request.channel = channel;

		const { method, headers, bytes } = request;
		verifySignature(
			{ method, path: pathOf(request), headers, body: bytes },
			channel.secret,
			request.serviceNow,
		);
		if (headers['content-type'] !== 'application/json') {
			throw invalid('Content-Type', 'only application/json is supported', 'content-type');
		}
		if (method !== 'GET') request.body = parseJson(bytes);

		if (scopeId === undefined) return;
		request.connection = store.connections.get(scopeId) ?? null;
		if (!request.connection) throw notRegistered('connection', `scope ${scopeId} is not connected`);
	});
}

export const pathOf = (request: FastifyRequest) => request.raw.url?.split('?', 1)[0] ?? '';

export function connectionOf(request: FastifyRequest): Connection {
	if (request.connection) return request.connection;
	throw new Refusal(500, 'INTERNAL', 'INTERNAL', 'server', 'this endpoint is not under a scope');
}

function parseJson(bytes: Buffer): unknown {
	try {
		return JSON.parse(bytes.toString('utf8'));
	} catch (error) {
		throw invalid('body', error instanceof Error ? error.message : 'is not JSON', 'json');
	}
}
