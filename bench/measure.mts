import { runBare } from './children.mts';
import { tally, type Load } from './load.mts';
import type { Contender } from './contenders.mts';
import type { Measured, Stage } from './stage.mts';

/** The default of Max Concurrency. */
export const LIMIT = 100;

export const BARE = 'bare keep-alive client';

export interface Result {
	load: Load;
	contender: string;
	/** Middle of all runs, in milliseconds. */
	ms: number;
	runs: number;
	/** The most of any run. */
	outOfOrder: number;
	memory: number;
	/** Reckoned from a smaller load of the same contender. */
	isEstimate: boolean;
}

/** All contenders in turn, and that as often as asked, so that a slow moment of the machine hits each of them. */
export async function measureLoad(stage: Stage, load: Load, rounds: number): Promise<Result[]> {
	const runs = new Map<string, Measured[]>();
	for (let round = 0; round < rounds; round++) {
		for (const contender of stage.contenders) {
			if (isTooSlow(contender, load)) continue;
			const measured = await stage.run(contender, load);
			if (measured.accepted !== load.messages) {
				throw new Error(`${contender.name}: ${measured.accepted} of ${load.messages} arrived`);
			}
			runs.set(contender.name, [...(runs.get(contender.name) ?? []), measured]);
		}
		runs.set(BARE, [...(runs.get(BARE) ?? []), await measureBare(stage, load)]);
	}
	return [...runs].map(([contender, measured]) => summed(load, contender, measured));
}

/** One message after the other takes the latency of each: known without waiting for it. */
const isTooSlow = ({ name }: Contender, { messages }: Load) =>
	name.startsWith('for await') && messages > 100;

async function measureBare({ sandbox, target }: Stage, load: Load): Promise<Measured> {
	sandbox.clearRequests();
	const ms = await runBare({ target, load, limit: LIMIT, keepAlive: true });
	return { ms, memory: NaN, ...tally(sandbox.requests) };
}

function summed(load: Load, contender: string, measured: Measured[]): Result {
	return {
		...{ load, contender, runs: measured.length, isEstimate: false },
		ms: median(measured.map(({ ms }) => ms)),
		outOfOrder: Math.max(...measured.map(({ outOfOrder }) => outOfOrder)),
		memory: median(measured.map(({ memory }) => memory)),
	};
}

/** What was left out because it takes minutes. */
export function estimates(results: Result[], loads: Load[]): Result[] {
	const known = results.filter(({ contender }) => contender.startsWith('for await'));
	const largest = known.reduce<Result | undefined>(
		(most, each) => (each.load.messages > (most?.load.messages ?? 0) ? each : most),
		undefined,
	);
	if (!largest) return [];
	return loads
		.filter(({ messages }) => messages > largest.load.messages)
		.map((load) => ({
			...largest,
			...{ load, runs: 0, memory: NaN, isEstimate: true },
			ms: (largest.ms * load.messages) / largest.load.messages,
		}));
}

export function median(numbers: number[]): number {
	const sorted = [...numbers].sort((a, b) => a - b);
	const middle = Math.floor(sorted.length / 2);
	const [low = NaN, high = NaN] = [sorted[Math.ceil(sorted.length / 2) - 1], sorted[middle]];
	return (low + high) / 2;
}
