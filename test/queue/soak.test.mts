import { setTimeout as sleep } from 'node:timers/promises';
import { statusesOf, type Reply } from '../e2e/knock.mts';
import { openScene, type Scene } from '../e2e/scene.mts';
import { signedHooks } from '../e2e/signedHooks.mts';
import { control } from './control.mts';
import { countOf, finalStatuses } from './executions.mts';
import { growthOf, inWords, type Sample } from './memory.mts';
import { echoes, publishEcho, tryKnock } from './scene.mts';

const minutes = Number(process.env.SOAK_MINUTES ?? 2);
const perSecond = Number(process.env.SOAK_RATE ?? 10);
const total = Math.round(minutes * 60 * perSecond);
const sampleEveryMs = 10_000;
const samplesPerMinute = 60_000 / sampleEveryMs;

jest.setTimeout((minutes + 5) * 60_000);

let scene: Scene;

beforeAll(async () => {
	scene = await openScene({}, { limit: total + 1000 });
});
afterAll(() => scene.sandbox.close());

async function takeSample(started: number, samples: Sample[]): Promise<void> {
	const sample = { minute: (Date.now() - started) / 60_000, used: await control.memory() };
	if (samples.push(sample) % samplesPerMinute !== 1) return;
	console.log(`minute ${Math.round(sample.minute)}, MiB: ${inWords(sample.used)}`);
}

test(`${perSecond} hooks a second for ${minutes} minutes: each is executed once, and no process grows`, async () => {
	const { id, url } = await publishEcho(scene);
	const sent = signedHooks(scene, total);
	const answers: Array<Promise<Reply>> = [];
	const samples: Sample[] = [];
	const started = Date.now();
	for (const [index, hook] of sent.entries()) {
		await sleep(Math.max(0, started + (index * 1000) / perSecond - Date.now()));
		answers.push(tryKnock(url, hook));
		if (Date.now() - started >= samples.length * sampleEveryMs) await takeSample(started, samples);
	}
	await takeSample(started, samples);
	const replies = await Promise.all(answers);
	const ended = countOf(await finalStatuses(id));
	const kept = echoes(scene);
	const count = (is: (times: number) => boolean) =>
		sent.filter(({ messageId }) => is(kept.get(messageId) ?? 0)).length;
	const [lost, doubled] = [count((times) => times === 0), count((times) => times > 1)];
	const growth = growthOf(samples);
	console.log(
		[
			`${total} hooks answered ${JSON.stringify(statusesOf(replies))}, executions ${JSON.stringify(ended)}, lost ${lost}, doubled ${doubled}`,
			...growth.map(
				({ process, firstThird, lastThird, highest, slope }) =>
					`${process}: ${firstThird} MiB in the first third, ${lastThird} in the last, ${highest} at most, ${slope} MiB/h`,
			),
		].join('\n'),
	);
	expect(statusesOf(replies)).toEqual({ 200: total });
	expect(ended).toEqual({ success: total });
	expect({ lost, doubled }).toEqual({ lost: 0, doubled: 0 });
	// A process that has just been started still grows into its work; after half an hour it may not.
	const most = minutes >= 10 ? 1.25 : 2;
	expect(growth.filter((each) => each.lastThird > each.firstThird * most + 30)).toEqual([]);
	// Two minutes say nothing about a slope.
	const steepest = minutes >= 10 ? 150 : Infinity;
	expect(growth.filter(({ slope }) => slope > steepest)).toEqual([]);
});
