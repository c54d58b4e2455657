import { items } from '../../sandbox/n8n/executions.mts';
import { signHook } from '../../sandbox/api/signature.mts';
import { openScene, publishTrigger, type Scene } from './scene.mts';

let scene: Scene;
let workflowId: string;
let address: string;
const body = JSON.stringify({ account_id: 'a', time: 1, message: { message: { id: '1' } } });

beforeAll(async () => {
	scene = await openScene();
	workflowId = (await publishTrigger(scene)).id;
	scene.sandbox.addChat({ conversationId: 'chat-1' });
	const { hook } = await scene.sandbox.managerWrites({ conversationId: 'chat-1', text: 'first' });
	address = hook.url;
	await scene.n8n.nextExecution(workflowId);
});
afterAll(() => scene.sandbox.close());

/** The next good hook starts the next execution, so the bad one before it started none, not even a failed one. */
afterEach(async () => {
	const before = await scene.n8n.lastExecution(workflowId);
	const { message } = await scene.sandbox.managerWrites({ conversationId: 'chat-1', text: 'good' });
	const next = await scene.n8n.nextExecution(workflowId, before);
	expect(items(next, 'Trigger')).toMatchObject([{ messageId: message.id }]);
	const all = await scene.n8n.executions(workflowId);
	expect(all.filter(({ status }) => status !== 'success')).toEqual([]);
});

async function knock(sent: string | Buffer, headers: Record<string, string> = {}) {
	const answer = await fetch(address, {
		method: 'POST',
		headers: { 'content-type': 'application/json', ...headers },
		body: sent,
	});
	return { status: answer.status, text: await answer.text() };
}

const signed = (sent: string) => ({ 'x-signature': signHook(scene.secret, sent) });

test.each<[string, () => Record<string, string>]>([
	['forged', () => ({ 'x-signature': signHook('another secret', body) })],
	['made for another body', () => signed(`${body} `)],
	['missing', () => ({})],
	['empty', () => ({ 'x-signature': '' })],
	['not hexadecimal', () => ({ 'x-signature': 'z'.repeat(40) })],
	['too short', () => ({ 'x-signature': 'ab' })],
	['too long', () => ({ 'x-signature': 'a'.repeat(4000) })],
])('401 when the signature is %s', async (_what, headers) => {
	const before = (await scene.n8n.executions(workflowId)).length;
	expect(await knock(body, headers())).toEqual({ status: 401, text: '' });
	expect(await scene.n8n.executions(workflowId)).toHaveLength(before);
});

test('an empty body is refused', async () => {
	expect((await knock('')).status).toBe(401);
	expect((await knock('', signed(''))).status).toBeGreaterThanOrEqual(400);
});

test.each(['null', '"text"', '[]', '1'])('the signed body %s is not a hook', async (sent) => {
	const { status } = await knock(sent, signed(sent));
	expect(status).toBeGreaterThanOrEqual(400);
	expect(status).toBeLessThan(500);
});

test('invalid JSON is refused, signed or not', async () => {
	for (const headers of [{}, signed('{"broken')]) {
		const { status } = await knock('{"broken', headers);
		expect(status).toBeGreaterThanOrEqual(400);
		expect(status).toBeLessThan(500);
	}
});

test('multipart is refused', async () => {
	const form = '--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n--x--\r\n';
	const type = { 'content-type': 'multipart/form-data; boundary=x' };
	expect((await knock(form, { ...signed(form), ...type })).status).toBe(401);
	expect((await knock('no parts at all', type)).status).toBeGreaterThanOrEqual(400);
});

test('another content type does not get around the signature', async () => {
	for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'application/xml', '?']) {
		const { status } = await knock(body, { 'content-type': type });
		expect(status).toBeGreaterThanOrEqual(400);
	}
});

test('17 MB are refused, by n8n itself', async () => {
	const huge = JSON.stringify({ text: 'x'.repeat(17 * 1024 * 1024) });
	expect((await knock(huge, signed(huge))).status).toBeGreaterThanOrEqual(400);
});

test.each(['GET', 'PUT', 'DELETE'])('%s is answered by n8n itself', async (method) => {
	const answer = await fetch(address, { method });
	expect(answer.status).toBe(404);
});
