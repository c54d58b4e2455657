import { setTimeout as sleep } from 'node:timers/promises';
import { knockAll, statusesOf } from '../e2e/knock.mts';
import type { Scene } from '../e2e/scene.mts';
import { signedHooks } from '../e2e/signedHooks.mts';
import { control } from './control.mts';
import { countOf, finalStatuses, statusesOnce } from './executions.mts';
import { echoes, openBusyScene, publishEcho, tryKnock } from './scene.mts';

jest.setTimeout(600_000);

let scene: Scene;

beforeAll(async () => {
	scene = await openBusyScene();
});
afterAll(() => scene.sandbox.close());

test.each([
	['the main process is stopped', () => control.restartMain('stop')],
	['the main process is killed', () => control.restartMain('kill')],
	['Redis is stopped', () => control.restartRedis('down')],
	['Redis is killed', () => control.restartRedis('kill')],
])(
	'while %s and started again, each hook is answered 200, and none is lost',
	async (what, restart) => {
		const { id, url } = await publishEcho(scene);
		const sent = signedHooks(scene, 300);
		const knocking = knockAll(url, sent, 10, tryKnock);
		await sleep(1500);
		await restart();
		const replies = await knocking;
		const done = await finalStatuses(id);
		console.log(
			`${what}: answers ${JSON.stringify(statusesOf(replies))}, slowest ${Math.round(Math.max(...replies.map(({ ms }) => ms)))} ms, executions ${JSON.stringify(countOf(done))}`,
		);
		expect(statusesOf(replies)).toEqual({ 200: 300 });
		const kept = echoes(scene);
		expect(sent.filter(({ messageId }) => kept.get(messageId) !== 1)).toEqual([]);
	},
);

test('while the webhook processor is killed and started again, what it answered 200 is executed', async () => {
	const { id, url } = await publishEcho(scene);
	const [before, after] = [signedHooks(scene, 100), signedHooks(scene, 50)];
	const knocking = knockAll(url, before, 10, tryKnock);
	await sleep(1000);
	await control.restartWebhook();
	const replies = [...(await knocking), ...(await knockAll(url, after, 10))];
	const sent = [...before, ...after];
	const answered = sent.filter((_, index) => replies[index]?.status === 200);
	const isDone = ({ success = 0, running = 0 }) => success >= answered.length && running === 0;
	const done = await statusesOnce(id, isDone, 60_000);
	console.log(
		`the webhook processor is killed: answers ${JSON.stringify(statusesOf(replies))}, executions ${JSON.stringify(countOf(done))}`,
	);
	expect(answered.length).toBeLessThan(sent.length);
	expect(statusesOf(replies.slice(before.length))).toEqual({ 200: after.length });
	const kept = echoes(scene);
	expect(answered.filter(({ messageId }) => kept.get(messageId) !== 1)).toEqual([]);
	expect(Math.max(...kept.values())).toBe(1);
});
