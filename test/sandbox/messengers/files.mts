import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Enough of a PNG for its size to be read. */
export function png(width = 48, height = 48, length = 64): Buffer {
	const bytes = Buffer.alloc(Math.max(length, 24));
	bytes.write('\x89PNG\r\n\x1a\n', 'latin1');
	bytes.writeUInt32BE(width, 16);
	bytes.writeUInt32BE(height, 20);
	return bytes;
}

export const webp = (length = 64) => {
	const bytes = Buffer.alloc(length);
	bytes.write('RIFF', 0, 'latin1');
	bytes.write('WEBP', 8, 'latin1');
	return bytes;
};

export const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

export interface Served {
	type: string;
	bytes: Buffer;
}

/** A host of files, by their names; what it does not have is a 404. */
export async function openFileHost(files: Record<string, Served>) {
	const server = createServer(({ url = '' }, response) => {
		const file = files[url.slice(1)];
		if (!file) return response.writeHead(404).end();
		return response.writeHead(200, { 'content-type': file.type }).end(file.bytes);
	});
	await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
	const { port } = server.address() as AddressInfo;
	return {
		host: `127.0.0.1:${port}`,
		url: (name: string) => `http://127.0.0.1:${port}/${name}`,
		close: () => {
			server.closeAllConnections();
			server.close();
		},
	};
}
