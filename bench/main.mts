// npm run bench: what sending costs, against other ways to do it in the same n8n. --quick: a few minutes less.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { run } from '../sandbox/n8n/command.mts';
import { projectRoot, type Say } from '../sandbox/n8n/project.mts';
import { measureMemory, runBare } from './children.mts';
import { farAway } from './distance.mts';
import type { Load } from './load.mts';
import { estimates, LIMIT, measureLoad, type Result } from './measure.mts';
import { chartOf, nameOf, tableOf, time } from './report.mts';
import { measureSigning } from './signing.mts';
import { openStage, type Stage } from './stage.mts';

const isQuick = process.argv.includes('--quick');

/** What the chart shows. */
const typical: Load = { messages: 1000, chats: 100 };

const rounds: Array<[Load, number]> = isQuick
	? [
			[{ messages: 1, chats: 1 }, 5],
			[{ messages: 100, chats: 100 }, 3],
			[typical, 3],
		]
	: [
			[{ messages: 1, chats: 1 }, 15],
			[{ messages: 100, chats: 1 }, 3],
			[{ messages: 100, chats: 10 }, 3],
			[{ messages: 100, chats: 100 }, 5],
			[{ messages: 1000, chats: 10 }, 3],
			[typical, 5],
			[{ messages: 10_000, chats: 100 }, 1],
		];

await run(async (say) => {
	const stage = await openStage(say);
	try {
		await warmUp(stage, say);
		stage.sandbox.faults.add({ type: 'latency', ms: 40, upTo: 80 });
		const results: Result[] = [];
		for (const [load, count] of rounds) {
			say(`Measuring ${nameOf(load)}`);
			results.push(...(await measureLoad(stage, load, count)));
		}
		const loads = rounds.map(([load]) => load);
		results.push(...estimates(results, loads));
		say(`\n${tableOf(results, loads)}\n`);
		await writeFile(join(projectRoot(), 'docs/bench.svg'), chartOf(results, typical));
		stage.sandbox.faults.clear();
		await sayDistance(stage, say);
	} finally {
		await stage.close();
	}
	saySigning(say);
	await sayMemory(say);
	say('The chart is in docs/bench.svg.');
});

/** The first runs of a Node process are slow for everybody. */
async function warmUp(stage: Stage, say: Say): Promise<void> {
	say('Warming up');
	for (const contender of stage.contenders) {
		for (const messages of [1, 100, 100]) await stage.run(contender, { messages, chats: 1 });
	}
}

async function sayDistance({ sandbox, target }: Stage, say: Say): Promise<void> {
	const far = await farAway(sandbox.url, 40);
	const task = { target: { ...target, url: far.url }, limit: LIMIT, ca: far.ca };
	for (const load of [{ messages: 20, chats: 1 }, typical]) {
		const kept = await runBare({ ...task, load, keepAlive: true });
		const fresh = await runBare({ ...task, load, keepAlive: false });
		say(
			`TLS over 40 ms, ${nameOf(load)}: ${time(kept)} on kept connections, ${time(fresh)} with a new one for each message`,
		);
	}
	far.close();
}

function saySigning(say: Say): void {
	for (const { bytes, ours, cryptoJs } of measureSigning()) {
		say(`Signing ${bytes} bytes: ${ours.toFixed(0)} µs; with crypto-js ${cryptoJs.toFixed(0)} µs`);
	}
}

async function sayMemory(say: Say): Promise<void> {
	const { items, planned, halfway, results } = await measureMemory(100_000);
	const shown = [items, planned, halfway, results].map((mebibytes) => mebibytes.toFixed(1));
	say(
		`100,000 items take ${shown[0]} MiB; beside them the node holds ${shown[1]} when the first is sent, ${shown[2]} halfway, and at the end the ${shown[3]} of the results`,
	);
}
