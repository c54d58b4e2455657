import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import {
	actionNode,
	doorNode,
	openScene,
	postJson,
	publishChain,
	type Scene,
} from '../e2e/scene.mts';
import { openExample, type Example } from './example.mts';
import { fieldsOf, standInFor, type Reply, type StandIn } from './outside/standIn.mts';

const key = `Bearer ${randomUUID()}`;
/** Longer than the Bridge waits by itself. */
const down: Reply = { status: 503, body: { error: 'It is being repaired', retryAfter: 60 } };
const accepted: Reply = { body: { status: 'delivered' } };

let scene: Scene;
let messenger: StandIn;
let example: Example;
/** The next answers; after them everything is accepted. */
let replies: Reply[];
let texts: unknown[];

beforeAll(async () => {
	scene = await openScene();
	messenger = await standInFor(['messenger.example.com'], async (call) => {
		if (call.headers.authorization !== key) return { status: 401, body: {} };
		texts.push((await fieldsOf(call)).text);
		return replies.shift() ?? accepted;
	});
	example = await openExample(scene, 'failed-deliveries', {
		credentials: { httpHeaderAuth: { name: 'Authorization', value: key } },
		// Nobody waits an hour for a test.
		values: { '[2, 10, 60]': '[2, 1, 1]', minutes: 'seconds' },
	});
	const client = { conversationId: 'chat-1', senderId: 'client-1', senderName: 'Ann' };
	const door = doorNode();
	await publishChain(scene, 'client', door, actionNode(scene, { ...client, text: 'Hello' }));
	await postJson(`${scene.n8n.url}/webhook/${door.webhookId}`, {});
});
beforeEach(() => {
	replies = [];
	texts = [];
});
afterAll(async () => {
	await scene.n8n.unpublish(example.id);
	messenger.close();
	await scene.sandbox.close();
});

async function managerWrites(text: string) {
	const { message } = await scene.sandbox.managerWrites({ conversationId: 'chat-1', text });
	return () => scene.sandbox.find(message.id)?.delivery ?? { status: 'lost' as const };
}

test('what arrives at once is delivered', async () => {
	const delivery = await managerWrites('Good day');
	await example.succeeds();
	expect(delivery().status).toBe('delivered');
	expect(texts).toEqual(['Good day']);
});

test('while the messenger is down the manager sees it, and then that it arrived', async () => {
	replies = [down, down, down];
	const delivery = await managerWrites('Is it urgent?');
	for (const end = Date.now() + 10_000; delivery().status === 'sent' && Date.now() < end;) {
		await sleep(20);
	}
	expect(delivery()).toMatchObject({
		...{ status: 'error', errorCode: 903 },
		error: 'It is being repaired. Trying again in 2 seconds.',
	});
	await example.succeeds();
	expect(texts).toHaveLength(4);
	expect(delivery().status).toBe('delivered');
});

test('a long text goes on behind the parts that have arrived', async () => {
	replies = [accepted, down];
	const parts = ['a', 'b'].map((letter) => letter.repeat(40_000));
	const delivery = await managerWrites(parts.join('\n'));
	await example.succeeds();
	expect(texts).toEqual([parts[0], parts[1], parts[1]]);
	expect(delivery().status).toBe('delivered');
});

test('it is given up after the last pause', async () => {
	replies = [down, down, down, down];
	const delivery = await managerWrites('Anybody?');
	await example.succeeds();
	expect(texts).toHaveLength(4);
	expect(delivery()).toMatchObject({ status: 'error', error: 'It is being repaired.' });
});

test('what is refused for good is not tried again', async () => {
	replies = [{ status: 410, body: { error: 'The client is gone' } }];
	const delivery = await managerWrites('Blocked?');
	await example.succeeds();
	expect(texts).toHaveLength(1);
	expect(delivery()).toMatchObject({
		status: 'error',
		errorCode: 905,
		error: 'The client is gone.',
	});
});
