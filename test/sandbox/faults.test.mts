import { incoming, openChannel, verdict } from './client.mts';

let opened: Awaited<ReturnType<typeof openChannel>>;
beforeEach(async () => {
	opened = await openChannel();
});
afterEach(() => opened.sandbox.close());

it('answers in the service’s place so many times, on so many kinds of request', async () => {
	const { sandbox, send, call, scopeId } = opened;
	const body = { retry_after: 2 };
	const headers = { 'Retry-After': '2' };
	sandbox.faults.add({ type: 'status', status: 429, headers, body, times: 2, on: 'send' });
	const history = () => call('GET', `/${scopeId}/chats/none/history`);
	expect((await history()).status).toBe(204);
	for (let time = 0; time < 2; time++) {
		const limited = await send(incoming());
		expect([limited.status, limited.headers.get('retry-after'), limited.json()]).toEqual([
			429,
			'2',
			body,
		]);
	}
	expect(verdict(sandbox)).toMatchObject({ verdict: 'faulted', detail: 'status 429' });
	expect((await send(incoming())).status).toBe(200);
});

it('answers with a page, or badly after the work is done', async () => {
	const { sandbox, send } = opened;
	const html = { headers: { 'content-type': 'text/html' }, body: '<h1>Bad gateway</h1>' };
	sandbox.faults.add({ type: 'status', status: 502, ...html, times: 1 });
	const page = await send(incoming());
	expect([page.status, page.headers.get('content-type'), page.text]).toEqual([
		502,
		'text/html',
		html.body,
	]);
	expect(sandbox.messages()).toHaveLength(0);

	sandbox.faults.add({ type: 'status', status: 500, when: 'after', times: 1 });
	expect((await send(incoming())).status).toBe(500);
	expect(sandbox.messages()).toHaveLength(1);
	expect(verdict(sandbox).verdict).toBe('faulted');
});

it('drops the connection before or after the work', async () => {
	const { sandbox, send } = opened;
	for (const [when, stored] of [
		['before', 0],
		['after', 1],
	] as const) {
		sandbox.faults.add({ type: 'drop', when, times: 1 });
		const reset = { cause: { code: 'ECONNRESET' } };
		await expect(send(incoming())).rejects.toMatchObject(reset);
		expect(sandbox.messages()).toHaveLength(stored);
		expect(verdict(sandbox).verdict).toBe('faulted');
		expect(sandbox.requests.at(-1)).not.toHaveProperty('status');
	}
});

it('hangs, and can be closed all the same', async () => {
	const { sandbox, send } = opened;
	sandbox.faults.add({ type: 'hang' });
	const answered = new Promise((resolve) => sandbox.on('request', resolve));
	const hanging = send(incoming()).catch(() => 'gone');
	await answered;
	await sandbox.close();
	await expect(hanging).resolves.toBe('gone');
});

it('is slow', async () => {
	opened.sandbox.faults.add({ type: 'latency', ms: 80, times: 1 });
	await opened.send(incoming());
	expect(opened.sandbox.requests.at(-1)?.ms).toBeGreaterThan(70);
});

it('has a wrong clock: dates of answers and the window of signatures go together', async () => {
	const hour = 60 * 60_000;
	opened.sandbox.faults.add({ type: 'skew', ms: hour, times: 1 });
	const answer = await opened.send(incoming());
	expect(answer.status).toBe(403);
	expect(verdict(opened.sandbox).check).toBe('date-window');
	const ahead = Date.parse(answer.headers.get('date') ?? '') - Date.now();
	expect(Math.abs(ahead - hour)).toBeLessThan(2000);
	expect((await opened.send(incoming())).status).toBe(200);
});
