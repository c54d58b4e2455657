import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

export interface Answer {
	status: number;
	headers?: Record<string, string>;
	body?: string;
}

export interface Heard {
	method: string;
	path: string;
	headers: IncomingHttpHeaders;
	body: string;
}

export interface Stranger {
	url: string;
	requests: Heard[];
	close: () => Promise<void>;
}

/** A host that knows nothing of the Chats API: each request gets the same answer, or none. */
export async function startStranger(answer?: Answer): Promise<Stranger> {
	const requests: Heard[] = [];
	const server = createServer(async (request, response) => {
		const { method = '', url: path = '', headers } = request;
		requests.push({ method, path, headers, body: await text(request) });
		if (answer === undefined) request.socket.destroy();
		else response.writeHead(answer.status, answer.headers).end(answer.body);
	});
	await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
	const { port } = server.address() as AddressInfo;
	return {
		url: `http://127.0.0.1:${port}`,
		requests,
		close: async () => {
			server.closeAllConnections();
			await new Promise((done) => server.close(done));
		},
	};
}
