import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { INodeParameters } from 'n8n-workflow';
import type { Job } from './harness.mts';
import { clientText, texts } from './scene.mts';
import { openStage, runOnStage, scene } from './stage.mts';

openStage();

const run = async (job: Partial<Job>, options: INodeParameters = {}) =>
	await runOnStage({
		parameters: { ...clientText, options },
		items: texts('one'),
		...job,
	});

const requests = () => scene.sandbox.requests;

/** Each request was signed by itself, and is the same message. */
function expectSameMessage() {
	expect(new Set(scene.sentIds()).size).toBe(1);
	expect(requests().map(({ verdict }) => verdict)).not.toContain('refused');
}

test.each([
	{ type: 'status', status: 429 },
	{ type: 'status', status: 500 },
	{ type: 'status', status: 502 },
	{ type: 'status', status: 503 },
	{ type: 'status', status: 504 },
	{ type: 'drop' },
] as const)('$type $status is repeated under the same message ID', async (fault) => {
	scene.sandbox.faults.add({ ...fault, times: 1 });
	const { run: execution } = await run({});
	expect(execution.status).toBe('success');
	expect(requests()).toHaveLength(2);
	expectSameMessage();
	expect(scene.texts()).toEqual(['one']);
});

test('a repetition has a date and a signature of its own', async () => {
	const retryAfter = { 'retry-after': '2' };
	scene.sandbox.faults.add({ type: 'status', status: 429, headers: retryAfter, times: 1 });
	await run({});
	const [first, second] = requests().map(({ headers }) => headers);
	expect(second?.date).not.toBe(first?.date);
	expect(second?.['x-signature']).not.toBe(first?.['x-signature']);
	expect(second?.['content-md5']).toBe(first?.['content-md5']);
});

test('a refused connection is tried again until somebody listens', async () => {
	const server = createServer((_, response) => response.end('{"new_message":{"msgid":"1"}}'));
	const open = async (port: number) =>
		await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
	await open(0);
	const { port } = server.address() as AddressInfo;
	await new Promise((resolve) => server.close(resolve));
	const credential = { ...scene.credential, customBaseUrl: `http://127.0.0.1:${port}` };
	const { run: execution } = await run({
		credential,
		onStart: () => void setTimeout(() => void open(port), 300),
	});
	expect(execution.status).toBe('success');
	server.closeAllConnections();
	server.close();
});

test('a host that nobody knows is not looked for again', async () => {
	const credential = { ...scene.credential, customBaseUrl: 'http://amojo.invalid' };
	const started = Date.now();
	const { error } = await run({ credential });
	expect(error?.message).toBe('The host amojo.invalid is not known');
	expect(Date.now() - started).toBeLessThan(3000);
});

test('no answer within Timeout is repeated', async () => {
	scene.sandbox.faults.add({ type: 'hang', times: 1 });
	const { run: execution } = await run({}, { timeout: 200 });
	expect(execution.status).toBe('success');
	expect(scene.texts()).toEqual(['one']);
});

test.each([400, 403, 404, 501])('%i is not repeated', async (status) => {
	scene.sandbox.faults.add({ type: 'status', status });
	const { run: execution } = await run({});
	expect(execution.status).toBe('error');
	expect(requests()).toHaveLength(1);
});

test('after Max Retries it fails with the last answer', async () => {
	scene.sandbox.faults.add({ type: 'status', status: 503 });
	const { error } = await run({}, { maxRetries: 2 });
	expect(error).toMatchObject({ name: 'NodeApiError', httpCode: '503' });
	expect(requests()).toHaveLength(3);
});

test.each([
	{ type: 'drop', when: 'after' },
	{ type: 'status', status: 500, when: 'after' },
	{ type: 'status', status: 502, when: 'after' },
] as const)('$type $status after it was carried out: refused as known is done', async (fault) => {
	scene.sandbox.faults.add({ ...fault, times: 1 });
	const options = { messageId: 'own-1' };
	const { run: execution, outputs } = await run({}, options);
	expect(execution.status).toBe('success');
	expect(requests().map(({ check }) => check)).toEqual([undefined, 'duplicate']);
	expect(scene.texts()).toEqual(['one']);
	expect(outputs[0]?.[0]?.json).toMatchObject({ externalMessageId: 'own-1' });
	expect(outputs[0]?.[0]?.json).not.toHaveProperty('messageId');
});

test('429 holds up the whole run for as long as amoCRM asks', async () => {
	const items = Array.from({ length: 30 }, (_, n) => ({ chat: `chat ${n}`, text: String(n) }));
	const retryAfter = { 'retry-after': '1' };
	scene.sandbox.faults.add({ type: 'status', status: 429, headers: retryAfter, times: 20 });
	const { run: execution } = await run({ items });
	expect(execution.status).toBe('success');
	expect(scene.texts()).toHaveLength(30);
	const times = requests().map(({ at }) => at);
	const [refused, accepted] = [times.slice(0, 20), times.slice(20)];
	expect(Math.min(...accepted) - Math.max(...refused)).toBeGreaterThanOrEqual(900);
});

test('the wait may stand in the body', async () => {
	const body = { status: 429, retry_after: 1 };
	scene.sandbox.faults.add({ type: 'status', status: 429, body, times: 1 });
	await run({});
	const [first = 0, second = 0] = requests().map(({ at }) => at);
	expect(second - first).toBeGreaterThanOrEqual(950);
});

test('cancelling ends a long wait, and nothing is sent after it', async () => {
	const retryAfter = { 'retry-after': '30' };
	scene.sandbox.faults.add({ type: 'status', status: 429, headers: retryAfter });
	const started = Date.now();
	await run({ onStart: (cancel) => void setTimeout(cancel, 300) });
	await new Promise((resolve) => setTimeout(resolve, 600));
	expect(Date.now() - started).toBeLessThan(5000);
	expect(requests()).toHaveLength(1);
});
