import type { Job } from './harness.mts';
import { clientText, texts } from './scene.mts';
import { openStage, runOnStage, scene } from './stage.mts';

openStage();

const run = async (job: Partial<Job>) => await runOnStage({ parameters: clientText, ...job });
const retry = { retryOnFail: true, maxTries: 2, waitBetweenTries: 1 };

const differing = (ids: unknown[]) => new Set(ids).size;

test('Retry On Fail sends again under the same ID, so nothing arrives twice', async () => {
	scene.sandbox.faults.add({ type: 'status', status: 500, when: 'after', times: 1 });
	const { run: execution, outputs } = await run({ items: texts('one'), settings: retry });
	const [first, second] = scene.sentIds();
	expect(scene.sandbox.requests).toHaveLength(2);
	expect(second).toBe(first);
	expect(scene.texts()).toEqual(['one']);
	expect(execution.status).toBe('success');
	expect(outputs[0]?.[0]?.json).toEqual({
		direction: 'fromClient',
		conversationId: 'chat-1',
		timestamp: expect.stringMatching(/Z$/),
		externalMessageId: first,
	});
});

test('so it does for the items before the one that failed, and gets to those after it', async () => {
	scene.sandbox.on('request', () => {
		if (scene.sandbox.requests.length === 1) scene.sandbox.faults.add({ type: 'drop', times: 1 });
	});
	const items = texts('one', 'two', 'three');
	const { run: execution, outputs } = await run({ items, settings: retry });
	expect(execution.status).toBe('success');
	expect(scene.texts()).toEqual(['one', 'two', 'three']);
	expect(outputs[0]).toHaveLength(3);
	const [one, two, oneAgain] = scene.sentIds();
	expect(two).not.toBe(one);
	expect(oneAgain).toBe(one);
});

test('the report of the last try counts what an earlier one brought', async () => {
	scene.sandbox.on('request', () => {
		const { length } = scene.sandbox.requests;
		if (length === 2 || length === 3) scene.sandbox.faults.add({ type: 'drop', times: 1 });
	});
	const parameters = { ...clientText, options: { maxRetries: 0 } };
	const { error } = await run({ parameters, items: texts('one', 'two', 'three'), settings: retry });
	expect(scene.texts()).toEqual(['one', 'two']);
	expect(error?.description).toMatch(/Done: items 0-1 of 3\.$/);
});

test('a text that is another at each try keeps its ID, so nothing arrives twice', async () => {
	scene.sandbox.faults.add({ type: 'drop', when: 'after', times: 1 });
	const parameters = {
		...clientText,
		text: '={{ $now.toMillis() + Math.random() }}',
		options: { maxRetries: 0 },
	};
	const { run: execution } = await run({ parameters, items: texts('one'), settings: retry });
	const [first, second] = scene.sentIds();
	expect(second).toBe(first);
	expect(scene.texts()).toHaveLength(1);
	expect(execution.status).toBe('success');
});

describe("a message ID of the person's own", () => {
	const own = (options = {}) => ({
		...clientText,
		options: { messageId: '={{ $json.id }}', maxRetries: 0, ...options },
	});
	const items = ['a', 'b', 'c'].map((id) => ({ text: id, id }));

	test('survives a second try, which gets to the items behind', async () => {
		scene.sandbox.on('request', () => {
			if (scene.sandbox.requests.length === 1) scene.sandbox.faults.add({ type: 'drop', times: 1 });
		});
		const { run: execution, outputs } = await run({ parameters: own(), items, settings: retry });
		expect(execution.status).toBe('success');
		expect(scene.texts()).toEqual(['a', 'b', 'c']);
		expect(outputs[0]).toHaveLength(3);
	});

	test('survives another execution, with a note above the output', async () => {
		await run({ parameters: own(), items: items.slice(0, 1), executionId: '1' });
		const { task, outputs } = await run({ parameters: own(), items, executionId: '2' });
		expect(scene.texts()).toEqual(['a', 'b', 'c']);
		expect(outputs[0]?.map(({ json }) => json.externalMessageId)).toEqual(['a', 'b', 'c']);
		expect(task?.hints?.map(({ message }) => message)).toEqual([
			'The message was already in amoCRM under its Message ID, so it was not sent again',
		]);
	});

	test('that amoCRM has already is an error for those who want one', async () => {
		const parameters = own({ knownMessage: 'error' });
		await run({ parameters, items: items.slice(0, 1) });
		const { run: execution } = await run({ parameters, items });
		expect(execution.status).toBe('error');
		expect(scene.texts()).toEqual(['a']);
	});
});

