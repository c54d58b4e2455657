import { createServer, type Server } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { deployFile, readServices } from '../../sandbox/cluster/compose.mts';
import { findPrograms } from '../../sandbox/cluster/programs.mts';
import { startProxy } from '../../sandbox/cluster/proxy.mts';
import { freePort } from '../../sandbox/n8n/ports.mts';

jest.setTimeout(60_000);

const LIMIT = 1_048_576;

/** What stands where n8n would: it keeps what begins to arrive, and answers as n8n's editor does. */
let upstream: Server;
let proxy: Awaited<ReturnType<typeof startProxy>>;
let url: string;
const arrived: Array<{ url: string; bytes: number; whole: boolean }> = [];

describe.each(['single', 'queue'])('deploy/%s', (kind) => {
	beforeAll(async () => {
		upstream = createServer((request, response) => {
			const one = { url: request.url ?? '', bytes: 0, whole: false };
			if (one.url !== '/healthz') arrived.push(one);
			request.on('data', (part: Buffer) => (one.bytes += part.length));
			const wait = Number(new URL(one.url, 'http://n8n').searchParams.get('wait') ?? 0);
			response.setHeader('Referrer-Policy', 'no-referrer');
			request.on('end', () => {
				one.whole = true;
				setTimeout(() => response.end('taken'), wait);
			});
		});
		await new Promise<void>((listening) => upstream.listen(0, '127.0.0.1', listening));
		const { port } = upstream.address() as AddressInfo;
		const service = readServices(deployFile(kind, 'compose.yaml')).caddy;
		if (!service) throw new Error('no proxy in the compose file');
		const own = await freePort();
		url = `http://127.0.0.1:${own}`;
		const impatient = { ...service, env: { ...service.env, BODY_TIMEOUT: '2s' } };
		const both = { main: port, webhook: port };
		proxy = await startProxy(findPrograms(), impatient, own, both, kind);
	});
	afterAll(async () => {
		await proxy.server.down();
		await proxy.remove();
		upstream.close();
	});
	beforeEach(() => {
		arrived.length = 0;
	});

	const post = (path: string, body: RequestInit['body'], headers = {}) =>
		fetch(url + path, { method: 'POST', body, headers });

	test.each(['/webhook/a', '/webhook-test/a', '/webhook-waiting/1', '/mcp/a', '/form/a'])(
		'a body above the limit is refused before n8n hears of it: %s',
		async (path) => {
			expect((await post(path, 'x'.repeat(LIMIT))).status).toBe(200);
			arrived.length = 0;
			expect((await post(path, 'x'.repeat(LIMIT + 1))).status).toBe(413);
			expect(arrived).toEqual([]);
		},
	);

	test('a body that does not announce its length ends where the limit is', async () => {
		const parts = Array.from({ length: 80 }, () => new Uint8Array(100_000));
		const body = new ReadableStream<Uint8Array>({
			start(controller) {
				for (const part of parts) controller.enqueue(part);
				controller.close();
			},
		});
		const chunked = { method: 'POST', body, duplex: 'half' } as RequestInit;
		const answer = await fetch(`${url}/webhook/a`, chunked).catch(() => undefined);
		expect([413, 502, undefined]).toContain(answer?.status);
		expect(Math.max(0, ...arrived.map(({ bytes }) => bytes))).toBeLessThanOrEqual(LIMIT);
	});

	test('a compressed body is refused: n8n would unpack a thousand times as much', async () => {
		const packed = new Uint8Array(gzipSync('x'.repeat(8 * LIMIT)));
		const answer = await post('/webhook/a', packed, { 'Content-Encoding': 'gzip' });
		expect(answer.status).toBe(415);
		expect(arrived).toEqual([]);
	});

	test('files of a form and what the editor saves are not webhooks', async () => {
		const form = new FormData();
		form.set('file', new Blob(['x'.repeat(3 * LIMIT)]), 'large.bin');
		expect((await post('/form/a', form)).status).toBe(200);
		expect((await post('/rest/workflows', 'x'.repeat(3 * LIMIT))).status).toBe(200);
	});

	test.each(['/webhook/a', '/rest/a'])(
		'a request that stops halfway is ended: %s',
		async (path) => {
			const began = Date.now();
			const head = `POST ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 100\r\n\r\n`;
			const answer = await sendRaw(`${head}half`);
			expect(Date.now() - began).toBeLessThan(6000);
			// Not as if it had been taken.
			expect(answer).toMatch(/^HTTP\S+ 504 /);
			expect(arrived).toEqual([{ url: path, bytes: 4, whole: false }]);
		},
	);

	test('a request whose head stops halfway never reaches n8n', async () => {
		await sendRaw('POST /webhook/a HTTP/1.1\r\nHost: 127');
		expect(arrived).toEqual([]);
	});

	test('a slow answer to a whole request is not cut off', async () => {
		expect(await (await post('/webhook/a?wait=4000', 'x')).text()).toBe('taken');
		expect(await (await post('/rest/a?wait=4000', 'x')).text()).toBe('taken');
	});

	test('what n8n leaves out of its answers is added, what it sets stays', async () => {
		const { headers } = await post('/webhook/a', 'x');
		expect(Object.fromEntries(headers)).toMatchObject({
			'strict-transport-security': 'max-age=31536000',
			'x-content-type-options': 'nosniff',
			'referrer-policy': 'no-referrer',
		});
		expect(headers.get('server')).toBeNull();
	});
});

/** All that comes back until the other side hangs up. */
function sendRaw(request: string): Promise<string> {
	return new Promise((resolve, reject) => {
		let answer = '';
		const { port } = new URL(url);
		const socket = connect(Number(port), '127.0.0.1', () => socket.write(request));
		socket.on('data', (part) => (answer += part.toString()));
		socket.on('close', () => resolve(answer));
		socket.on('error', reject);
	});
}
