import { setTimeout as sleep } from 'node:timers/promises';
import { knock } from '../e2e/knock.mts';
import { openScene, type Scene } from '../e2e/scene.mts';
import { signedHooks } from '../e2e/signedHooks.mts';
import { control } from './control.mts';
import { countOf, finalStatuses } from './executions.mts';
import { echoes, publishEcho } from './scene.mts';

const minutes = Number(process.env.SOAK_MINUTES ?? 2);
const perSecond = Number(process.env.SOAK_RATE ?? 10);
const sampleEveryMs = 10_000;

jest.setTimeout((minutes + 5) * 60_000);

let scene: Scene;

beforeAll(async () => {
	scene = await openScene({}, { limit: minutes * 60 * perSecond + 1000 });
});
afterAll(() => scene.sandbox.close());

const mean = (values: readonly number[]) =>
	values.reduce((total, value) => total + value, 0) / values.length;

test(`${perSecond} hooks a second for ${minutes} minutes: each is executed once, and no process grows`, async () => {
	const { id, url } = await publishEcho(scene);
	const answers: Array<Promise<{ status: number }>> = [];
	const sent = signedHooks(scene, minutes * 60 * perSecond);
	const memory: Array<Record<string, number>> = [];
	const started = Date.now();
	for (const [index, hook] of sent.entries()) {
		await sleep(Math.max(0, started + (index * 1000) / perSecond - Date.now()));
		answers.push(knock(url, hook));
		if (Date.now() - started >= memory.length * sampleEveryMs) {
			memory.push(await control.memory());
		}
	}
	const statuses = (await Promise.all(answers)).map(({ status }) => status);
	expect(statuses.filter((status) => status !== 200)).toEqual([]);
	const done = await finalStatuses(id);
	expect(countOf(done)).toEqual({ success: sent.length });
	const kept = echoes(scene);
	expect(sent.filter(({ messageId }) => kept.get(messageId) !== 1)).toEqual([]);

	const third = Math.floor(memory.length / 3);
	const rows = Object.keys(memory[0] ?? {}).map((name) => {
		const values = memory.map((sample) => sample[name] ?? NaN);
		return {
			process: name,
			'first third': Math.round(mean(values.slice(0, third))),
			'last third': Math.round(mean(values.slice(-third))),
			highest: Math.round(Math.max(...values)),
		};
	});
	console.log(
		`${sent.length} hooks, memory in MiB\n${rows.map((row) => Object.entries(row).flat().join(' ')).join('\n')}`,
	);
	// A process that has just been started still grows into its work; after half an hour it may not.
	const most = minutes >= 10 ? 1.25 : 2;
	const growing = rows.filter((row) => row['last third'] > row['first third'] * most + 30);
	expect(growing).toEqual([]);
});
