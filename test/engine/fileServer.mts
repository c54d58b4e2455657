import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

export const PNG = Buffer.concat([
	Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
	Buffer.alloc(300_000, randomBytes(1000)),
]);

export const BIG_BYTES = 200 * 1024 * 1024;
const PIECE = randomBytes(64 * 1024);

export const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

type Route = (response: ServerResponse, request: IncomingMessage) => unknown;

const whole = (type?: string, headers: Record<string, string> = {}): Route => {
	return (response, { method }) => {
		const length = { 'content-length': String(PNG.length) };
		response.writeHead(200, { ...(type && { 'content-type': type }), ...length, ...headers });
		response.end(method === 'HEAD' ? undefined : PNG);
	};
};

/** With bytes in a header that Node.js would not write. */
const written = (type: string, disposition: string): Route => {
	return ({ socket }, { method }) => {
		const head = [
			'HTTP/1.1 200 OK',
			`content-type: ${type}`,
			`content-length: ${PNG.length}`,
			`content-disposition: ${disposition}`,
			'connection: close',
		];
		socket?.write(`${head.join('\r\n')}\r\n\r\n`);
		socket?.end(method === 'HEAD' ? '' : PNG);
	};
};

const redirect = (location: string): Route => {
	return (response) => response.writeHead(302, { location }).end();
};

/** Sends pieces at the speed of the reader until there are enough, or nobody reads any more. */
const stream = (bytes: number, headers: Record<string, string> = {}): Route => {
	return async (response) => {
		response.writeHead(200, { 'content-type': 'video/mp4', ...headers });
		const closed = new Promise((done) => response.once('close', done));
		for (let sent = 0; sent < bytes && !response.destroyed; sent += PIECE.length) {
			if (!response.write(PIECE)) {
				await Promise.race([new Promise((done) => response.once('drain', done)), closed]);
			}
		}
		response.end();
	};
};

const withoutLength: Route = (response, { method }) => {
	response.writeHead(200, { 'content-type': 'image/png' });
	response.write(method === 'HEAD' ? '' : PNG);
	response.end();
};

const routes: Record<string, Route> = {
	'/photo.png': whole('image/png'),
	'/named': whole('application/octet-stream', {
		'content-disposition': `attachment; filename="x.bin"; filename*=UTF-8''%D0%A4%2F..%2F1.png`,
	}),
	'/untyped.png': whole(),
	'/octets.png': whole('binary/octet-stream'),
	'/page': whole('text/html; charset=utf-8'),
	'/site.html': whole('text/html'),
	'/missing.png': (response) => response.writeHead(404).end('no'),
	'/private.png': (response) => response.writeHead(403).end('no'),
	'/once': redirect('/photo.png'),
	'/thrice': redirect('/twice'),
	'/twice': redirect('/once'),
	'/four': redirect('/thrice'),
	'/loop': redirect('/loop'),
	'/inwards': redirect('http://127.0.0.1/secret'),
	'/inwards6': redirect('http://[::1]/secret'),
	'/elsewhere': redirect('file:///etc/passwd'),
	'/huge': (response) => {
		response.writeHead(200, { 'content-length': '5368709120' });
		response.flushHeaders();
	},
	'/endless': stream(Infinity),
	'/big.mp4': stream(BIG_BYTES, { 'content-length': String(BIG_BYTES) }),
	'/short': (response) => {
		response.writeHead(200, { 'content-length': '1000' });
		response.write('only this', () => response.destroy());
	},
	'/silent': () => undefined,
	'/trickle': async (response) => {
		response.writeHead(200, { 'content-type': 'image/png' });
		while (!response.destroyed) {
			response.write('x');
			await sleep(20);
		}
	},
	'/nohead.png': (response, request) => {
		if (request.method === 'HEAD') return response.writeHead(405).end();
		const range = { 'content-range': `bytes 0-0/${PNG.length}` };
		return response.writeHead(206, range).end(PNG.subarray(0, 1));
	},
	'/nolength.png': withoutLength,
	'/renamed.png': (response, request) => {
		const name = { 'content-disposition': `attachment; filename="${randomUUID()}.png"` };
		return whole('image/png', name)(response, request);
	},
	'/login': whole('text/html'),
	'/login.html': whole('text/html'),
	'/xhtml': whole('application/xhtml+xml'),
	'/behindlogin.png': redirect('/login'),
	'/behindlogin.html.png': redirect('/login.html?next=photo'),
	// Named like a file, as the page that shows one often is.
	'/share.png': whole('text/html', { 'content-disposition': 'inline; filename="photo.png"' }),
	'/pageforhead.png': (response, request) =>
		whole(request.method === 'HEAD' ? 'text/html' : 'image/png')(response, request),
	'/nothingforhead.png': (response, { method }) => {
		if (method === 'HEAD') return response.writeHead(200, { 'content-length': '0' }).end();
		return response.writeHead(206, { 'content-range': `bytes 0-0/${PNG.length}` }).end('x');
	},
	'/empty.txt': (response, { method }) => {
		if (method === 'HEAD') return response.writeHead(200, { 'content-length': '0' }).end();
		return response.writeHead(416, { 'content-range': 'bytes */0' }).end();
	},
	'/unknownsize.png': (response) => {
		response.writeHead(206, { 'content-range': 'bytes 0-0/*' }).end('x');
	},
	'/rawname': written('application/pdf', 'attachment; filename="Договор.pdf"'),
	'/mailname': whole('application/pdf', {
		'content-disposition': 'attachment; filename="=?UTF-8?B?0JTQvtCz0L7QstC+0YAucGRm?="',
	}),
	'/starname': whole('application/pdf', {
		'content-disposition': `attachment; filename="???.pdf"; filename*=UTF-8''%D0%94.pdf`,
	}),
	'/%C4%EE%E3%EE%E2%EE%F0.pdf': whole('application/pdf'),
	'/turned': written('image/jpeg', 'attachment; filename="\u202egpj.exe"'),
	'/unended': whole('image/webp'),
	'/moved': redirect(Buffer.from('/фото.png').toString('latin1')),
	'/%D1%84%D0%BE%D1%82%D0%BE.png': whole('image/png'),
	'/passing.png': (() => {
		let asked = 0;
		return (response, request) => {
			asked++;
			return asked === 1 ? response.writeHead(503).end() : whole('image/png')(response, request);
		};
	})() as Route,
};

/** A host in the internet, for those who go through the proxy that this server is too. */
export const PUBLIC = 'http://files.example.com';

/** A server of files, with all that can go wrong with one. */
export async function openFileServer() {
	const asked: string[] = [];
	const server = createServer((request, response) => {
		const { pathname, host } = new URL(request.url ?? '', 'http://direct');
		asked.push(`${request.method} ${host === 'direct' ? '' : host}${pathname}`);
		const route = routes[pathname] ?? routes['/missing.png'];
		void route?.(response, request);
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	return {
		url,
		/** Method and path of each request; with the host, where it came as to a proxy. */
		asked,
		/** Makes this process reach everything but this machine through the server. */
		beInternet: () => {
			process.env.HTTP_PROXY = url;
			process.env.NO_PROXY = '127.0.0.1,localhost';
		},
		close: () => {
			delete process.env.HTTP_PROXY;
			server.closeAllConnections();
			server.close();
		},
	};
}

export type FileServer = Awaited<ReturnType<typeof openFileServer>>;