describe('what sounds as if the message were there is an error, not a success', () => {
	test.each([
		['TALK_CLOSED', 'the conversation is already closed'],
		['INVALID_DATA', 'contact already exists'],
		['INVALID_DATA', 'message is too long'],
	])('%s %s', async (type, words) => {
		const body = { status: 0, error_code: 400, error_type: type, error_description: words };
		scene.sandbox.faults.add({ type: 'status', status: 400, body });
		const { run: execution, error, outputs } = await run({ items: texts('one') });
		expect(execution.status).toBe('error');
		expect(error?.description).toContain(`The API said: ${type}, ${words}`);
		expect(outputs.flat()).toEqual([]);
	});
});

test.each(['msgid must be unique', 'duplicate message'])(
	'a refusal that says "%s" counts as sent, with a note above the output',
	async (words) => {
		const body = { status: 0, error_code: 400, error_type: 'X', error_description: words };
		scene.sandbox.faults.add({ type: 'status', status: 400, body });
		const { run: execution, task } = await run({ items: texts('one') });
		expect(execution.status).toBe('success');
		expect(task?.hints?.map(({ message }) => message)).toEqual([
			'The message was already in amoCRM under its Message ID, so it was not sent again',
		]);
	},
);

test('items of the same content are different messages', async () => {
	await run({ items: texts('ok', 'ok', 'ok') });
	expect(scene.texts()).toEqual(['ok', 'ok', 'ok']);
	expect(differing(scene.sentIds())).toBe(3);
});

test('rounds of a loop are different messages', async () => {
	await run({ items: texts('ok'), rounds: 3 });
	expect(scene.texts()).toEqual(['ok', 'ok', 'ok']);
	expect(differing(scene.sentIds())).toBe(3);
});

test('other executions are different messages', async () => {
	await run({ items: texts('ok'), executionId: '1' });
	await run({ items: texts('ok'), executionId: '2' });
	expect(scene.texts()).toEqual(['ok', 'ok']);
	expect(differing(scene.sentIds())).toBe(2);
});

test('an execution that is run anew from its data is the same message', async () => {
	await run({ items: texts('ok'), executionId: '1' });
	await run({ items: texts('ok'), executionId: '1' });
	expect(scene.sandbox.requests).toHaveLength(2);
	expect(differing(scene.sentIds())).toBe(1);
	expect(scene.texts()).toEqual(['ok']);
});

describe('as a tool of an agent', () => {
	const tool: Partial<Job> = {
		type: 'tool',
		parameters: { ...clientText, text: "={{ $fromAI('text', 'What to say') }}" },
	};

	test('equal calls are different messages, and each gets its answer', async () => {
		const { run: execution } = await run({ ...tool, items: texts('ok', 'ok') });
		expect(execution.status).toBe('success');
		expect(scene.texts()).toEqual(['ok', 'ok']);
		expect(differing(scene.sentIds())).toBe(2);
		const [agent] = execution.data.resultData.runData.Agent ?? [];
		const answers = agent?.data?.main?.[0]?.map(({ json }) => JSON.parse(String(json.answer)));
		const ids = scene.sandbox
			.messages()
			.map(({ id }) => [expect.objectContaining({ messageId: id })]);
		expect(answers).toEqual(ids);
	});

	test('a refusal reaches the model in words that it can act on', async () => {
		const { run: execution } = await run({ ...tool, items: texts(' ') });
		expect(execution.data.resultData.error?.message).toContain("'Text' is empty");
		expect(execution.data.resultData.error?.message).toContain('Enter the words of the message.');
		expect(scene.sandbox.requests).toHaveLength(0);
	});
});
