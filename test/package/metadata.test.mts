import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../sandbox/n8n/project.mts';

const root = projectRoot();

interface Metadata {
	[key: string]: unknown;
	devDependencies?: Record<string, string>;
	dependencies?: Record<string, string>;
	scripts?: Record<string, string>;
}

const read = (path: string) => readFileSync(join(root, path), 'utf8');
const metadata = JSON.parse(read('package.json')) as Metadata;

/** Every folder that npm installs into. */
const FOLDERS = [
	'',
	'sandbox/',
	'bench/',
	...['n8n1', 'n8n2', 'node24'].map((name) => `sandbox/n8n/locks/${name}/`),
];
const folders = FOLDERS.filter((folder) => existsSync(join(root, `${folder}package.json`)));

test('is a community package under the MIT licence with a strict linter', () => {
	expect(metadata).toMatchObject({
		name: 'n8n-nodes-amocrm-chats',
		license: 'MIT',
		keywords: expect.arrayContaining(['n8n-community-node-package']),
		files: ['dist'],
		n8n: { n8nNodesApiVersion: 1, strict: true },
	});
});

test('brings nothing along, and wants nothing but n8n-workflow of any version', () => {
	expect(metadata).not.toHaveProperty('dependencies');
	expect(metadata).not.toHaveProperty('optionalDependencies');
	expect(metadata).not.toHaveProperty('bundledDependencies');
	expect(metadata).not.toHaveProperty('overrides');
	expect(metadata.peerDependencies).toEqual({ 'n8n-workflow': '*' });
});

test('runs nothing on the machine that installs it', () => {
	const forbidden = ['preinstall', 'install', 'postinstall', 'prepare', 'prepublish'];
	expect(Object.keys(metadata.scripts ?? {}).filter((name) => forbidden.includes(name))).toEqual(
		[],
	);
});

test("leaves n8n's own linter as it is", () => {
	expect(read('eslint.config.mjs')).toBe(
		"import { config } from '@n8n/node-cli/eslint';\n\nexport default config;\n",
	);
});

describe.each(folders)('what is installed in ./%s', (folder) => {
	const { dependencies, devDependencies } = JSON.parse(read(`${folder}package.json`)) as Metadata;

	test('is pinned exactly', () => {
		const versions = Object.entries({ ...dependencies, ...devDependencies });
		expect(versions.length).toBeGreaterThan(0);
		expect(versions.filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([]);
	});

	test('is locked, without saying from where', () => {
		const lock = JSON.parse(read(`${folder}package-lock.json`)) as {
			packages: Record<string, { resolved?: string; version?: string }>;
		};
		const installed = Object.entries(lock.packages).filter(([path]) => path !== '');
		expect(installed.length).toBeGreaterThan(0);
		expect(installed.filter(([, { resolved }]) => resolved !== undefined)).toEqual([]);
		for (const [name, version] of Object.entries({ ...dependencies, ...devDependencies })) {
			expect([name, lock.packages[`node_modules/${name}`]?.version]).toEqual([name, version]);
		}
	});
});
