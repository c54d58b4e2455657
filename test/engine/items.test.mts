import type { INode } from 'n8n-workflow';
import type { Job } from './harness.mts';
import { clientText, texts } from './scene.mts';
import { openStage, runOnStage, scene } from './stage.mts';

openStage();

const run = async (job: Partial<Job>) => await runOnStage({ parameters: clientText, ...job });
const goOn: Partial<INode> = { onError: 'continueRegularOutput' };
const errorOutput: Partial<INode> = { onError: 'continueErrorOutput' };

describe('results', () => {
	test('come in the order of the items, each paired with its own', async () => {
		// The answers of other chats overtake the first one.
		scene.sandbox.faults.add({ type: 'latency', ms: 150, times: 1 });
		const items = ['a', 'b', 'c', 'd'].map((chat, n) => ({ chat, text: `text ${n}` }));
		const { outputs } = await run({ items });
		expect(scene.texts()[0]).not.toBe('text 0');
		const results = outputs[0]?.map(({ json, pairedItem }) => {
			const message = scene.sandbox.find(String(json.messageId));
			return [message?.content.text, pairedItem];
		});
		expect(results).toEqual([0, 1, 2, 3].map((n) => [`text ${n}`, { item: n }]));
	});

	test('of one chat: its messages arrive in the order of the items', async () => {
		const words = Array.from({ length: 12 }, (_, n) => `text ${n}`);
		await run({ items: texts(...words) });
		expect(scene.texts()).toEqual(words);
	});
});

describe('a wrong form', () => {
	const items = texts('one', '', 'three');

	test('in any item means that nothing is sent, and names the item', async () => {
		const { run: execution, error } = await run({ items });
		expect(execution.status).toBe('error');
		expect(error).toMatchObject({
			name: 'NodeOperationError',
			message: "'Text' is empty",
			description: expect.stringMatching(/^Enter the words of the message\./),
			context: { itemIndex: 1 },
		});
		expect(scene.sandbox.requests).toHaveLength(0);
	});

	test('with Continue On Fail concerns its item only', async () => {
		const { run: execution, outputs } = await run({ items, settings: goOn });
		expect(execution.status).toBe('success');
		expect(scene.texts()).toEqual(['one', 'three']);
		expect(outputs[0]).toHaveLength(3);
		expect(outputs[0]?.[1]).toMatchObject({
			json: { error: expect.stringMatching(/^'Text' is empty\. Enter the words of the message\./) },
			pairedItem: { item: 1 },
		});
	});

	test('that an expression cannot fill names the item, too', async () => {
		const parameters = { ...clientText, text: '={{ $json.words.trim() }}' };
		const { error } = await run({ parameters, items: [{ words: 'one' }, { words: 2 }] });
		expect(error).toMatchObject({ name: 'NodeOperationError', context: { itemIndex: 1 } });
		expect(scene.sandbox.requests).toHaveLength(0);
	});
});

describe('a refusal', () => {
	const items = texts('one', 'two', 'three', 'four');
	const refuseThird = () => {
		let seen = 0;
		scene.sandbox.on('request', () => {
			if (++seen === 2) scene.sandbox.faults.add({ type: 'status', status: 400, times: 1 });
		});
	};

	test('stops the sends that are still to come, and says which items were done', async () => {
		refuseThird();
		const { error } = await run({ items });
		expect(error).toMatchObject({
			name: 'NodeApiError',
			message: 'amoCRM did not accept the data of the request',
			context: { itemIndex: 2 },
		});
		expect(error?.description).toMatch(/ Done: items 0-1 of 4\.$/);
		expect(scene.sandbox.requests).toHaveLength(3);
		expect(scene.texts()).toEqual(['one', 'two']);
	});

	test('with Continue On Fail becomes an item, and the others go on', async () => {
		refuseThird();
		const { outputs } = await run({ items, settings: goOn });
		expect(scene.texts()).toEqual(['one', 'two', 'four']);
		expect(outputs[0]?.map(({ json }) => json.error)).toEqual([
			undefined,
			undefined,
			expect.stringMatching(/^amoCRM did not accept .*\. Compare the fields/),
			undefined,
		]);
		expect(outputs[0]?.map(({ pairedItem }) => pairedItem)).toEqual(
			[0, 1, 2, 3].map((item) => ({ item })),
		);
	});

	test('with an error output comes out there, with what came in', async () => {
		refuseThird();
		const { outputs } = await run({ items, settings: errorOutput });
		const [good = [], bad = []] = outputs;
		expect(good.map(({ pairedItem }) => pairedItem)).toEqual([0, 1, 3].map((item) => ({ item })));
		expect(bad).toHaveLength(1);
		expect(bad[0]).toMatchObject({
			json: {
				text: 'three',
				error: expect.stringMatching(/^amoCRM did not accept .*\. Compare the fields/),
			},
			pairedItem: { item: 2 },
		});
	});
});

test('cancelling the execution stops the sends that are still to come', async () => {
	const items = texts('one', 'two', 'three', 'four');
	const { run: execution } = await run({
		items,
		onStart: (cancel) => {
			scene.sandbox.on('request', ({ id }) => {
				if (id === scene.sandbox.requests[1]?.id) cancel();
			});
		},
	});
	expect(execution.status).toBe('canceled');
	await new Promise((resolve) => setTimeout(resolve, 300));
	expect(scene.sandbox.requests).toHaveLength(2);
});

test('what is doubtful is sent, and noted above the output once for all items', async () => {
	const details = { senderDetails: { avatar: 'http://10.0.0.1/a.png' } };
	const { task } = await run({
		parameters: { ...clientText, ...details },
		items: texts('one', 'two'),
	});
	expect(scene.texts()).toEqual(['one', 'two']);
	expect(task?.hints).toEqual([
		{
			message:
				"'Sender Details > Avatar URL' points to 10.0.0.1, which amoCRM cannot reach to download from (2 items)",
			type: 'warning',
			location: 'outputPane',
		},
	]);
});
