import { randomUUID } from 'node:crypto';
import { openScene, type Scene } from '../e2e/scene.mts';
import { openExample, type Example } from './example.mts';
import { fieldsOf, standInFor, type Reply, type StandIn } from './outside/standIn.mts';
import { ownRows, type OwnEnds } from './rows/own.mts';

const key = `Bearer ${randomUUID()}`;
const prefix = 'shop';
const conversationId = `${prefix}:chat-1`;
const client = { conversationId: 'chat-1', sender: { id: 'client-1', name: 'Ann' } };

let scene: Scene;
let messenger: StandIn;
let example: Example;
let ends: OwnEnds;
let reply: Reply;
const told: Array<Record<string, unknown>> = [];

beforeAll(async () => {
	scene = await openScene();
	messenger = await standInFor(['messenger.example.com'], async (call) => {
		if (call.headers.authorization !== key) return { status: 401, body: {} };
		told.push(await fieldsOf(call));
		return reply;
	});
	example = await openExample(scene, 'messenger', {
		credentials: { httpHeaderAuth: { name: 'Authorization', value: key } },
		parameters: {
			'From Messenger': { options: { accountPrefix: prefix, ownMessages: 'fromBot' } },
			'To Messenger': { options: { accountPrefix: prefix } },
		},
	});
	const settled = async (act: Promise<unknown>) => {
		await act;
		await example.succeeds();
	};
	const posts = (event: object) => bring({ ...client, ...event });
	ends = { scene, conversationId, settled, prefix, posts, told };
});
beforeEach(() => {
	reply = { body: { externalMessageId: `m-${told.length}`, status: 'delivered' } };
});
afterAll(async () => {
	await scene.n8n.unpublish(example.id);
	messenger.close();
	await scene.sandbox.close();
});

const knock = (body: object, authorization = key) =>
	fetch(example.webhook('Messenger'), {
		method: 'POST',
		headers: { 'content-type': 'application/json', authorization },
		body: JSON.stringify(body),
	});

async function bring(body: object): Promise<void> {
	expect((await knock(body)).status).toBe(200);
	await example.succeeds();
}

async function managerWrites(parts: object) {
	const { message } = await scene.sandbox.managerWrites({ conversationId, ...parts });
	await example.succeeds();
	return scene.sandbox.find(message.id) ?? message;
}

test("a client's message arrives, once, and a picture as one", async () => {
	const message = { event: 'message', ...client, messageId: 'c-1', text: 'Hello' };
	await bring(message);
	expect(scene.sandbox.find('c-1')?.content).toMatchObject({ type: 'text', text: 'Hello' });
	await bring(message);
	expect(scene.sandbox.messages()).toHaveLength(1);
	const mediaUrl = 'https://messenger.example.com/1.jpg';
	await bring({ ...message, messageId: 'c-2', mediaUrl, fileName: '1.jpg', fileSize: 3 });
	expect(scene.sandbox.find('c-2')?.content).toMatchObject({ type: 'picture', media: mediaUrl });
});

test('several events at once arrive in their order', async () => {
	const texts = ['one', 'two', 'three'];
	await bring(texts.map((text) => ({ ...client, messageId: text, text })));
	const arrived = scene.sandbox.messages().slice(-3);
	expect(arrived.map(({ content }) => content.text)).toEqual(texts);
});

test.each(Object.entries(ownRows.fromClient))('→ %s', async (_, run) => await run(ends));

test('when amoCRM is down the answer is 500, so that the message is sent again', async () => {
	const message = { ...client, messageId: 'c-3', text: 'Hello' };
	scene.sandbox.faults.add({ type: 'status', status: 403, on: 'send', times: 1 });
	expect((await knock(message)).status).toBe(500);
	expect((await example.nextExecution()).status).toBe('error');
	await bring(message);
	expect(scene.sandbox.find('c-3')?.content.text).toBe('Hello');
});

test('nobody else gets in', async () => {
	expect((await knock({}, 'Bearer nobody')).status).toBe(403);
});

test('a manager answers, sees it delivered and read, and the client quotes it', async () => {
	const text = 'Good day "Ann"\n:)';
	const { id, delivery } = await managerWrites({ text, replyTo: 'c-2' });
	expect(told.at(-1)).toMatchObject({
		...{ event: 'message', conversationId: 'chat-1', messageId: id, text },
		replyTo: { externalMessageId: 'c-2' },
	});
	expect(delivery.status).toBe('delivered');
	await bring({ event: 'status', messageId: id, status: 'read' });
	const message = scene.sandbox.find(id);
	expect(message?.delivery.status).toBe('read');
	const replyTo = message?.integrationId;
	await bring({ ...client, messageId: 'c-4', text: 'Thanks', replyTo });
	expect(scene.sandbox.find('c-4')?.replyTo).toMatchObject({ message: { msgid: replyTo } });
});

test.each(Object.entries(ownRows.toClient))('← %s', async (_, run) => await run(ends));

test('a manager sees why a message was not delivered', async () => {
	reply = { status: 410, body: { message: 'The client is gone' } };
	const { delivery } = await managerWrites({ text: 'Hi' });
	expect(delivery).toMatchObject({ status: 'error', errorCode: 905 });
	expect(delivery.error).toContain('The client is gone');
});
