import { setTimeout as sleep } from 'node:timers/promises';
import { knockAll, statusesOf } from '../e2e/knock.mts';
import type { Scene } from '../e2e/scene.mts';
import { signedHooks } from '../e2e/signedHooks.mts';
import { control } from './control.mts';
import { countOf, finalStatuses } from './executions.mts';
import { echoes, openBusyScene, publishEcho, timesAsked } from './scene.mts';

jest.setTimeout(600_000);

const IN_FLIGHT = 50;
let scene: Scene;

beforeAll(async () => {
	scene = await openBusyScene();
});
afterAll(() => scene.sandbox.close());

function percentile(sorted: readonly number[], part: number): number {
	return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? NaN;
}

const sortedTimes = (replies: ReadonlyArray<{ ms: number }>) =>
	replies.map(({ ms }) => ms).sort((a, b) => a - b);

function inWords(sorted: readonly number[]): string {
	const parts = [0.5, 0.99, 0.999].map((part) => Math.round(percentile(sorted, part)));
	return `p50 ${parts[0]} ms, p99 ${parts[1]} ms, p99.9 ${parts[2]} ms, slowest ${Math.round(sorted.at(-1) ?? 0)} ms`;
}

/** Seconds from the first hook to the end of each execution that succeeded, in order. */
async function successes(workflowId: string): Promise<number[]> {
	const rows = await control.query(
		`select extract(epoch from "stoppedAt" - (select min("createdAt") from execution_entity where "workflowId" = '${workflowId}')) from execution_entity where "workflowId" = '${workflowId}' and status = 'success'`,
	);
	return rows.map(([seconds]) => Number(seconds)).sort((a, b) => a - b);
}

test('2,000 hooks while a worker is killed: each is answered in time and executed, none is sent twice', async () => {
	const { id, url } = await publishEcho(scene);
	const sent = signedHooks(scene, 2000);
	const started = Date.now();
	const knocking = knockAll(url, sent, IN_FLIGHT);
	await sleep(5000);
	const rescuedBefore = await control.rescuedJobs();
	await control.killWorker();
	await control.restartWorker();
	const replies = await knocking;
	const seconds = (Date.now() - started) / 1000;
	const sorted = sortedTimes(replies);
	console.log(`2,000 hooks in ${seconds.toFixed(1)} s: ${inWords(sorted)}`);
	expect(statusesOf(replies)).toEqual({ 200: 2000 });
	// The service waits five seconds for an answer.
	expect(percentile(sorted, 0.999)).toBeLessThan(5000);

	const done = await finalStatuses(id);
	expect(countOf(done)).toEqual({ success: 2000 });
	// What the dead worker had in hand ran again, in the same executions: what it had sent came under the same ID.
	const kept = echoes(scene);
	const rescued = (await control.rescuedJobs()).slice(rescuedBefore.length);
	const ends = await successes(id);
	const [own, all] = [ends.at(-1 - rescued.length), ends.at(-1)].map((at) => at?.toFixed(1));
	console.log(
		`executed within ${own} s, but for ${rescued.length} given to another worker: ${all} s; ${timesAsked(scene)} requests to send, ${kept.size} messages`,
	);
	expect(rescued).not.toEqual([]);
	expect(sent.filter(({ messageId }) => kept.get(messageId) !== 1)).toEqual([]);
});

test('1,000 forged hooks under load: 401 each, no execution', async () => {
	const { id, url } = await publishEcho(scene);
	const started = Date.now();
	const replies = await knockAll(url, signedHooks(scene, 1000, 'f'.repeat(40)), IN_FLIGHT);
	console.log(
		`1,000 forgeries in ${((Date.now() - started) / 1000).toFixed(1)} s: ${inWords(sortedTimes(replies))}`,
	);
	expect(statusesOf(replies)).toEqual({ 401: 1000 });
	expect((await finalStatuses(id)).size).toBe(0);
});
