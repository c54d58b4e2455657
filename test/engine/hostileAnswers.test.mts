import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import type { INodeParameters } from 'n8n-workflow';
import { loadBuilt, type Built } from './built.mts';
import { runNode, type Job } from './harness.mts';
import { clientText, texts } from './scene.mts';

type Answer = (response: ServerResponse, request: IncomingMessage) => unknown;

let built: Built;
let server: Server;
let answer: Answer;
let asked: IncomingMessage[];

beforeAll(async () => {
	built = await loadBuilt();
});
beforeEach(async () => {
	asked = [];
	server = createServer((request, response) => {
		asked.push(request);
		request.resume().on('end', () => void answer(response, request));
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterEach(() => {
	server.closeAllConnections();
	server.close();
});

const host = () => `127.0.0.1:${(server.address() as AddressInfo).port}`;
const credential = () => ({
	...{ baseUrl: 'custom', customBaseUrl: `http://${host()}` },
	channelId: '344a5002-f8ca-454d-af3d-396180102ac7',
	channelSecret: '0123456789abcdef0123456789abcdef01234567',
	accountId: '52e591f7-c98f-4255-8495-827210138c81',
});

async function run(options: INodeParameters = {}, job: Partial<Job> = {}) {
	const parameters = { ...clientText, options: { maxRetries: 0, ...options } };
	const items = texts('one');
	const started = Date.now();
	const outcome = await runNode(built, { credential: credential(), parameters, items, ...job });
	const stored = JSON.stringify(outcome.run.data);
	return { ...outcome, stored, took: Date.now() - started };
}

const json = (status: number, body: unknown): Answer => {
	return (response) => {
		response.writeHead(status, { 'content-type': 'application/json' });
		response.end(typeof body === 'string' ? body : JSON.stringify(body));
	};
};

describe('one exchange takes no longer than Timeout', () => {
	test.each([200, 400])('though the answer drips (%i)', async (status) => {
		answer = async (response) => {
			response.writeHead(status, { 'content-type': 'application/json' });
			while (!response.destroyed) {
				response.write(' ');
				await sleep(100);
			}
		};
		const { error, took } = await run({ timeout: 1000 });
		expect(error?.message).toBe(`${host()} did not answer in time`);
		expect(took).toBeLessThan(4000);
	});

	test('though the headers drip', async () => {
		answer = async ({ socket }) => {
			socket?.write('HTTP/1.1 200 OK\r\n');
			while (socket?.writable) {
				socket.write('x-drip: 1\r\n');
				await sleep(100);
			}
		};
		const { error, took } = await run({ timeout: 1000 });
		expect(error?.message).toBe(`${host()} did not answer in time`);
		expect(took).toBeLessThan(4000);
	});

	test('and a cancelled execution ends one at once', async () => {
		answer = (response) => response.writeHead(200).write(' ');
		const { took } = await run(
			{ timeout: 60_000 },
			{ onStart: (cancel) => void setTimeout(cancel, 500) },
		);
		await sleep(200);
		expect(took).toBeLessThan(5000);
		expect(asked.every(({ socket }) => socket.destroyed)).toBe(true);
	});
});

describe('no more is taken than an answer can be', () => {
	const PIECE = Buffer.alloc(64 * 1024, 'x');
	const endless = (status: number, sent: { bytes: number }): Answer => {
		return async (response) => {
			response.writeHead(status);
			const closed = new Promise((done) => response.once('close', done));
			while (!response.destroyed) {
				sent.bytes += PIECE.length;
				if (response.write(PIECE)) continue;
				await Promise.race([new Promise((done) => response.once('drain', done)), closed]);
			}
		};
	};

	test.each([
		[200, 'What answers at this host is not the Chats API'],
		[400, 'amoCRM did not accept the data of the request'],
		[502, 'amoCRM is not available at the moment (status 502)'],
	])('of an endless one with %i', async (status, message) => {
		const sent = { bytes: 0 };
		answer = endless(status, sent);
		const { error, stored } = await run();
		expect(error?.message).toBe(message);
		expect(sent.bytes).toBeLessThan(32 * 1024 * 1024);
		expect(stored.length).toBeLessThan(50_000);
	});

	test('of one that is small while it travels', async () => {
		// Compressed pieces may follow one another, and are unpacked as one.
		const megabyte = gzipSync(Buffer.alloc(1024 * 1024, ' '));
		const bomb = Buffer.concat(Array.from({ length: 300 }, () => megabyte));
		answer = (response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb);
		const before = process.memoryUsage().rss;
		const { error } = await run();
		expect(error?.message).toBe('What answers at this host is not the Chats API');
		expect(process.memoryUsage().rss - before).toBeLessThan(200 * 1024 * 1024);
	});

	test.each(['error_description', 'error_type', 'retry_after', 'title', 'text'])(
		'a long %s fills neither the error nor the stored execution',
		async (field) => {
			for (const [status, length] of [
				[400, 20_000_000],
				[429, 60_000],
				[200, 3_000_000],
			] as const) {
				answer = json(status, { [field]: 'x'.repeat(length) });
				const { error, stored } = await run();
				expect(error).toBeDefined();
				expect(`${error?.message}${error?.description}`.length).toBeLessThan(1500);
				expect(stored.length).toBeLessThan(50_000);
			}
		},
	);

	test.each([200, 400])('JSON that is 100,000 levels deep is not the API (%i)', async (status) => {
		for (const [open, close] of [
			['[', ']'],
			['{"messages":', '}'],
		]) {
			answer = json(status, `${open?.repeat(100_000)}1${close?.repeat(100_000)}`);
			const { error, stored } = await run();
			expect(error).toMatchObject({ name: 'NodeApiError' });
			expect(error?.message).not.toMatch(/call stack/i);
			expect(stored.length).toBeLessThan(50_000);
		}
	});
});

describe('a proxy that echoes the request gives its signature to nobody', () => {
	const echo = (status: number, type: 'json' | 'text' | 'html'): Answer => {
		return (response, { headers }) => {
			const all = { ...headers, authorization: 'Basic Zm9vYmFyYmF6' };
			const lines = Object.entries(all).map(([name, value]) => `${name}: ${String(value)}`);
			const body = {
				json: JSON.stringify({ error_type: 'ECHO', error_description: lines.join(), headers: all }),
				text: lines.join('\r\n'),
				html: `<pre>${lines.join('</pre><pre>')}</pre>`,
			}[type];
			response.writeHead(status, { ...headers, 'content-type': 'text/plain' }).end(body);
		};
	};

	test.each([
		[200, 'json'],
		[200, 'html'],
		[400, 'json'],
		[403, 'text'],
		[404, 'html'],
		[502, 'text'],
	] as const)('with %i as %s', async (status, type) => {
		answer = echo(status, type);
		for (const job of [{}, { settings: { onError: 'continueErrorOutput' as const } }]) {
			const { stored } = await run({}, job);
			const signature = String(asked.at(-1)?.headers['x-signature']);
			expect(signature).toMatch(/^[0-9a-f]{40}$/);
			expect(stored).not.toContain(signature);
			expect(stored).not.toContain('Zm9vYmFyYmF6');
		}
	});

	test('nor does an answer that lacks what it promised, nor a tool', async () => {
		answer = (response, { headers }) => json(200, { args: {}, headers })(response, asked[0]!);
		for (const job of [{}, { type: 'tool' as const }]) {
			const { stored, run: execution } = await run({}, job);
			expect(JSON.stringify(execution.data.resultData)).toContain('answered without');
			expect(stored).not.toContain(String(asked.at(-1)?.headers['x-signature']));
		}
	});
});

describe('the number in the body counts', () => {
	const sender = 'amoCRM did not recognize the sender of an outgoing message';
	const refusal = {
		...{ status: 0, error_code: 453, error_type: 'ORIGIN_USER_ERROR' },
		error_description: 'sender: user not found',
	};

	test.each([200, 400, 453])('453 with status %i', async (status) => {
		answer = json(status, refusal);
		const { error, outputs } = await run();
		expect(error?.message).toBe(sender);
		expect(error?.description).toContain('ORIGIN_USER_ERROR, sender: user not found');
		expect(outputs.flat()).toEqual([]);
	});

	test('a good status with a refusal in the body is an error that shows the answer', async () => {
		answer = json(200, { status: 'error', text: 'nothing done' });
		const { error } = await run();
		expect(error?.message).toBe('amoCRM answered that it did not carry out the request');
		expect(error?.description).toContain('nothing done');
	});
});

test.each([
	['/v2/origin/custom', 'has a path'],
	['?x=1', 'has a query'],
])('a host with %s behind it is named as the fault, and nothing is sent', async (rest, fault) => {
	const wrong = { ...credential(), customBaseUrl: `http://${host()}${rest}` };
	const { error } = await run({}, { credential: wrong });
	expect(error?.message).toContain(`'Custom Host' of the credential ${fault}`);
	expect(asked).toEqual([]);
});
