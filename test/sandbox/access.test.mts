import { request, type IncomingMessage } from 'node:http';

import { incoming, openChannel, signedHeaders } from './client.mts';
import { openReceiver } from './receiver.mts';

let opened: Awaited<ReturnType<typeof openChannel>>;
let receiver: Awaited<ReturnType<typeof openReceiver>>;
beforeEach(async () => {
	opened = await openChannel();
	receiver = await openReceiver();
});
afterEach(async () => {
	receiver.close();
	await opened.sandbox.close();
});

interface Asked {
	method?: string;
	headers?: Record<string, string>;
	body?: object;
}

/** With headers that fetch does not let a caller set. */
async function ask(path: string, { method = 'GET', headers = {}, body }: Asked = {}) {
	const { port } = new URL(opened.sandbox.url);
	const text = body === undefined ? '' : JSON.stringify(body);
	const json = body === undefined ? {} : { 'content-type': 'application/json' };
	const response = await new Promise<IncomingMessage>((resolve, reject) => {
		const asked = request({ host: '127.0.0.1', port, path, method });
		for (const [name, value] of Object.entries({ ...json, ...headers }))
			asked.setHeader(name, value);
		asked.once('response', resolve).once('error', reject).end(text);
	});
	const chunks: Buffer[] = [];
	for await (const chunk of response) chunks.push(chunk as Buffer);
	return { status: response.statusCode, text: Buffer.concat(chunks).toString() };
}

const port = () => new URL(opened.sandbox.url).port;
const webhook = () => `/sandbox/channels/${opened.channel.id}/webhook`;

describe('the name it is called by', () => {
	it.each([
		'evil.example',
		'evil.example:8787',
		'127.0.0.1.evil.example',
		'localhost.evil.example',
		'x@127.0.0.1',
		'192.168.1.7',
		'0.0.0.0',
		'',
	])('%s gets nothing, of no route', async (host) => {
		for (const path of ['/sandbox/channels', '/sandbox/inbox', '/', '/messenger/phones', '/none']) {
			const { status, text } = await ask(path, { headers: { host } });
			expect([path, status]).toEqual([path, 403]);
			expect(text).not.toContain(opened.channel.secret);
		}
		const change = { method: 'PUT', headers: { host }, body: { url: receiver.url } };
		expect((await ask(webhook(), change)).status).toBe(403);
		expect(opened.sandbox.channels()[0]).not.toHaveProperty('webhookUrl');
	});

	it('is also asked of the Chats API, before anything is recorded', async () => {
		const body = { event_type: 'new_message', payload: incoming() };
		const target = `/v2/origin/custom/${opened.scopeId}`;
		const date = new Date().toUTCString().replace('GMT', '+0000');
		const signed = signedHeaders('POST', target, JSON.stringify(body), opened.channel.secret, date);
		const post = (host: string) =>
			ask(target, { method: 'POST', headers: { ...signed, host }, body });
		expect((await post('evil.example')).status).toBe(403);
		expect(opened.sandbox.requests).toEqual([]);
		expect((await post(`localhost:${port()}`)).status).toBe(200);
	});

	it.each(['localhost', 'LOCALHOST', '127.0.0.1', '127.0.0.53', '[::1]'])(
		'%s is this machine, with a port or without',
		async (name) => {
			for (const host of [name, `${name}:${port()}`]) {
				expect((await ask('/sandbox/channels', { headers: { host } })).status).toBe(200);
			}
		},
	);
});

describe('the page it is called from', () => {
	const change = (origin: string) => ({
		method: 'PUT',
		headers: { origin, host: `127.0.0.1:${port()}` },
		body: { url: receiver.url },
	});

	it('must be its own for whatever writes', async () => {
		const foreign = [
			'http://evil.example',
			'null',
			'http://127.0.0.1:1',
			`https://127.0.0.1:${port()}`,
		];
		for (const origin of foreign) {
			expect([origin, (await ask(webhook(), change(origin))).status]).toEqual([origin, 403]);
			const headers = { origin, host: `127.0.0.1:${port()}` };
			for (const path of ['/messenger/phones', '/sandbox/files', '/sandbox/state', '/none']) {
				const method = path === '/sandbox/state' ? 'DELETE' : 'POST';
				expect((await ask(path, { method, headers })).status).toBe(403);
			}
		}
		expect(opened.sandbox.channels()[0]).not.toHaveProperty('webhookUrl');
		expect((await ask(webhook(), change(opened.sandbox.url))).status).toBe(200);
		expect(opened.sandbox.channels()[0]).toHaveProperty('webhookUrl', receiver.url);
	});

	it('cannot read what it may not have: no answer allows another origin', async () => {
		const response = await fetch(`${opened.sandbox.url}/sandbox/token`, {
			headers: { origin: 'http://evil.example' },
		});
		expect(response.headers.get('access-control-allow-origin')).toBeNull();
	});
});

