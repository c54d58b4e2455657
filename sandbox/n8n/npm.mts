import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync, writeSync } from 'node:fs';
import { delimiter, dirname } from 'node:path';
import { own } from './processes.mts';
import { PlainError, shown, type Say } from './project.mts';

export interface NpmRun {
	/** What is being done, as the subject of "… failed" and of the progress lines. */
	what: string;
	args: string[];
	cwd: string;
	log: string;
	/** The Node that npm and the scripts it starts run on. */
	node?: string;
	env?: NodeJS.ProcessEnv;
	say?: Say;
}

const progressEvery = 10_000;

/** Runs npm with its output in a log file; throws a PlainError that names the likely cause. */
export async function npm({ what, args, cwd, log, node, env, say }: NpmRun): Promise<void> {
	const out = openSync(log, 'a');
	writeSync(out, `\n$ npm ${args.join(' ')}\n`);
	const started = Date.now();
	const elapsed = () => `${Math.round((Date.now() - started) / 1000)} s`;
	const ticking = setInterval(() => say?.(`  ${what}: ${elapsed()}`), progressEvery);
	try {
		const [command, ...before] = npmCommand(node ?? process.execPath);
		const child = spawn(command, [...before, ...args], {
			cwd,
			env: { ...process.env, ...env, PATH: pathWith(node ?? process.execPath) },
			stdio: ['ignore', out, out],
			detached: true,
		});
		own(child);
		const code = await new Promise<number | null>((done, failed) => {
			child.once('error', failed).once('exit', done);
		});
		if (code !== 0) throw new PlainError(`${what} failed: ${cause(log)}. Log: ${shown(log)}`);
	} finally {
		clearInterval(ticking);
		closeSync(out);
	}
	say?.(`  ${what}: done in ${elapsed()}`);
}

export function pathWith(node: string, ...first: string[]): string {
	return [...first, dirname(node), process.env.PATH ?? ''].join(delimiter);
}

/** `npm start` tells which npm it is; without it the one on PATH is taken. */
function npmCommand(node: string): [string, ...string[]] {
	const cli = process.env.npm_execpath;
	return cli?.endsWith('npm-cli.js') ? [node, cli] : ['npm'];
}

const causes: Array<[RegExp, string]> = [
	[/ENOSPC/, 'the disk is full'],
	[
		/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ERR_SOCKET_TIMEOUT|EIDLETIMEOUT/,
		'the network did not answer; check the connection, or npm’s proxy and registry settings, and run the same command again',
	],
	[/EINTEGRITY/, 'a download arrived damaged; run `npm cache verify`, then the same command again'],
	[/E404|ETARGET/, 'the npm registry in use does not have one of the pinned packages'],
	[/EACCES|EPERM/, 'a file or folder may not be written'],
];

function cause(log: string): string {
	const lastRun = readFileSync(log, 'utf8').split('\n$ npm ').at(-1) ?? '';
	// Warnings name retried or optional downloads that did no harm.
	const errors = lastRun.split('\n').filter((line) => line && !/^npm warn/i.test(line));
	const known = causes.find(([pattern]) =>
		errors.some((line) => /^npm err/i.test(line) && pattern.test(line)),
	);
	const first = errors.find((line) => /error/i.test(line)) ?? errors.at(-1);
	return known?.[1] ?? first?.trim() ?? 'npm said nothing';
}
