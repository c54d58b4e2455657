// npm run bench:bridge: executions per second of the Telegram example, against the one of before its node.
import { rm } from 'node:fs/promises';
import { run } from '../../sandbox/n8n/command.mts';
import { ensureN8n } from '../../sandbox/n8n/install.mts';
import { packedPackage, type Packed } from '../../sandbox/n8n/package.mts';
import { logFile, ownLab, type Say } from '../../sandbox/n8n/project.mts';
import { releaseFromEnv } from '../../sandbox/n8n/releases.mts';
import { N8nClient } from '../../sandbox/n8n/rest.mts';
import { startN8n } from '../../sandbox/n8n/server.mts';
import { startSandbox, type Sandbox } from '../../sandbox/sandbox.mts';
import { median } from '../measure.mts';
import { openContenders, type Contender } from './contenders.mts';
import { carriedPerSecond, untilIdle, ways, type Way } from './ways.mts';

const messages = Number(process.env.BENCH_MESSAGES ?? 100);
const rounds = Number(process.env.BENCH_ROUNDS ?? 5);

type Rates = Map<Way, Map<Contender, number[]>>;

/** n8n 2.41 makes engines for expressions before each execution, unless it is told to wait for the first expression. */
const engines: Array<{ name: string; env: Record<string, string> }> = [
	{ name: 'default', env: {} },
	{ name: 'lazy', env: { N8N_EXPRESSION_ENGINE_LAZY_ACQUIRE: 'true' } },
];
const chosen = engines.filter(({ name }) => (process.env.BENCH_ENGINE ?? name) === name);

await run(async (say) => {
	const packages = [await packedPackage(say)];
	const { version } = releaseFromEnv();
	for (const { name, env } of chosen) {
		say(`\nn8n ${version}, expression engine: ${name}`);
		report(await measureIn({ packages, env }, say), say);
	}
});

async function measureIn(
	{ packages, env }: { packages: Packed[]; env: Record<string, string> },
	say: Say,
): Promise<Rates> {
	const installed = await ensureN8n(releaseFromEnv(), say);
	const userFolder = ownLab(`bench-bridge-${process.pid}`);
	const n8n = await startN8n({
		installed,
		userFolder,
		log: logFile('bench-bridge'),
		packages,
		env,
	});
	// A hook that n8n answers late was carried over all the same.
	const sandbox = await startSandbox({ limit: 200_000, hookTimeout: 60_000 });
	let contenders: Contender[] = [];
	try {
		const client = new N8nClient(n8n.url);
		await client.logIn({ email: 'bench@example.com', password: 'Bench-Passw0rd' });
		contenders = await openContenders(client, sandbox);
		return await measure({ client, sandbox, contenders }, say);
	} finally {
		await n8n.stop();
		for (const { telegram } of contenders) telegram.close();
		await sandbox.close();
		await rm(userFolder, { recursive: true, force: true, maxRetries: 3 });
	}
}

interface Stage {
	client: N8nClient;
	sandbox: Sandbox;
	contenders: Contender[];
}

/** Contenders take turns, so that what else the machine does falls on all of them. */
async function measure({ client, sandbox, contenders }: Stage, say: Say): Promise<Rates> {
	const rates: Rates = new Map(ways.map((way) => [way, new Map()]));
	for (let round = 0; round <= rounds; round++) {
		const isWarmUp = round === 0;
		say(isWarmUp ? 'Warming up' : `Round ${round} of ${rounds}`);
		for (const way of ways) {
			for (const [index, contender] of contenders.entries()) {
				const first = 1 + (round * contenders.length + index) * messages;
				const clientIds = Array.from({ length: messages }, (_, each) => first + each);
				const rate = await carriedPerSecond(sandbox, contender, way, clientIds);
				await untilIdle(client, contender);
				say(`  ${way.name}, ${contender.name}: ${rate.toFixed(1)}`);
				const known = rates.get(way)?.get(contender) ?? [];
				if (!isWarmUp) rates.get(way)?.set(contender, [...known, rate]);
			}
		}
	}
	return rates;
}

/** A row for each way and contender, with the ratio to the last contender. */
function report(rates: Rates, say: Say): void {
	for (const [way, byContender] of rates) {
		say(`\n${way.name}, executions per second:`);
		const rows = [...byContender].map(([{ name }, all]) => ({ name, all, middle: median(all) }));
		const rival = rows.at(-1)?.middle ?? NaN;
		for (const { name, all, middle } of rows) {
			const ratio = `×${(middle / rival).toFixed(2)}`;
			const range = `${Math.min(...all).toFixed(1)} to ${Math.max(...all).toFixed(1)}`;
			say(`${name.padEnd(22)}${middle.toFixed(1).padStart(8)}  ${ratio}  (${range})`);
		}
	}
}
