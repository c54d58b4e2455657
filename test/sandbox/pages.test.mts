import { openChannel } from './client.mts';

let opened: Awaited<ReturnType<typeof openChannel>>;
beforeAll(async () => {
	opened = await openChannel();
});
afterAll(() => opened.sandbox.close());

const get = (path: string) => fetch(opened.sandbox.url + path);

it.each(['/', '/phone'])('serves the page %s, which may run its own scripts only', async (path) => {
	const response = await get(path);
	const html = await response.text();
	const policy = response.headers.get('content-security-policy') ?? '';
	expect(policy).toContain("default-src 'none'");
	expect(policy).toMatch(/script-src 'self' 'sha256-[^' ]+';/);
	const addresses = [...html.matchAll(/(?:src|href)="([^"]+)"|": "(\/[^"]+)"/g)];
	expect(addresses.length).toBeGreaterThan(7);
	for (const [, plain, mapped] of addresses) {
		expect([plain ?? mapped, (await get(plain ?? mapped ?? '')).status]).toEqual([
			plain ?? mapped,
			200,
		]);
	}
});

it.each([
	'/pages/inbox/none.mjs',
	'/pages/inbox/%2e%2e%2fserve.mts',
	'/pages/%2e%2e/package.json',
	'/pages/lib/constructor.mjs',
	'/pages/serve.mts',
])('does not serve %s', async (path) => {
	expect((await get(path)).status).toBe(404);
});

it('tells a page what happens while it happens', async () => {
	const response = await get('/sandbox/events');
	const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
	let text = '';
	const until = async (wanted: RegExp) => {
		while (!wanted.test(text)) text += (await reader?.read())?.value ?? '';
	};
	await until(/retry/);
	opened.sandbox.addChat({ conversationId: 'c-1', client: { id: 'u', name: 'Ann' } });
	await until(/event: chat\ndata: \{.*"client":\{.*"name":"Ann"/);
	opened.sandbox.faults.add({ type: 'drop', times: 1 });
	await until(/event: faults\ndata: \[\{"type":"drop","times":1\}\]/);
	await opened.call('POST', `/${opened.scopeId}`, {}).catch(() => undefined);
	await until(/event: faults\ndata: \[\]/);
	opened.sandbox.reset();
	await until(/event: changed/);
	await reader?.cancel();
});
