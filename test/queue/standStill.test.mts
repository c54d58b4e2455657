import { setTimeout as sleep } from 'node:timers/promises';
import { node } from '../../sandbox/n8n/workflow.mts';
import { knockAll, statusesOf } from '../e2e/knock.mts';
import { hookAddress, publishChain, triggerNode, type Scene } from '../e2e/scene.mts';
import { signedHooks } from '../e2e/signedHooks.mts';
import { control } from './control.mts';
import { countOf, finalStatuses, statuses } from './executions.mts';
import { echoNode, echoes, openBusyScene } from './scene.mts';

jest.setTimeout(300_000);

/** Fills both workers. */
const HOOKS = 20;
let scene: Scene;

beforeAll(async () => {
	scene = await openBusyScene();
});
afterAll(() => scene.sandbox.close());

async function untilUnderWay(workflowId: string): Promise<void> {
	for (const end = Date.now() + 30_000; Date.now() < end; await sleep(500)) {
		if (countOf(await statuses(workflowId)).running === HOOKS) return sleep(3000);
	}
	throw new Error('not all executions have begun');
}

test('while Redis and a worker stand still for 35 s, no execution is given to another worker', async () => {
	const trigger = triggerNode(scene);
	// Each short enough to stay in the worker's memory, together longer than the standstill and six looks after it.
	const waits = ['First', 'Second'].map((name) =>
		node(`${name} Wait`, 'n8n-nodes-base.wait', { amount: 40 }, { typeVersion: 1.1 }),
	);
	const { id } = await publishChain(scene, 'slow echo', trigger, ...waits, echoNode(scene));
	const url = hookAddress(scene, trigger).replace(':scope_id', scene.scopeId);
	const sent = signedHooks(scene, HOOKS);
	expect(statusesOf(await knockAll(url, sent, HOOKS))).toEqual({ 200: HOOKS });
	// Until then the workers open connections to PostgreSQL, which time out in a process that stands still.
	await untilUnderWay(id);
	const before = await control.rescuedJobs();
	await control.standStill(35_000);

	expect(countOf(await finalStatuses(id))).toEqual({ success: HOOKS });
	expect(await control.rescuedJobs()).toEqual(before);
	const asked = scene.sandbox.requests.filter(({ body }) => String(body).includes('new_message'));
	expect(asked).toHaveLength(HOOKS);
	expect(echoes(scene).size).toBe(HOOKS);
});
