import { openServer, type Call, type Reply } from '../../../sandbox/messengers/standIn/server.mts';
import { outsideOfThisRun } from '../../e2e/shared.mts';
import { lead } from './outside.mts';

export type { Call, Reply };

export interface StandIn {
	/** On this machine; n8n comes by the hosts it stands in for. */
	url: string;
	close(): void;
}

/** A server that n8n of this run takes for these hosts, by https. */
export async function standInFor(
	hosts: string[],
	answer: (call: Call) => Reply | Promise<Reply>,
): Promise<StandIn> {
	const server = await openServer({ nameOf: ({ path }) => path, answer });
	for (const host of hosts) await lead(outsideOfThisRun(), host, server.port);
	return server;
}

/** The fields of a JSON, form or multipart body. */
export async function fieldsOf({ headers, body }: Call): Promise<Record<string, unknown>> {
	const type = headers['content-type'] ?? '';
	if (body.length === 0) return {};
	if (type.includes('json')) return JSON.parse(body.toString()) as Record<string, unknown>;
	const form = await new Response(new Uint8Array(body), {
		headers: { 'content-type': type },
	}).formData();
	return Object.fromEntries(form.entries());
}
