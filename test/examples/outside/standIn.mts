import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { outsideOfThisRun } from '../../e2e/shared.mts';
import { lead } from './outside.mts';

export interface Call {
	method: string;
	/** Without the query. */
	path: string;
	query: URLSearchParams;
	headers: IncomingHttpHeaders;
	body: Buffer;
}

export interface Reply {
	status?: number;
	type?: string;
	body: Uint8Array | string | object;
}

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
	const server = createServer((request, response) => {
		const parts: Buffer[] = [];
		request.on('data', (part: Buffer) => parts.push(part));
		request.on('end', async () => {
			const { pathname: path, searchParams: query } = new URL(request.url ?? '/', 'http://any');
			const { method = '', headers } = request;
			const call = { method, path, query, headers, body: Buffer.concat(parts) };
			const { status = 200, type = 'application/json', body } = await replyTo(call, answer);
			const plain = typeof body === 'string' || body instanceof Uint8Array;
			const bytes = Buffer.from(plain ? body : JSON.stringify(body));
			const length = bytes.length;
			response.writeHead(status, {
				...{ 'content-type': type, 'content-length': length, connection: 'close' },
			});
			response.end(bytes);
		});
	});
	await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
	const { port } = server.address() as AddressInfo;
	for (const host of hosts) await lead(outsideOfThisRun(), host, port);
	return { url: `http://127.0.0.1:${port}`, close: () => server.close() };
}

/** A stand-in that fails must fail the workflow, and so its test, not hang it. */
async function replyTo(call: Call, answer: (call: Call) => Reply | Promise<Reply>): Promise<Reply> {
	try {
		return await answer(call);
	} catch (error) {
		return { status: 500, type: 'text/plain', body: String(error) };
	}
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
