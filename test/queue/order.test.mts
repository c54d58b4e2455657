import { actionNode, doorNode, postJson, publishChain, type Scene } from '../e2e/scene.mts';
import { node } from '../../sandbox/n8n/workflow.mts';
import { control } from './control.mts';
import { openBusyScene } from './scene.mts';

jest.setTimeout(300_000);

const EXECUTIONS = 10;
const CHATS = 10;
const PER_CHAT = 10;
const MAX_CONCURRENCY = 4;
let scene: Scene;

beforeAll(async () => {
	scene = await openBusyScene();
});
afterAll(() => scene.sandbox.close());

/** A run's messages, its chats mixed, numbered within each. */
function messages(run: number) {
	return Array.from({ length: CHATS * PER_CHAT }, (_, index) => ({
		chat: `run-${run}-chat-${index % CHATS}`,
		text: `${run}/${index % CHATS}/${Math.floor(index / CHATS)}`,
	}));
}

test('1,000 messages of ten executions over two workers: in order within each chat, and no more at once than asked for', async () => {
	const { sandbox, n8n } = scene;
	sandbox.faults.add({ type: 'latency', ms: 30, on: 'send' });
	const door = doorNode();
	const before = await control.finishedByWorker();
	await publishChain(
		scene,
		'order',
		door,
		node('Items', 'n8n-nodes-base.splitOut', { fieldToSplitOut: 'body.messages', options: {} }),
		actionNode(scene, {
			...{ resource: 'message', operation: 'send', direction: 'fromClient' },
			...{ conversationId: '={{ $json.chat }}', senderId: '={{ $json.chat }}', senderName: 'Ann' },
			...{ messageType: 'text', text: '={{ $json.text }}' },
			options: { maxConcurrency: MAX_CONCURRENCY },
		}),
	);
	const started = Date.now();
	const answers = await Promise.all(
		Array.from({ length: EXECUTIONS }, (_, run) =>
			postJson(`${n8n.url}/webhook/${door.webhookId}`, { messages: messages(run) }),
		),
	);
	expect(answers.map(({ status }) => status)).toEqual(Array(EXECUTIONS).fill(200));
	const seconds = (Date.now() - started) / 1000;

	const arrived = new Map<string, number[]>();
	for (const { content } of sandbox.messages()) {
		const [run, chat, number] = (content.text ?? '').split('/');
		const key = `${run}/${chat}`;
		arrived.set(key, [...(arrived.get(key) ?? []), Number(number)]);
	}
	const inOrder = Array.from({ length: PER_CHAT }, (_, number) => number);
	expect(arrived.size).toBe(EXECUTIONS * CHATS);
	expect([...arrived.values()].filter((numbers) => numbers.join() !== inOrder.join())).toEqual([]);

	const highest = Array.from({ length: EXECUTIONS }, (_, run) => mostAtOnce(run));
	console.log(
		`1,000 messages in ${seconds.toFixed(1)} s, at once per execution: ${highest.join()}`,
	);
	expect(Math.max(...highest)).toBeLessThanOrEqual(MAX_CONCURRENCY);
	expect(Math.max(...highest)).toBeGreaterThan(1);
	const after = await control.finishedByWorker();
	const byWorker = after.map((count, index) => count - (before[index] ?? 0));
	console.log(`executions by worker: ${byWorker.join()}`);
	expect(byWorker.filter((count) => count > 0).length).toBeGreaterThanOrEqual(2);
});

/** How many requests of a run were under way at the same time. */
function mostAtOnce(run: number): number {
	const steps = scene.sandbox.requests
		.filter(({ body }) => String(body).includes(`"run-${run}-chat-`))
		.flatMap(({ at, ms = 0 }) => [
			{ at, by: 1 },
			{ at: at + ms, by: -1 },
		])
		.sort((a, b) => a.at - b.at || a.by - b.by);
	let now = 0;
	return Math.max(...steps.map(({ by }) => (now += by)));
}
