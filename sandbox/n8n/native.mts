import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdir, readdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { withLock } from './lock.mts';
import { npm } from './npm.mts';
import { PlainError, logFile, projectRoot, sharedLab, type Say } from './project.mts';
import type { Release } from './releases.mts';

export interface NodeHome {
	bin: string;
	/** Folder that holds include/node, for what is compiled. */
	headers: string | undefined;
}

/** Node 24 from npm's `node` package: n8n 2.x runs on nothing older. */
export async function installNode(say: Say): Promise<NodeHome> {
	const folder = sharedLab('node24');
	const bin = join(folder, 'node_modules/node/bin/node');
	await mkdir(sharedLab(), { recursive: true });
	await withLock(sharedLab('node24.lock'), say, async () => {
		if (runs(bin, ['--version'])) return;
		await rm(folder, { recursive: true, force: true });
		await cp(join(projectRoot(), 'sandbox/n8n/locks/node24'), folder, { recursive: true });
		await npm({
			what: 'Downloading Node 24 for n8n (190 MB)',
			// Its install script fetches the binary of this platform.
			args: ['install', '--ignore-scripts=false', '--no-audit', '--no-fund'],
			cwd: folder,
			log: logFile('install-node24'),
			say,
		});
		if (!runs(bin, ['--version'])) {
			throw new PlainError(
				`The Node 24 that npm offers does not run on this machine; start this command with a Node 24 of your own.`,
			);
		}
	});
	return { bin, headers: await headersIn(join(folder, 'node_modules/node/node_modules')) };
}

/** The one package of n8n that must be compiled (or fetched ready-made) for SQLite. */
export async function buildSqlite(
	release: Release,
	folder: string,
	home: NodeHome,
	say: Say,
): Promise<void> {
	const headers = home.headers ?? headersBeside(home.bin);
	try {
		await npm({
			what: 'Building SQLite for n8n, a minute or so',
			args: ['rebuild', 'sqlite3', '--ignore-scripts=false'],
			cwd: folder,
			log: logFile(`install-${release.folder}`),
			node: home.bin,
			// Else node-gyp would take the headers of another Node, or download them.
			env: headers ? { npm_config_nodedir: headers } : {},
			say,
		});
	} catch (error) {
		const missing = ['make', 'g++', 'python3'].filter((tool) => !runs(tool, ['--version']));
		if (missing.length === 0) throw error;
		throw new PlainError(
			`SQLite for n8n could not be built because ${missing.join(', ')} ${missing.length > 1 ? 'are' : 'is'} not installed; install it with your system’s package manager, then run the same command again.`,
		);
	}
	if (!runs(home.bin, ['-e', "require('sqlite3')"], folder)) {
		throw new PlainError(
			'SQLite for n8n was built but does not load; remove .lab and start again.',
		);
	}
}

function runs(command: string, args: string[], cwd?: string): boolean {
	return spawnSync(command, args, { cwd, stdio: 'ignore' }).status === 0;
}

async function headersIn(folder: string): Promise<string | undefined> {
	const names = await readdir(folder);
	return names
		.map((name) => join(folder, name))
		.find((home) => existsSync(join(home, 'include/node/node.h')));
}

function headersBeside(node: string): string | undefined {
	const home = dirname(dirname(node));
	return existsSync(join(home, 'include/node/node.h')) ? home : undefined;
}
