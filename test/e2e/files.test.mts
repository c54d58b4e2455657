import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { items } from '../../sandbox/n8n/executions.mts';
import { node, type WorkflowNode } from '../../sandbox/n8n/workflow.mts';
import {
	actionNode,
	doorNode,
	hookAddress,
	openScene,
	postJson,
	publishChain,
	triggerNode,
	type Scene,
} from './scene.mts';
import { sha256 } from '../engine/fileServer.mts';

let scene: Scene;
let files: Awaited<ReturnType<typeof openFiles>>;
const conversationId = 'chat-1';

beforeAll(async () => {
	[scene, files] = await Promise.all([openScene(), openFiles()]);
	scene.sandbox.addChat({ conversationId, client: { id: 'client-1', name: 'Ann' } });
});
afterAll(async () => {
	files.close();
	await scene.sandbox.close();
});

const FILE = randomBytes(3_000_000);

/** A messenger's file server, which also takes what is posted to it. */
async function openFiles() {
	const taken: Array<{ type?: string; hash: string }> = [];
	const server = createServer((request, response) => {
		const pieces: Buffer[] = [];
		request.on('data', (piece: Buffer) => pieces.push(piece));
		request.on('end', () => {
			if (request.method === 'GET') {
				response.writeHead(200, { 'content-type': 'video/mp4' }).end(FILE);
				return;
			}
			const hash = sha256(Buffer.concat(pieces));
			taken.push({ type: request.headers['content-type'], hash });
			response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	return { url: `http://127.0.0.1:${port}`, taken, close: () => server.close() };
}

const http = (name: string, parameters: object): WorkflowNode =>
	node(name, 'n8n-nodes-base.httpRequest', { ...parameters }, { typeVersion: 4.2 });

/** As the Telegram node does: the message's file becomes the item's. */
const getFile = () =>
	http('Get File', {
		url: `${files.url}/clip.mp4`,
		options: { response: { response: { responseFormat: 'file' } } },
	});

/** Shows the test what the item has: n8n itself reads the file and posts it. */
const postFile = () =>
	http('Post File', {
		...{ method: 'POST', url: `${files.url}/taken`, sendBody: true },
		...{ contentType: 'binaryData', inputDataFieldName: 'data', options: {} },
	});

test("a messenger's file goes to amoCRM, which downloads the very same bytes", async () => {
	const door = doorNode();
	const send = actionNode(scene, {
		...{ resource: 'message', operation: 'send', direction: 'fromClient', conversationId },
		...{ senderId: 'client-1', senderName: 'Ann', messageType: 'video', mediaSource: 'binary' },
	});
	await publishChain(scene, 'binary to amoCRM', door, getFile(), send);
	const answer = await postJson(`${scene.n8n.url}/webhook/${door.webhookId}`, {});
	expect(await answer.json()).toHaveProperty('messageId');

	const { body } = scene.sandbox.requests.at(-1) ?? { body: '{}' };
	const { message } = (JSON.parse(body) as { payload: { message: Record<string, string> } })
		.payload;
	expect(message).toMatchObject({ file_name: 'clip.mp4', file_size: FILE.length });
	// As amoCRM does: without a login, some ask first.
	const media = String(message.media);
	const head = await fetch(media, { method: 'HEAD' });
	expect(head.headers.get('content-length')).toBe(String(FILE.length));
	const file = await fetch(media);
	expect(file.headers.get('content-type')).toBe('video/mp4');
	expect(sha256(new Uint8Array(await file.arrayBuffer()))).toBe(sha256(FILE));
	expect((await fetch(`${media}x`)).ok).toBe(false);
});

async function managerSendsFile(trigger: WorkflowNode & { webhookId: string }, name: string) {
	const downloads = { resource: 'message', operation: 'downloadMedia' };
	const isTriggers = 'downloadMedia' in (trigger.parameters.options as object);
	const action = actionNode(scene, { ...downloads, options: { allowPrivateAddresses: true } });
	const steps = isTriggers ? [postFile()] : [action, postFile()];
	const { id } = await publishChain(scene, name, trigger, ...steps);
	scene.sandbox.setWebhook(scene.channelId, hookAddress(scene, trigger));
	const { hook } = await scene.sandbox.managerWrites({
		...{ conversationId, type: 'video', media: `${files.url}/clip.mp4` },
		...{ fileName: 'Ролик.mp4', fileSize: FILE.length },
	});
	expect(hook).toMatchObject({ status: 200, answer: '' });
	const execution = await scene.n8n.nextExecution(id);
	expect(execution).toMatchObject({ status: 'success' });
	return items(execution, isTriggers ? 'Trigger' : 'Action');
}

test.each([
	['the trigger', { downloadMedia: true, allowPrivateAddresses: true }],
	['the operation Download Media', {}],
])("%s brings a manager's file out as the very same bytes", async (name, options) => {
	const json = await managerSendsFile(triggerNode(scene, { options }), name);
	expect(json).toMatchObject([{ event: 'message', fileName: 'Ролик.mp4' }]);
	expect(json[0]).not.toHaveProperty('mediaError');
	expect(files.taken.at(-1)).toEqual({ type: 'video/mp4', hash: sha256(FILE) });
	files.taken.length = 0;
});
