import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { pipeline } from 'node:stream';
import { createSecureContext, TLSSocket } from 'node:tls';
import { createAuthority } from './certificates.mts';

export interface Outside {
	url: string;
	/** What makes a program take this for the internet. */
	env: Record<string, string>;
	close(): Promise<void>;
}

/**
 * The internet as n8n sees it: a proxy that brings each host to its stand-in on this machine, and
 * refuses all others. So workflows call `https://api.telegram.org` in tests too.
 */
export async function startOutside(certificateFile: string): Promise<Outside> {
	const authority = createAuthority();
	const ports = new Map<string, number>();
	const open = new Set<Socket>();
	await writeFile(certificateFile, authority.certificate);

	const server = createServer((request, response) => {
		const host = (request.url ?? '/').slice(1);
		let port = '';
		request.on('data', (part: Buffer) => (port += part.toString()));
		request.on('end', () => {
			ports.set(host, Number(port));
			response.end();
		});
	});
	server.on('connect', (request, client: Socket) => {
		const host = (request.url ?? '').replace(/:443$/, '');
		const port = ports.get(host);
		if (port === undefined) {
			client.end(`HTTP/1.1 502 ${host} has no stand-in\r\n\r\n`);
			return;
		}
		client.write('HTTP/1.1 200 Connection established\r\n\r\n');
		const secureContext = createSecureContext(authority.identify(host));
		const plain = new TLSSocket(client, { isServer: true, secureContext });
		const standIn = connect(port, '127.0.0.1');
		open.add(client);
		client.once('close', () => open.delete(client));
		pipeline(plain, standIn, plain, () => client.destroy());
	});
	await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
	const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	return {
		url,
		env: { HTTPS_PROXY: url, NODE_EXTRA_CA_CERTS: certificateFile },
		close: () =>
			new Promise<void>((done) => {
				for (const socket of open) socket.destroy();
				server.close(() => done());
			}),
	};
}

/** From now on the host is the server on that port. */
export async function lead(outsideUrl: string, host: string, port: number): Promise<void> {
	await fetch(`${outsideUrl}/${host}`, { method: 'PUT', body: String(port) });
}
