import { randomBytes } from 'node:crypto';

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

/** In lower case, an address in the one form that browsers and `new URL` write. */
const LOOPBACK = '(?:localhost|127(?:\\.\\d{1,3}){3}|\\[::1\\])';
const LOOPBACK_NAME = new RegExp(`^${LOOPBACK}$`);
const LOOPBACK_HOST = new RegExp(`^${LOOPBACK}(?::\\d{1,5})?$`, 'i');

const TOKEN_HEADER = 'x-sandbox-token';

/**
 * A page that somebody visits can send requests to this machine: under a name of its own that DNS leads here,
 * or from its own origin. It must neither read the secrets nor write.
 */
export function refuseStrangers(app: FastifyInstance): void {
	app.addHook('onRequest', async ({ method, headers: { host = '', origin } }, reply) => {
		if (!LOOPBACK_HOST.test(host)) {
			return deny(reply, `The sandbox answers as localhost or 127.0.0.1, not as "${host}".`);
		}
		const writes = !['GET', 'HEAD'].includes(method);
		if (writes && origin !== undefined && origin !== `http://${host}`) {
			deny(reply, `A page of ${origin} must not change anything in the sandbox.`);
		}
	});
}

/** Before any other room sees the request, the records and faults of the Chats API included. */
function deny(reply: FastifyReply, message: string): void {
	reply.hijack();
	reply.raw.writeHead(403, { 'content-type': 'application/json', connection: 'close' });
	reply.raw.end(JSON.stringify({ statusCode: 403, message }));
}

/** New at every start. A page of another origin cannot read it, so it cannot send it either. */
export const newToken = () => randomBytes(16).toString('hex');

export function demandToken(token: string) {
	return async ({ headers }: FastifyRequest, reply: FastifyReply): Promise<void> => {
		if (headers[TOKEN_HEADER] === token) return;
		const message = 'Send the token of GET /sandbox/token in the header X-Sandbox-Token.';
		return reply.code(401).send({ statusCode: 401, message });
	};
}

/** Webhooks go to this machine only, whatever the way in which its address is written. */
export function isOnThisMachine(address: string): boolean {
	if (!URL.canParse(address)) return false;
	const { protocol, hostname } = new URL(address);
	return ['http:', 'https:'].includes(protocol) && LOOPBACK_NAME.test(hostname);
}
