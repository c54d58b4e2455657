import { setTimeout as sleep } from 'node:timers/promises';
import { node } from '../../sandbox/n8n/workflow.mts';
import { knockAll, statusesOf } from '../e2e/knock.mts';
import type { Scene } from '../e2e/scene.mts';
import { signedHooks } from '../e2e/signedHooks.mts';
import { control } from './control.mts';
import { countOf, finalStatuses, statusesOnce } from './executions.mts';
import { echoes, openBusyScene, publishEcho, timesAsked } from './scene.mts';

jest.setTimeout(300_000);

/** Fills both workers. */
const HOOKS = 20;
let scene: Scene;

beforeAll(async () => {
	scene = await openBusyScene();
});
afterAll(() => scene.sandbox.close());

test('while Redis and a worker stand still for 35 s, no execution is given to another worker', async () => {
	// Each short enough to stay in the worker's memory, together longer than the standstill and six looks after it.
	const waits = ['First', 'Second'].map((name) =>
		node(`${name} Wait`, 'n8n-nodes-base.wait', { amount: 40 }, { typeVersion: 1.1 }),
	);
	const { id, url } = await publishEcho(scene, ...waits);
	const sent = signedHooks(scene, HOOKS);
	expect(statusesOf(await knockAll(url, sent, HOOKS))).toEqual({ 200: HOOKS });
	// Until then the workers open connections to PostgreSQL, which time out in a process that stands still.
	await statusesOnce(id, ({ running }) => running === HOOKS, 30_000);
	await sleep(3000);
	const before = await control.rescuedJobs();
	await control.standStill(35_000);

	expect(countOf(await finalStatuses(id))).toEqual({ success: HOOKS });
	expect(await control.rescuedJobs()).toEqual(before);
	expect(timesAsked(scene)).toBe(HOOKS);
	expect(echoes(scene).size).toBe(HOOKS);
});
