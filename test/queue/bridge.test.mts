import { setTimeout as sleep } from 'node:timers/promises';
import { startTelegram, type Telegram } from '../../sandbox/messengers/telegram.mts';
import { chain, type CredentialRef, type WorkflowNode } from '../../sandbox/n8n/workflow.mts';
import { readExample } from '../examples/example.mts';
import {
	bridgeNode,
	doorNode,
	hookAddress,
	postJson,
	triggerNode,
	type Scene,
} from '../e2e/scene.mts';
import { tally } from '../e2e/tally.mts';
import { control } from './control.mts';
import { countOf, finalStatuses } from './executions.mts';
import { openBusyScene } from './scene.mts';

jest.setTimeout(600_000);

const CHATS = 30;
const EACH = 10;
const AT_ONCE = 20;
const people = Array.from({ length: CHATS }, (_, index) => ({
	...{ id: 1001 + index, is_bot: false, first_name: `Client ${index}` },
}));
const said = (chat: number) => Array.from({ length: EACH }, (_, index) => `${chat}/${index}`);

let scene: Scene;
let telegram: Telegram;
let token: CredentialRef;

beforeAll(async () => {
	scene = await openBusyScene();
	telegram = await startTelegram();
	token = await scene.n8n.createCredential(telegram.token, 'amoCrmChatsMessengerApi', {
		...{ token: telegram.token, host: telegram.url },
	});
});
afterAll(async () => {
	telegram.close();
	await scene.sandbox.close();
});

/** Trigger → Bridge ⇄ HTTP Request, the last as the example has it. */
async function publishBridge(start: WorkflowNode, operation: string): Promise<string> {
	const parameters = { operation, messenger: 'telegram', telegramApiUrl: telegram.url };
	const bridge = bridgeNode(scene, parameters);
	const request = readExample('telegram').nodes.find(({ type }) => type.endsWith('.httpRequest'));
	if (!request) throw new Error('The example has no HTTP Request node');
	const credentials = { amoCrmChatsMessengerApi: token };
	const call: WorkflowNode = { ...request, name: 'Call', credentials };
	const workflow = chain(operation, start, bridge);
	workflow.nodes.push(call);
	const to = (node: string) => [{ node, type: 'main' as const, index: 0 }];
	workflow.connections[bridge.name] = { main: [[], to(call.name)] };
	workflow.connections[call.name] = { main: [to(bridge.name)] };
	const { id } = await scene.n8n.createWorkflow(workflow);
	await scene.n8n.publish(id);
	return id;
}

/** Does all of it, a few at once, while one worker is killed and started again. */
async function whileAWorkerDies(acts: Array<() => Promise<unknown>>): Promise<void> {
	const left = acts.values();
	const working = Array.from({ length: AT_ONCE }, async () => {
		for (const act of left) await act();
	});
	await sleep(1500);
	await control.killWorker();
	await control.restartWorker();
	await Promise.all(working);
}

/** In turns, so that all chats are busy at the time of the kill. */
const inTurns = <T,>(act: (person: (typeof people)[number], text: string) => T) =>
	Array.from({ length: EACH }, (_, turn) =>
		people.map((person) => () => act(person, `${person.id}/${turn}`)),
	).flat();

const textsIn = (direction: 'incoming' | 'outgoing') =>
	scene.sandbox.messages({ direction }).map(({ content }) => content.text ?? '');

const expected = people.flatMap(({ id }) => said(id));

test('300 messages each way while a worker is killed: none lost, none twice in amoCRM', async () => {
	const door = doorNode('onReceived');
	const trigger = triggerNode(scene, { events: ['message'] });
	const fromMessenger = await publishBridge(door, 'fromMessenger');
	const toMessenger = await publishBridge(trigger, 'toMessenger');
	scene.sandbox.setWebhook(scene.channelId, hookAddress(scene, trigger));
	const clientWrites = async (person: (typeof people)[number], text: string) => {
		const update = await telegram.clients.writes(person, text);
		const url = `${scene.n8n.url}/webhook/${door.webhookId}`;
		expect((await postJson(url, update)).status).toBe(200);
	};
	// A manager answers in chats that there are.
	await Promise.all(people.map((person) => clientWrites(person, 'Hello')));
	await finalStatuses(fromMessenger);
	await whileAWorkerDies(
		inTurns(async (person, text) => {
			await clientWrites(person, text);
			await scene.sandbox.managerWrites({ conversationId: String(person.id), text });
		}),
	);
	expect(countOf(await finalStatuses(fromMessenger))).toEqual({ success: CHATS * (EACH + 1) });
	expect(countOf(await finalStatuses(toMessenger))).toEqual({ success: CHATS * EACH });
	const written = textsIn('incoming').filter((text) => text !== 'Hello');
	expect(written.sort()).toEqual(expected.toSorted());
	expectDelivered();
});

function expectDelivered() {
	const arrived = tally(telegram.accepted.map(({ fields }) => String(fields.text)));
	expect(Object.keys(arrived).sort()).toEqual(expected.toSorted());
	const twice = Object.values(arrived).filter((times) => times > 1).length;
	console.log(`${twice} of ${CHATS * EACH} were sent again by the worker that took over`);
	// What a killed worker had in hand runs again from its start.
	expect(twice).toBeLessThanOrEqual(10);
	const answers = scene.sandbox.messages({ direction: 'outgoing' });
	expect(answers).toHaveLength(CHATS * EACH);
	expect(new Set(answers.map(({ integrationId }) => integrationId)).size).toBe(CHATS * EACH);
	expect(answers.filter(({ delivery }) => delivery.status !== 'delivered')).toEqual([]);
}
