import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { signHook } from '../../sandbox/api/signature.mts';
import { samples } from '../../sandbox/hooks/samples.mts';
import { run } from '../../sandbox/n8n/command.mts';
import { ensureN8n } from '../../sandbox/n8n/install.mts';
import { packedPackage, type Packed } from '../../sandbox/n8n/package.mts';
import { logFile, ownLab, projectRoot, type Say } from '../../sandbox/n8n/project.mts';
import { releaseFromEnv } from '../../sandbox/n8n/releases.mts';
import { N8nClient } from '../../sandbox/n8n/rest.mts';
import { startN8n } from '../../sandbox/n8n/server.mts';
import { contenders } from './contenders.mts';
import { load, type Hook, type Measured } from './load.mts';

const seconds = Number(process.env.BENCH_SECONDS ?? 8);
const rounds = Number(process.env.BENCH_ROUNDS ?? 2);
const inFlight = 10;

const engines: Array<{ name: string; env: Record<string, string> }> = [
	{ name: 'default', env: {} },
	{ name: 'lazy', env: { N8N_EXPRESSION_ENGINE_LAZY_ACQUIRE: 'true' } },
];

const [channelId, accountId, secret] = [randomUUID(), randomUUID(), 'ab'.repeat(20)];
const scopeId = `${channelId}_${accountId}`;

function hook(signedWith: string): Hook {
	const body = JSON.stringify(samples.text?.({ accountId, now: Date.now() }));
	return { body: `${body}\n`, signature: signHook(signedWith, body) };
}
const kinds = { valid: () => hook(secret), forged: () => hook(`not ${secret}`) };
type Kind = keyof typeof kinds;

interface Row {
	name: string;
	runs: Record<Kind, Measured[]>;
}

await run(async (say) => {
	const packages = [await packedPackage(say), await packNothing()];
	for (const engine of engines) {
		say(`\nn8n ${releaseFromEnv().version}, expression engine: ${engine.name}`);
		const rows = await measure(packages, engine.env, say);
		for (const line of table(rows)) say(line);
	}
});

async function measure(packages: Packed[], env: Record<string, string>, say: Say): Promise<Row[]> {
	const installed = await ensureN8n(releaseFromEnv(), say);
	const userFolder = ownLab(`bench-hooks-${process.pid}`);
	const log = logFile('bench-hooks');
	const n8n = await startN8n({ installed, userFolder, log, packages, env });
	try {
		const client = new N8nClient(n8n.url);
		await client.logIn({ email: 'bench@example.com', password: 'Bench-Passw0rd' });
		const credential = await client.createCredential('Bench', 'amoCrmChatsApi', {
			...{ baseUrl: 'custom', customBaseUrl: 'http://127.0.0.1:9' },
			...{ channelId, channelSecret: secret, accountId },
		});
		const versions = await client.versionsOf('n8n-nodes-amocrm-chats');
		const version = versions['n8n-nodes-amocrm-chats.amoCrmChatsTrigger'] ?? 1;
		const all = contenders({ channel: { scopeId, secret }, credential, version });
		for (const { workflow } of all) {
			await client.publish((await client.createWorkflow(workflow)).id);
		}
		const rows = all.map(({ name }): Row => ({ name, runs: { valid: [], forged: [] } }));
		// Contenders take turns, so that what else the machine does falls on all of them.
		for (let round = 0; round <= rounds; round++) {
			for (const [index, { path }] of all.entries()) {
				for (const kind of ['valid', 'forged'] as const) {
					const isWarmUp = round === 0;
					const measured = await load(`${n8n.url}/webhook/${path}`, kinds[kind], {
						...{ seconds: isWarmUp ? 2 : seconds, inFlight },
					});
					if (!isWarmUp) rows[index]?.runs[kind].push(measured);
				}
			}
		}
		return rows;
	} finally {
		await n8n.stop();
		await rm(userFolder, { recursive: true, force: true, maxRetries: 3 });
	}
}

function table(rows: Row[]): string[] {
	const best = (row: Row | undefined, kind: Kind) =>
		row?.runs[kind].reduce((a, b) => (b.perSecond > a.perSecond ? b : a));
	const lines = rows.flatMap((row) =>
		(['valid', 'forged'] as const).map((kind) => {
			const measured = best(row, kind);
			if (measured === undefined) return '';
			const against = rows.slice(-2).map((other) => {
				const ratio = measured.perSecond / (best(other, kind)?.perSecond ?? NaN);
				return `×${ratio.toFixed(2)}`.padStart(12);
			});
			const { perSecond, median, p99, statuses } = measured;
			return [
				...[row.name.padEnd(26), kind.padEnd(7), perSecond.toFixed(1).padStart(8)],
				...[median.toFixed(0).padStart(7), p99.toFixed(0).padStart(7), ...against],
				`  ${JSON.stringify(statuses)}`,
			].join('');
		}),
	);
	const head = [
		...[''.padEnd(33), 'hooks/s'.padStart(8), 'p50 ms'.padStart(7), 'p99 ms'.padStart(7)],
		...['to nothing'.padStart(12), 'to seven'.padStart(12), '  answers'],
	];
	return [head.join(''), ...lines];
}

async function packNothing(): Promise<Packed> {
	const cwd = join(projectRoot(), 'bench/hooks/nothing');
	const destination = ownLab('pack');
	await promisify(execFile)('npm', ['pack', '--pack-destination', destination], { cwd });
	const [name, version] = ['n8n-nodes-nothing', '0.1.0'];
	return { name, version, tarball: join(destination, `${name}-${version}.tgz`) };
}
