import { execFile } from 'node:child_process';
import { mkdir, readFile, readdir, stat, symlink } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { promisify } from 'node:util';
import { projectRoot } from '../../sandbox/n8n/project.mts';
import { crowdedLines, namesIn } from './readable.mts';
import { unpackedPackage, type Unpacked } from './unpacked.mts';

/** What load.mjs prints. */
interface Loaded {
	names: string[];
	modules: string[];
}

const run = promisify(execFile);

let unpacked: Unpacked;

// Building what is stale takes a while.
beforeAll(async () => {
	unpacked = await unpackedPackage(() => {});
}, 120_000);
afterAll(async () => {
	await unpacked.remove();
});

async function filesIn(folder: string): Promise<string[]> {
	const entries = await readdir(folder, { withFileTypes: true, recursive: true });
	return entries
		.filter((entry) => entry.isFile())
		.map((entry) => relative(folder, join(entry.parentPath, entry.name)));
}

test('holds the compiled nodes, the licence, the front page and the metadata, and nothing else', async () => {
	const files = await filesIn(unpacked.folder);
	const top = new Set(files.map((file) => file.split('/')[0]));
	expect([...top].sort()).toEqual(['LICENSE.md', 'README.md', 'dist', 'package.json']);
	const kinds = files.filter((file) => file.startsWith('dist/') && !/\.(js|json|svg)$/.test(file));
	expect(kinds).toEqual([]);
	const strangers = files.filter((file) => /test|sandbox|bench|tsbuildinfo/.test(file));
	expect(strangers).toEqual([]);
});

test('is under 200 kB', async () => {
	expect((await stat(unpacked.tarball)).size).toBeLessThan(200_000);
});

describe('can be read as it is: by reviewers, and in the lines of a stack trace', () => {
	let compiled: string[];

	beforeAll(async () => {
		const files = await filesIn(join(unpacked.folder, 'dist'));
		compiled = files.filter((file) => file.endsWith('.js'));
		expect(compiled.length).toBeGreaterThan(50);
	});

	const codeOf = (file: string) => readFile(join(unpacked.folder, 'dist', file), 'utf8');
	const sourceOf = (file: string) =>
		readFile(join(projectRoot(), file.replace(/\.js$/, '.ts')), 'utf8');

	test('no two statements share a line', async () => {
		for (const file of compiled) {
			expect([file, crowdedLines(await codeOf(file))]).toEqual([file, []]);
		}
	});

	test('functions and variables have their own names', async () => {
		for (const file of compiled) {
			const shipped = new Set((await codeOf(file)).match(/[\w$]+/g));
			const lost = namesIn(await sourceOf(file)).filter((name) => !shipped.has(name));
			expect([file, lost]).toEqual([file, []]);
		}
	});

	test('the comments of functions say why', async () => {
		// TypeScript leaves an overload out with its comment: what it declares ends on its line.
		const commented = /^(\/\*\* .+ \*\/)\n(?:export )?(?:async )?function(?![^\n]*;$)/gm;
		for (const file of compiled) {
			const code = await codeOf(file);
			const comments = [...(await sourceOf(file)).matchAll(commented)].map(
				([, comment]) => comment,
			);
			expect([file, comments.filter((comment) => !code.includes(`${comment}`))]).toEqual([
				file,
				[],
			]);
		}
	});
});

test('has every compiled source, and no leftovers of removed ones', async () => {
	const root = projectRoot();
	const sources = await Promise.all(
		['nodes', 'credentials'].map(async (folder) =>
			(await filesIn(join(root, folder))).map((file) => `dist/${folder}/${file}`),
		),
	);
	const expected = sources.flat().map((file) => file.replace(/\.ts$/, '.js'));
	const files = await filesIn(unpacked.folder);
	expect(files.filter((file) => file.startsWith('dist/')).sort()).toEqual(expected.sort());
});

test('names nothing of the machine that it was built on', async () => {
	for (const file of await filesIn(unpacked.folder)) {
		const text = await readFile(join(unpacked.folder, file), 'utf8');
		expect([file, text.includes(projectRoot())]).toEqual([file, false]);
	}
});

describe('loads with nothing but what n8n has beside it', () => {
	/** A folder of modules with only these two, as n8n guarantees them. */
	async function modulesOfN8n(): Promise<string> {
		const modules = join(unpacked.folder, '../modules');
		await mkdir(modules);
		for (const name of ['n8n-workflow', 'luxon']) {
			await symlink(join(projectRoot(), 'node_modules', name), join(modules, name));
		}
		return modules;
	}

	let loaded: Loaded;

	beforeAll(async () => {
		const env = { ...process.env, NODE_PATH: await modulesOfN8n(), NODE_OPTIONS: '' };
		const script = join(projectRoot(), 'test/package/load.mjs');
		const { stdout } = await run(process.execPath, [script, unpacked.folder], { env });
		loaded = JSON.parse(stdout) as Loaded;
	}, 30_000);

	test('all of package.json#n8n', () => {
		expect(loaded.names).toEqual([
			...['amoCrmChatsApi', 'amoCrmChatsMessengerApi'],
			...['amoCrmChats', 'amoCrmChatsBridge', 'amoCrmChatsTrigger'],
		]);
	});

	test('and its files ask for nothing else', () => {
		expect(loaded.modules.sort()).toEqual(['luxon', 'n8n-workflow', 'node:crypto']);
	});
});
