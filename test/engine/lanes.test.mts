import type { INodeParameters } from 'n8n-workflow';
import type { Job } from './harness.mts';
import { bodyOf, clientText, type Scene } from './scene.mts';
import { openStage, runOnStage, scene } from './stage.mts';

openStage();

const run = async (job: Partial<Job>, options: INodeParameters = {}) =>
	await runOnStage({
		parameters: { ...clientText, options: { maxRetries: 0, ...options } },
		...job,
	});

/** `count` messages of `chats` chats that take turns. */
const messages = (count: number, chats: number) =>
	Array.from({ length: count }, (_, index) => ({
		chat: `chat ${index % chats}`,
		text: String(index),
	}));

/** Watches how many requests are under way in the service at once. */
function watchInFlight() {
	const seen = { most: 0 };
	const watch = setInterval(() => {
		const pending = scene.sandbox.requests.filter(({ verdict }) => verdict === 'pending').length;
		seen.most = Math.max(seen.most, pending);
	}, 2);
	return { seen, stop: () => clearInterval(watch) };
}

const chatOf = (request: Scene['sandbox']['requests'][number]) =>
	String(bodyOf(request).payload?.conversation_id);

test('many chats at once, each in the order of its messages, and the results in that of the items', async () => {
	scene.sandbox.faults.add({ type: 'latency', ms: 1, upTo: 30 });
	const items = messages(200, 20);
	const watch = watchInFlight();
	const { outputs } = await run({ items });
	watch.stop();
	for (const { chat } of items.slice(0, 20)) {
		const wanted = items.filter((item) => item.chat === chat).map(({ text }) => text);
		const arrived = scene.sandbox.requests.filter((request) => chatOf(request) === chat);
		expect(
			arrived.map((request) => (bodyOf(request).payload?.message as { text: string }).text),
		).toEqual(wanted);
		// No message is begun before the one ahead of it has been answered.
		arrived.slice(1).forEach(({ at }, index) => {
			expect(at).toBeGreaterThanOrEqual((arrived[index]?.at ?? 0) + (arrived[index]?.ms ?? NaN));
		});
	}
	expect(outputs[0]?.map(({ pairedItem }) => pairedItem)).toEqual(
		items.map((_, item) => ({ item })),
	);
	expect(watch.seen.most).toBeGreaterThan(5);
});

test.each([1, 3])('never more than Max Concurrency %i under way', async (maxConcurrency) => {
	scene.sandbox.faults.add({ type: 'latency', ms: 20 });
	const watch = watchInFlight();
	await run({ items: messages(12, 12) }, { maxConcurrency });
	watch.stop();
	expect(watch.seen.most).toBe(maxConcurrency);
	expect(scene.texts()).toHaveLength(12);
});

test('an item that fails stops what has not begun; what has begun is awaited and told', async () => {
	scene.sandbox.faults.add({ type: 'status', status: 400, times: 1 });
	scene.sandbox.faults.add({ type: 'latency', ms: 50 });
	const { error } = await run({ items: messages(40, 40) }, { maxConcurrency: 4 });
	expect(scene.sandbox.requests.length).toBeLessThanOrEqual(8);
	expect(scene.sandbox.requests.every(({ verdict }) => verdict !== 'pending')).toBe(true);
	const done = scene.texts().map(Number);
	expect(done.length).toBeGreaterThan(0);
	expect(error?.description).toContain(`of 40.`);
	const told = error?.description?.match(/items ([\d, -]+) of/)?.[1] ?? '';
	const ranges = told.split(', ').map((range) => range.split('-').map(Number));
	const isTold = (item: number) =>
		ranges.some(([from = 0, to = from]) => item >= from && item <= to);
	expect(messages(40, 40).filter((_, item) => isTold(item))).toHaveLength(done.length);
	expect(done.every(isTold)).toBe(true);
});

test('cancelling the execution stops further sends', async () => {
	scene.sandbox.faults.add({ type: 'latency', ms: 60 });
	await run(
		{ items: messages(50, 1), onStart: (cancel) => void setTimeout(cancel, 150) },
		{ maxConcurrency: 1 },
	);
	const count = scene.sandbox.requests.length;
	expect(count).toBeLessThan(10);
	await new Promise((resolve) => setTimeout(resolve, 200));
	expect(scene.sandbox.requests).toHaveLength(count);
});

test.each([
	['maxConcurrency', 0],
	['maxConcurrency', 1.5],
	['maxRetries', -1],
	['timeout', 'soon'],
])('%s %j is a wrong form', async (name, value) => {
	const { error } = await run({ items: messages(1, 1) }, { [name]: value });
	expect(error).toMatchObject({ name: 'NodeOperationError', context: { itemIndex: 0 } });
	expect(error?.message).toMatch(
		/^'Options > (Max Concurrency|Max Retries|Timeout \(Milliseconds\))' is/,
	);
	expect(scene.sandbox.requests).toHaveLength(0);
});
