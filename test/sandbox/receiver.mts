import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface ReceivedHook {
	path: string;
	headers: IncomingHttpHeaders;
	body: string;
	json: () => unknown;
}

/** The integration's end of hooks. It answers 200 unless `answer` says otherwise; undefined: never. */
export async function openReceiver(answer: () => number | undefined = () => 200) {
	const received: ReceivedHook[] = [];
	const server = createServer((request, response) => {
		const chunks: Buffer[] = [];
		request.on('data', (chunk: Buffer) => chunks.push(chunk));
		request.on('end', () => {
			const body = Buffer.concat(chunks).toString('utf8');
			const { url: path = '', headers } = request;
			received.push({ path, headers, body, json: () => JSON.parse(body) });
			const status = answer();
			if (status !== undefined) response.writeHead(status).end();
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	return {
		url: `http://127.0.0.1:${port}/hook/:scope_id`,
		received,
		close: () => {
			server.closeAllConnections();
			server.close();
		},
	};
}
