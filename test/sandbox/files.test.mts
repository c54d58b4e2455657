import { openChannel } from './client.mts';

let opened: Awaited<ReturnType<typeof openChannel>>;
beforeAll(async () => {
	opened = await openChannel();
});
afterAll(() => opened.sandbox.close());

async function upload(name: string, type: string, body: string | Buffer) {
	const path = `/sandbox/files?name=${encodeURIComponent(name)}`;
	const headers = { 'content-type': type };
	const response = await fetch(opened.sandbox.url + path, { method: 'POST', headers, body });
	return (await response.json()) as {
		url: string;
		name: string;
		size: number;
		messageType: string;
	};
}

it('gives a file an address, and the type of message that suits it', async () => {
	const bytes = Buffer.from([0, 1, 2, 255]);
	const { url, ...facts } = await upload('отчёт 1.pdf', 'application/pdf', bytes);
	expect(facts).toMatchObject({ name: 'отчёт 1.pdf', size: 4, messageType: 'file' });
	const response = await fetch(url);
	expect(Buffer.from(await response.arrayBuffer())).toEqual(bytes);
	expect(response.headers.get('content-disposition')).toBe('attachment');
});

it.each([
	['image/png', 'picture'],
	['video/mp4', 'video'],
	['audio/ogg', 'voice'],
	['audio/mpeg', 'audio'],
	['image/svg+xml', 'file'],
])('takes %s for a %s', async (type, messageType) => {
	expect(await upload('a', type, 'x')).toMatchObject({ messageType });
});

it.each(['text/html', 'image/svg+xml', 'text/javascript'])('never shows %s', async (type) => {
	const { url } = await upload('a', type, '<script>alert(1)</script>');
	const { headers } = await fetch(url);
	expect(headers.get('content-disposition')).toBe('attachment');
	expect(headers.get('content-security-policy')).toContain('sandbox');
	expect(headers.get('x-content-type-options')).toBe('nosniff');
});

it('has a limit, and knows what it has not', async () => {
	const path = `${opened.sandbox.url}/sandbox/files?name=a`;
	const body = Buffer.alloc(17 * 1024 * 1024);
	// The sandbox hangs up as soon as it knows the size, which may break the sending.
	const refused = await fetch(path, { method: 'POST', body }).catch(() => ({ status: 413 }));
	expect(refused.status).toBe(413);
	const none = await fetch(`${opened.sandbox.url}/sandbox/files/none/a`);
	expect(none.status).toBe(404);
});
