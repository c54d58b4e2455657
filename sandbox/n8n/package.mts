import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import {
	chmod,
	mkdir,
	mkdtemp,
	readFile,
	readdir,
	rename,
	rm,
	stat,
	writeFile,
} from 'node:fs/promises';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { npm } from './npm.mts';
import { logFile, ownLab, projectRoot, type Say } from './project.mts';

export interface Packed {
	name: string;
	version: string;
	tarball: string;
}

/** Builds the package where its sources are newer than dist, and packs what would be published. */
export async function packedPackage(say: Say): Promise<Packed> {
	const root = projectRoot();
	const log = logFile('build');
	if (await isStale(root)) {
		await npm({ what: 'Building the package', args: ['run', 'build'], cwd: root, log, say });
	}
	const folder = await mkdtemp(ownLab('packing-'));
	try {
		const args = ['pack', '--ignore-scripts', '--pack-destination', folder];
		await npm({ what: 'Packing the package', args, cwd: root, log });
		const { name, version } = JSON.parse(
			await readFile(join(root, 'package.json'), 'utf8'),
		) as Packed;
		const file = `${name}-${version}.tgz`;
		// Moved into place at once: another command may be reading the one that is there.
		await mkdir(ownLab('pack'), { recursive: true });
		await rename(join(folder, file), ownLab('pack', file));
		return { name, version, tarball: ownLab('pack', file) };
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
}

const sources = [
	'nodes',
	'credentials',
	'index.js',
	'package.json',
	'tsconfig.json',
	'gulpfile.js',
];

async function isStale(root: string): Promise<boolean> {
	const dist = join(root, 'dist');
	if (!existsSync(dist)) return true;
	const built = await changeTimes(dist, (name) => name.endsWith('.js'));
	const written = await Promise.all(sources.map((source) => changeTimes(join(root, source))));
	return built.length === 0 || Math.min(...built) < Math.max(...written.flat());
}

/** Folders count as well: their time changes when a file in them is removed. */
async function changeTimes(path: string, counts?: (name: string) => boolean): Promise<number[]> {
	const found = await stat(path);
	if (!found.isDirectory()) return counts && !counts(basename(path)) ? [] : [found.mtimeMs];
	const inside = await readdir(path);
	const times = await Promise.all(inside.map((name) => changeTimes(join(path, name), counts)));
	return [...(counts ? [] : [found.mtimeMs]), ...times.flat()];
}

/** As n8n's documentation installs a community package by hand; n8n loads it at its next start. */
export async function putPackages(
	node: string,
	userFolder: string,
	packages: Packed[],
): Promise<void> {
	const folder = join(userFolder, '.n8n/nodes');
	await mkdir(folder, { recursive: true });
	for (const { name } of packages) {
		// Else npm takes a rebuilt package of the same version for the one it has.
		await rm(join(folder, 'node_modules', name), { recursive: true, force: true });
	}
	const list = join(folder, 'package.json');
	if (!existsSync(list)) await writeFile(list, '{"name":"installed-nodes","private":true}\n');
	await npm({
		what: 'Installing the package into n8n',
		// Without --legacy-peer-deps npm would add a second n8n-workflow beside n8n's own.
		args: [
			...['install', '--omit=dev', '--legacy-peer-deps', '--ignore-scripts'],
			...['--no-audit', '--no-fund', '--no-package-lock'],
			...packages.map(({ tarball }) => tarball),
		],
		cwd: folder,
		log: logFile('package'),
		node,
	});
}

/**
 * A folder with an `npm` that answers for our package from its tarball and passes everything else on:
 * n8n's own in-app installation accepts published names only.
 */
export async function npmShim(folder: string, { name, version, tarball }: Packed): Promise<string> {
	await mkdir(folder, { recursive: true });
	const { stdout } = await promisify(execFile)('sh', ['-c', 'command -v npm']);
	const lines = [
		'#!/bin/sh',
		'case "$1 $2" in',
		`"view ${name}@"*) echo '"${version}"'; exit 0 ;;`,
		`"pack ${name}@"*) cp '${tarball}' . && echo '${basename(tarball)}'; exit 0 ;;`,
		'esac',
		`exec '${stdout.trim()}' "$@"`,
	];
	await writeFile(join(folder, 'npm'), lines.join('\n') + '\n');
	await chmod(join(folder, 'npm'), 0o755);
	return folder;
}