describe('raw webhooks', () => {
	const post = (headers: Record<string, string>) =>
		ask('/sandbox/hooks/raw', {
			method: 'POST',
			headers: { host: `localhost:${port()}`, ...headers },
			body: { body: 'anything' },
		});

	it('need the token, which whoever may read the sandbox can read', async () => {
		opened.sandbox.setWebhook(opened.channel.id, receiver.url);
		expect((await post({})).status).toBe(401);
		expect((await post({ 'x-sandbox-token': 'x' })).status).toBe(401);
		expect(receiver.received).toEqual([]);

		const { token } = JSON.parse((await ask('/sandbox/token')).text) as { token: string };
		expect(token).toBe(opened.sandbox.token);
		expect((await post({ 'x-sandbox-token': token })).status).toBe(200);
		expect(receiver.received).toHaveLength(1);
	});
});

describe('the address of webhooks', () => {
	it.each([
		'http://169.254.169.254/latest/meta-data',
		'http://192.168.1.1/:scope_id',
		'https://evil.example/webhook/:scope_id',
		'http://127.0.0.1.evil.example/',
		'http://127.0.0.1@evil.example/',
		'file:///etc/passwd',
		'ftp://127.0.0.1/',
		'http://:scope_id/',
		'no address',
	])('is on this machine, which %s is not', async (url) => {
		const { sandbox, channel } = opened;
		const headers = { host: `127.0.0.1:${port()}` };
		const set = await ask(webhook(), { method: 'PUT', headers, body: { url } });
		expect(set.status).toBe(400);
		expect(set.text).toContain('this machine only');
		const add = { method: 'POST', headers, body: { webhookUrl: url } };
		expect((await ask('/sandbox/channels', add)).status).toBe(400);
		expect(sandbox.channels()).toEqual([channel]);
	});

	it.each(['http://localhost:5678/webhook/a/:scope_id', 'http://[::1]/', 'https://127.0.0.2/x'])(
		'may be %s',
		(url) => {
			const { sandbox, channel } = opened;
			expect(sandbox.setWebhook(channel.id, url).webhookUrl).toBe(url);
		},
	);

	it('is judged again when a webhook leaves, as state of an earlier start may hold any', async () => {
		const { sandbox, channel } = opened;
		sandbox.setWebhook(channel.id, receiver.url);
		const [stored] = sandbox.channels();
		if (stored) stored.webhookUrl = 'http://192.0.2.1/';
		const hook = await sandbox.sendRawHook({ body: 'x' });
		expect(hook).toMatchObject({ error: expect.stringContaining('this machine only') });
		expect(hook).not.toHaveProperty('status');
	});
});

describe('names that every JavaScript object has', () => {
	const names = ['constructor', '__proto__', 'toString', 'hasOwnProperty', 'x'];
	const paths = [
		'/sandbox/media/NAME',
		'/sandbox/media/a.NAME',
		'/sandbox/messages/NAME',
		'/sandbox/chats/NAME/messages',
		'/sandbox/requests/NAME/explanation',
		'/sandbox/files/NAME/NAME',
		'/sandbox/NAME',
		'/messenger/phones/NAME/messages',
		'/pages/lib/NAME',
		'/pages/NAME/main.mjs',
		'/pages/inbox/NAME',
		'/NAME',
	];
	it.each(paths)('are 404 in %s', async (path) => {
		for (const name of names) {
			const { status } = await ask(path.replaceAll('NAME', name));
			expect([name, status]).toEqual([name, 404]);
		}
	});

	it('are 404 where something is changed, and change nothing', async () => {
		opened.sandbox.faults.add({ type: 'hang' });
		for (const name of names) {
			for (const path of [`/sandbox/faults/${name}`, `/sandbox/connections/${name}`]) {
				expect([path, (await ask(path, { method: 'DELETE' })).status]).toEqual([path, 404]);
			}
			const put = { method: 'PUT', body: { url: receiver.url } };
			expect((await ask(`/sandbox/channels/${name}/webhook`, put)).status).toBe(404);
		}
		expect(opened.sandbox.faults.list()).toHaveLength(1);
		expect(opened.sandbox.connections()).toHaveLength(1);
	});
});
