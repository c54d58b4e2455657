import { randomUUID } from 'node:crypto';
import { releaseFromEnv } from '../../sandbox/n8n/releases.mts';
import { startModel, type Model } from '../examples/standIns/model.mts';
import { leaveToModel, publishAgent } from './agent.mts';
import { openScene, type Scene } from './scene.mts';

let scene: Scene;
let model: Model;

beforeAll(async () => {
	scene = await openScene();
	model = await startModel();
});
afterAll(async () => {
	model?.close();
	await scene?.sandbox.close();
});

const words = { messageType: 'text' };
const forms = {
	createChat: { resource: 'chat', operation: 'create' },
	history: { resource: 'chat', operation: 'getHistory' },
	typing: { resource: 'chat', operation: 'sendTyping' },
	comment: { resource: 'comment', operation: 'send', direction: 'fromManager', ...words },
	edit: { resource: 'message', operation: 'edit', ...words },
	send: { resource: 'message', operation: 'send', direction: 'fromBot', ...words },
	status: { resource: 'message', operation: 'updateStatus' },
	react: { resource: 'reaction', operation: 'add' },
	unreact: { resource: 'reaction', operation: 'remove' },
};
type Tool = keyof typeof forms;
const all = Object.keys(forms) as Tool[];

/** Alone, these say nothing of what they mean. */
const VAGUE = ['ID', 'Name', 'Type', 'Value', 'Status', 'Body', 'URL', 'User', 'Data'];

/** An agent with these tools, and what the model calls each of them. */
async function openAgent(tools: Tool[], said: object = {}, more: object = {}) {
	const filled = await Promise.all(
		tools.map((tool) => leaveToModel(scene, { ...forms[tool], ...said })),
	);
	const named = (tool: Tool) => filled[tools.indexOf(tool)]?.name.replaceAll(/[^\w-]+/g, '_') ?? '';
	const asked = Object.fromEntries(filled.map((form, index) => [tools[index], form]));
	return { ask: await publishAgent(scene, filled, more), named, asked };
}

const reply = (text: string) => ({
	...{ Chat_ID: 'chat-1', Sender_ID: '', Sender_Name: '', Text: text },
	...{ Receiver_ID: 'client-1', Receiver_Name: 'Ann' },
});
const sent = (text: string) =>
	scene.sandbox.messages().filter(({ content }) => content.text === text);

describe('what n8n tells a model of our tools', () => {
	let agent: Awaited<ReturnType<typeof openAgent>>;
	beforeAll(async () => {
		agent = await openAgent(all);
		model.willSay('Hello');
		expect(await agent.ask('Hello')).toEqual({ output: 'Hello' });
	});

	test('each is offered under a description of its own, and asks for what it needs', () => {
		const tools = model.questions[0]?.tools ?? [];
		expect(tools.map(({ name }) => name).sort()).toEqual(all.map(agent.named).sort());
		expect(new Set(tools.map(({ description }) => description)).size).toBe(all.length);
		const send = tools.find(({ name }) => name === agent.named('send'));
		expect(send?.description).toBe('Add message to an amoCRM chat in amoCRM Chats');
		expect(Object.keys(send?.parameters.properties ?? {}).sort()).toEqual(
			Object.keys(reply('')).sort(),
		);
		expect(send?.parameters.required?.sort()).toEqual(Object.keys(reply('')).sort());
	});

	test.each(all)('%s: n8n hands on all that a model must know to call it', (tool) => {
		const told = model.questions[0]?.tools.find(({ name }) => name === agent.named(tool));
		const form = agent.asked[tool];
		const { properties = {}, required = [] } = told?.parameters ?? {};
		expect(told?.description).toBe(form?.name);
		// Two fields under one label would be one argument, and one value for both.
		const types = Object.entries(properties).map(([name, { type }]) => [name, type]);
		expect(types.sort()).toEqual([...(form?.asked ?? [])].sort());
		expect([...required].sort()).toEqual(Object.keys(properties).sort());
		// The editor hands on no description of an argument: its name is all that a model has.
		for (const name of Object.keys(properties)) {
			expect(VAGUE).not.toContain(name);
			expect(name).toMatch(/^[A-Za-z][A-Za-z_]*$/);
		}
	});

	test('nothing of the credential is told', () => {
		const told = JSON.stringify(model.questions);
		const { channelSecret, channelId, accountId, customBaseUrl } = scene.credentialData;
		for (const value of [channelSecret, channelId, accountId, customBaseUrl]) {
			expect(told).not.toContain(value);
		}
	});
});

