import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { setTimeout as sleep } from 'node:timers/promises';
import { n8nEnvironment } from './environment.mts';
import type { Installed } from './install.mts';
import { putPackages, type Packed } from './package.mts';
import { freePort } from './ports.mts';
import { endAtOnce, endGently, hasEnded, own } from './processes.mts';
import { PlainError, projectRoot, shown } from './project.mts';

export interface N8nOptions {
	installed: Installed;
	/** n8n keeps its database, keys and community packages here. */
	userFolder: string;
	log: string;
	/** `start` with all in one process, or what queue mode takes apart. */
	command?: string[];
	port?: number;
	/** Put where n8n looks for community packages. */
	packages?: Packed[];
	env?: NodeJS.ProcessEnv;
	/** Folders that come first on n8n's PATH. */
	path?: string[];
}

export interface RunningN8n {
	url: string;
	version: string;
	pid: number;
	userFolder: string;
	log: string;
	/** As a service manager ends it. */
	stop(): Promise<void>;
	/** As a crash ends it. */
	kill(): Promise<void>;
}

const bootPatience = 180_000;

/** What each kind of process writes into its log when it takes work. */
const readyWords: Record<string, string> = {
	start: 'Editor is now accessible',
	webhook: 'Webhook listener waiting for requests',
	worker: 'n8n worker is now ready',
};

export async function startN8n(options: N8nOptions): Promise<RunningN8n> {
	const { installed, userFolder, log, command = ['start'] } = options;
	await mkdir(userFolder, { recursive: true });
	if (options.packages) await putPackages(installed.node, userFolder, options.packages);
	const port = options.port ?? (await freePort());
	const out = openSync(log, 'w');
	const leash = join(projectRoot(), 'sandbox/n8n/leash.mjs');
	const child = spawn(
		installed.node,
		['--import', pathToFileURL(leash).href, installed.bin, ...command],
		{
			cwd: userFolder,
			env: {
				...n8nEnvironment(installed, userFolder, port, await freePort(), options.path),
				...options.env,
			},
			stdio: ['ignore', out, out],
			detached: true,
		},
	);
	own(child);
	closeSync(out);
	const url = `http://127.0.0.1:${port}`;
	await untilUsable(child, url, log, command[0] ?? '');
	return {
		url,
		version: installed.release.version,
		pid: child.pid ?? 0,
		userFolder,
		log,
		stop: () => endGently(child),
		kill: () => endAtOnce(child),
	};
}

/** /healthz answers before the migrations have run; the log and the editor's settings tell the truth. */
async function untilUsable(
	child: ChildProcess,
	url: string,
	log: string,
	kind: string,
): Promise<void> {
	const words = readyWords[kind] ?? '';
	const answers = kind === 'start' ? answersAll : isReady;
	const end = Date.now() + bootPatience;
	while (Date.now() < end) {
		if (hasEnded(child)) {
			throw new PlainError(`n8n ended while it started: ${lastWords(log)} (log: ${shown(log)})`);
		}
		if (readFileSync(log, 'utf8').includes(words) && (await answers(url))) return;
		await sleep(100);
	}
	await endGently(child);
	throw new PlainError(`n8n did not start within ${bootPatience / 1000} s (log: ${shown(log)}).`);
}

async function answersAll(url: string): Promise<boolean> {
	try {
		const settings = await fetch(`${url}/rest/settings`);
		return (await isReady(url)) && settings.ok && (await settings.text()).includes('"data"');
	} catch {
		return false;
	}
}

async function isReady(url: string): Promise<boolean> {
	return fetch(`${url}/healthz/readiness`).then(
		({ ok }) => ok,
		() => false,
	);
}

function lastWords(log: string): string {
	const lines = readFileSync(log, 'utf8').split('\n').filter(Boolean);
	return lines.find((line) => /port|error/i.test(line)) ?? lines.at(-1) ?? 'it said nothing';
}
