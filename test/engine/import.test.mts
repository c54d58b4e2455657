import type { Job } from './harness.mts';
import { bodyOf } from './scene.mts';
import { openStage, runOnStage, scene } from './stage.mts';

openStage();

const parameters = {
	resource: 'message',
	operation: 'importHistory',
	direction: 'fromClient',
	conversationId: '={{ $json.chat }}',
	externalMessageId: '={{ $json.id }}',
	timestamp: '={{ $json.at }}',
	senderId: '={{ $json.chat }}',
	senderName: 'Ann',
	messageType: 'text',
	text: '={{ $json.text }}',
	options: { maxRetries: 0 },
};

const run = async (job: Partial<Job>) => await runOnStage({ parameters, ...job });
const errorOutput = { settings: { onError: 'continueErrorOutput' as const } };

const START = Date.UTC(2024, 4, 1);
const minutes = (count: number) => new Date(START + count * 60_000).toISOString();
const message = (chat: string, minute: number) => ({
	...{ chat, id: `${chat}-${minute}`, at: minutes(minute), text: `${chat} ${minute}` },
});
/** Two chats in disorder. */
const items = [
	...[message('a', 3), message('b', 2), message('a', 1), message('b', 9), message('a', 2)],
];

const payloads = () =>
	scene.sandbox.requests.map((request) => bodyOf(request).payload as Record<string, unknown>);
const idsOf = (chat: string) =>
	payloads()
		.filter(({ conversation_id }) => conversation_id === chat)
		.map(({ msgid }) => msgid);
const jsonOf = (output: Array<{ json: object }> | undefined) => output?.map(({ json }) => json);

test('each chat goes oldest first, at its own times, silent but for its newest message', async () => {
	const { outputs, task } = await run({ items });
	expect(idsOf('a')).toEqual(['a-1', 'a-2', 'a-3']);
	expect(idsOf('b')).toEqual(['b-2', 'b-9']);
	const silent = payloads().map(({ msgid, silent }) => [msgid, silent]);
	expect(Object.fromEntries(silent)).toEqual({
		...{ 'a-1': true, 'a-2': true, 'a-3': false },
		...{ 'b-2': true, 'b-9': false },
	});
	expect(payloads().find(({ msgid }) => msgid === 'a-2')).toMatchObject({
		timestamp: START / 1000 + 120,
		msec_timestamp: START + 120_000,
	});
	expect(outputs[0]?.map(({ json, pairedItem }) => [json.externalMessageId, pairedItem])).toEqual(
		items.map(({ id }, item) => [id, { item }]),
	);
	expect(task?.hints?.map(({ message }) => message)).toEqual(['Imported 5 messages of 2 chats']);
});

test('with Silent none makes a lead', async () => {
	await run({ items, parameters: { ...parameters, options: { silent: true } } });
	expect(payloads().map(({ silent }) => silent)).toEqual(items.map(() => true));
});

test('messages of the same moment keep the order of the items', async () => {
	const same = ['x', 'y', 'z'].map((id) => ({ ...message('a', 1), id }));
	await run({ items: same });
	expect(idsOf('a')).toEqual(['x', 'y', 'z']);
});

test('a chat stops at a message that fails; the others go on', async () => {
	scene.sandbox.on('request', () => {
		if (scene.sandbox.requests.length === 1) {
			scene.sandbox.faults.add({ type: 'status', status: 400, on: 'send', times: 1 });
		}
	});
	const one = { ...parameters, options: { maxRetries: 0, maxConcurrency: 1 } };
	const { outputs } = await run({ items, parameters: one, ...errorOutput });
	const [good = [], bad = []] = outputs;
	expect(scene.texts()).toEqual(['a 1', 'a 2', 'a 3']);
	expect(jsonOf(good)).toHaveLength(3);
	expect(jsonOf(bad)).toEqual([
		expect.objectContaining({ ...message('b', 2) }),
		expect.objectContaining({ ...message('b', 9) }),
	]);
	expect(String(bad[1]?.json.error)).toContain('Not sent, because item 1 of the same chat failed');
});

test('what came out of the error output can be fed in again', async () => {
	scene.sandbox.faults.add({ type: 'status', status: 400, times: 1 });
	const first = await run({ items, ...errorOutput });
	const rest = (first.outputs[1] ?? []).map(({ json }) => json);
	expect(rest.length).toBeGreaterThan(0);
	const second = await run({ items: rest, executionId: '2' });
	expect(second.run.status).toBe('success');
	expect([...scene.texts()].sort()).toEqual(items.map(({ text }) => text).sort());
});

test('the same import again sends each message under the same ID, and known ones are done', async () => {
	let seen = 0;
	scene.sandbox.on('request', () => {
		if (++seen === 2) scene.sandbox.faults.add({ type: 'status', status: 400, times: 1 });
	});
	const first = await run({ items });
	expect(first.run.status).toBe('error');
	const again = await run({ items, executionId: '2' });
	expect(again.run.status).toBe('success');
	expect(again.outputs[0]).toHaveLength(items.length);
	expect([...scene.texts()].sort()).toEqual(items.map(({ text }) => text).sort());
	const ids = new Set(scene.sentIds());
	expect(ids).toEqual(new Set(items.map(({ id }) => id)));
});

test.each([
	['timestamp', { at: '' }, "'Timestamp' is empty"],
	['message ID', { id: '' }, "'Own Message ID' is empty"],
])('without a %s nothing is imported', async (_what, wrong, problem) => {
	const { error } = await run({ items: [message('a', 1), { ...message('b', 1), ...wrong }] });
	expect(error).toMatchObject({ message: problem, context: { itemIndex: 1 } });
	expect(scene.sandbox.requests).toHaveLength(0);
});

test('a message whose place is not known holds up its chat, and no other', async () => {
	const wrong = { ...message('a', 2), at: 'yesterday' };
	const { outputs } = await run({ items: [...items, wrong], ...errorOutput });
	expect(idsOf('a')).toEqual([]);
	expect(idsOf('b')).toEqual(['b-2', 'b-9']);
	expect(outputs[1]).toHaveLength(4);
});

test('two messages of different chats under one ID are refused before anything is sent', async () => {
	const same = [message('a', 1), { ...message('b', 2), id: 'a-1' }];
	const { error } = await run({ items: same });
	expect(error).toMatchObject({
		message: "'Own Message ID' is also that of item 0, in another chat",
		context: { itemIndex: 1 },
	});
	expect(scene.sandbox.requests).toHaveLength(0);
});

test('the same message twice in one run is imported once', async () => {
	const { outputs } = await run({ items: [message('a', 1), message('a', 1)] });
	expect(outputs[0]).toHaveLength(2);
	expect(scene.sandbox.messages()).toHaveLength(1);
});
