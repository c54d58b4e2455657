import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { cp, mkdir, readFile, rm, statfs, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buildSqlite, installNode, type NodeHome } from './native.mts';
import { withLock } from './lock.mts';
import { npm } from './npm.mts';
import { PlainError, logFile, projectRoot, sharedLab, shown, type Say } from './project.mts';
import { nodeSuits, type Release } from './releases.mts';

export interface Installed {
	release: Release;
	node: string;
	/** n8n's command line script. */
	bin: string;
}

/** How far an installation got; written after each step, so that an interrupted one goes on or starts over. */
interface Marker {
	lock: string;
	step: 'packages' | 'ready';
}

/** Installs n8n and, where the running one does not suit it, Node 24. At once when it is there already. */
export async function ensureN8n(release: Release, say: Say): Promise<Installed> {
	if (process.platform === 'win32') {
		throw new PlainError('n8n is installed for tests on Linux and macOS only; on Windows use WSL.');
	}
	const folder = sharedLab(release.folder);
	const locks = join(projectRoot(), 'sandbox/n8n/locks', release.folder);
	const lock = createHash('sha256')
		.update(await readFile(join(locks, 'package.json')))
		.update(await readFile(join(locks, 'package-lock.json')))
		.digest('hex');
	const home: NodeHome = nodeSuits(release)
		? { bin: process.execPath, headers: undefined }
		: await installNode(say);
	const installed = {
		release,
		node: home.bin,
		bin: join(folder, 'node_modules/n8n/bin/n8n'),
	};
	if ((await marker(folder, lock)) === 'ready') return installed;
	await mkdir(sharedLab(), { recursive: true });
	await withLock(sharedLab(`${release.folder}.lock`), say, async () => {
		let step = await marker(folder, lock);
		if (step === undefined) {
			await downloadPackages(release, folder, locks, home, say);
			await mark(folder, { lock, step: (step = 'packages') });
		}
		if (step === 'packages') {
			await buildSqlite(release, folder, home, say);
			await mark(folder, { lock, step: 'ready' });
		}
	});
	return installed;
}

async function downloadPackages(
	release: Release,
	folder: string,
	locks: string,
	home: NodeHome,
	say: Say,
): Promise<void> {
	if (existsSync(folder)) {
		say(`Removing an unfinished or outdated ${shown(folder)}`);
		await rm(folder, { recursive: true, force: true, maxRetries: 3 });
	}
	await demandSpace(release);
	say(
		`Installing n8n ${release.version} into ${shown(folder)}: ${release.gigabytes} GB, so the first time takes minutes`,
	);
	await mkdir(folder, { recursive: true });
	await cp(locks, folder, { recursive: true });
	await npm({
		what: `Downloading n8n ${release.version}`,
		// `npm ci` refuses a lock with overridden peers; scripts are ignored because one hard dependency
		// (a Kafka client nothing here loads) wants to compile a library that it downloads from elsewhere.
		args: ['install', '--ignore-scripts', '--no-audit', '--no-fund'],
		cwd: folder,
		log: logFile(`install-${release.folder}`),
		node: home.bin,
		say,
	});
}

async function demandSpace({ version, gigabytes }: Release): Promise<void> {
	const { bavail, bsize } = await statfs(sharedLab());
	const free = (bavail * bsize) / 1e9;
	const needed = gigabytes + 1; // npm's own cache grows as well
	if (free >= needed) return;
	throw new PlainError(
		`n8n ${version} needs ${needed.toFixed(1)} GB on the disk of ${shown(sharedLab())}, which has ${free.toFixed(1)} GB free.`,
	);
}

async function marker(folder: string, lock: string): Promise<Marker['step'] | undefined> {
	try {
		const found = JSON.parse(await readFile(join(folder, 'installed.json'), 'utf8')) as Marker;
		return found.lock === lock ? found.step : undefined;
	} catch {
		return undefined;
	}
}

async function mark(folder: string, state: Marker): Promise<void> {
	await writeFile(join(folder, 'installed.json'), JSON.stringify(state));
}
