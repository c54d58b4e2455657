import {
	createServer,
	type IncomingHttpHeaders,
	type IncomingMessage,
	type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

import { breaksAnswer, Faults, type Fault } from './faults.mts';

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
	headers?: Record<string, string>;
	body: Uint8Array | string | object;
}

/** One call, whatever came of it, in the order of arrival. */
export interface CallRecord extends Call {
	/** What faults know it by. */
	name: string;
	/** Missing while it is under way, and when the connection was reset. */
	status?: number;
	dropped?: boolean;
}

interface Rules {
	nameOf(call: Call): string;
	answer(call: Call): Reply | Promise<Reply>;
}

/** A messenger's API on this machine. Tests lead the messenger's own hosts to its port. */
export async function openServer({ nameOf, answer }: Rules) {
	const faults = new Faults();
	const calls: CallRecord[] = [];

	async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
		const call = await read(request);
		const record: CallRecord = { ...call, name: nameOf(call) };
		calls.push(record);
		const fault = faults.take(record.name);
		if (fault?.delay) await sleep(fault.delay);
		const broken = fault && breaksAnswer(fault) ? fault : undefined;
		const reply = broken && broken.when !== 'after' ? undefined : await replyTo(call, answer);
		if (broken?.drop) {
			record.dropped = true;
			request.socket.resetAndDestroy();
			return;
		}
		record.status = send(response, broken ? faulty(broken) : (reply ?? { body: '' }));
	}

	const server = createServer((request, response) => {
		// A caller that hangs up in the middle of its body needs no answer.
		handle(request, response).catch(() => request.socket.destroy());
	});
	await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
	const { port } = server.address() as AddressInfo;
	return {
		url: `http://127.0.0.1:${port}`,
		port,
		faults,
		calls,
		close: () => {
			server.closeAllConnections();
			server.close();
		},
	};
}

async function read(request: IncomingMessage): Promise<Call> {
	const parts: Buffer[] = [];
	for await (const part of request) parts.push(Buffer.from(part));
	const { pathname: path, searchParams: query } = new URL(request.url ?? '/', 'http://any');
	const { method = '', headers } = request;
	return { method, path, query, headers, body: Buffer.concat(parts) };
}

/** A mistake of the stand-in must fail a test, not hang it. */
async function replyTo(call: Call, answer: Rules['answer']): Promise<Reply> {
	try {
		return await answer(call);
	} catch (error) {
		return { status: 500, type: 'text/plain', body: `The stand-in failed: ${String(error)}` };
	}
}

function faulty({ status, headers, body = '' }: Fault): Reply {
	const type = typeof body === 'string' ? 'text/plain' : undefined;
	return { status, headers, type, body };
}

function send(response: ServerResponse, reply: Reply): number {
	const { status = 200, type = 'application/json', headers, body } = reply;
	const isPlain = typeof body === 'string' || body instanceof Uint8Array;
	const bytes = Buffer.from(isPlain ? body : JSON.stringify(body));
	response.writeHead(status, {
		'content-type': type,
		'content-length': bytes.length,
		...headers,
	});
	response.end(bytes);
	return status;
}