test('a message is sent, and the model is told its IDs in few words', async () => {
	const { ask, named } = await openAgent(['send']);
	model.willSay([{ tool: named('send'), args: reply('We are closed') }], 'Done');
	expect(await ask('Tell the client we are closed')).toEqual({ output: 'Done' });
	const [message] = sent('We are closed');
	expect(message).toMatchObject({ author: 'bot', direction: 'outgoing' });
	const [told = ''] = model.told();
	expect(told).toContain(message?.id);
	expect(told).toContain(message?.chatId);
	expect(told.length).toBeLessThan(400);
});

test('a history is told in a form from which the next tool can be called', async () => {
	const [message] = sent('We are closed');
	const { ask, named } = await openAgent(['history', 'react'], { messageBy: 'messageId' });
	model.willSay(
		[{ tool: named('history'), args: { amoCRM_Chat_ID: message?.chatId, Limit: 5 } }],
		[
			{
				tool: named('react'),
				args: {
					...{ Chat_ID: 'chat-1', amoCRM_Message_ID: message?.id },
					...{ Client_ID: 'client-1', Emoji: '❤️' },
				},
			},
		],
		'Done',
	);
	expect(await ask('React with a heart')).toEqual({ output: 'Done' });
	const [history = ''] = model.told();
	expect(history).toContain('We are closed');
	expect(history).toContain(message?.id);
	expect(history.length).toBeLessThan(800);
	expect(scene.sandbox.find(message?.id ?? '')?.reactions).toMatchObject([{ emoji: '❤️' }]);
});

/** On n8n 1 a tool that fails ends the agent's run, unless its On Error says to continue. */
const onError = [
	{ onError: 'continueRegularOutput' },
	...(releaseFromEnv().major === 1 ? [] : [{}]),
];

test.each(onError)('a refusal tells the model what to do (%j)', async (choice) => {
	const { ask, named } = await openAgent(['status'], {}, choice);
	model.willSay([{ tool: named('status'), args: { amoCRM_Message_ID: randomUUID() } }], 'Sorry');
	expect(await ask('Mark it as delivered')).toEqual({ output: 'Sorry' });
	expect(model.told()).toEqual([
		expect.stringMatching(/amoCRM does not know the message.*\. .*messageId/s),
	]);
	model.willSay([{ tool: named('status'), args: { amoCRM_Message_ID: 'the last one' } }], 'Sorry');
	await ask('Mark it as delivered');
	expect(model.told()[0]).toMatch(/'amoCRM Message ID' .*trigger/s);
});

test('the same call twice is two messages, and tried again after an outage is one', async () => {
	const { ask, named } = await openAgent(['send'], {}, { retryOnFail: true, waitBetweenTries: 0 });
	const call = [{ tool: named('send'), args: reply('Wait a moment') }];
	model.willSay(call, call, [...call, ...call], 'Done');
	expect(await ask('Say it four times')).toEqual({ output: 'Done' });
	expect(sent('Wait a moment')).toHaveLength(4);

	const tries = scene.sandbox.requests.length;
	scene.sandbox.faults.add({ type: 'status', status: 404, when: 'after', on: 'send', times: 1 });
	model.willSay([{ tool: named('send'), args: reply('Once') }], 'Done');
	expect(await ask('Say it once')).toEqual({ output: 'Done' });
	expect(scene.sandbox.requests.length - tries).toBe(2);
	expect(sent('Once')).toHaveLength(1);
});
