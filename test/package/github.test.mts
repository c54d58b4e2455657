import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { projectRoot } from '../../sandbox/n8n/project.mts';

const root = projectRoot();
const read = <T,>(path: string) => parse(readFileSync(join(root, '.github', path), 'utf8')) as T;

describe('dependabot', () => {
	const { updates } = read<{ updates: Array<Record<string, unknown>> }>('dependabot.yml');
	const folders = updates
		.filter((update) => update['package-ecosystem'] === 'npm')
		.flatMap(({ directories }) => directories as string[]);

	test('watches every folder that npm installs into, and no other', () => {
		const locks = readdirSync(join(root, 'sandbox/n8n/locks'));
		const watched = folders.flatMap((folder) =>
			folder.endsWith('/*') ? locks.map((name) => folder.replace('*', name)) : [folder],
		);
		const missing = watched.filter(
			(folder) => !existsSync(join(root, folder, 'package-lock.json')),
		);
		expect(missing).toEqual([]);
		const own = ['', 'bench', 'sandbox', ...locks.map((name) => `sandbox/n8n/locks/${name}`)]
			.filter((folder) => existsSync(join(root, folder, 'package-lock.json')))
			.map((folder) => `/${folder}`);
		expect(watched.sort()).toEqual(own.sort());
	});

	test('watches every folder with an image of deploy/', () => {
		const of = (ecosystem: string) =>
			updates
				.filter((update) => update['package-ecosystem'] === ecosystem)
				.flatMap(({ directory, directories }) => directory ?? directories);
		const holders = (file: string) =>
			readdirSync(join(root, 'deploy'))
				.filter((folder) => existsSync(join(root, 'deploy', folder, file)))
				.map((folder) => `/deploy/${folder}`);
		expect(of('docker-compose').sort()).toEqual(holders('compose.yaml').sort());
		expect(of('docker').sort()).toEqual(holders('Dockerfile').sort());
	});

	test('puts what belongs together into one pull request', () => {
		expect(updates.filter(({ groups }) => groups === undefined)).toEqual([]);
	});
});

describe.each(['bug.yml', 'feature.yml'])('the form %s', (file) => {
	interface Field {
		type: string;
		id?: string;
		attributes: { label?: string; value?: string; options?: Array<string | { label: string }> };
	}
	const form = read<{ name: string; description: string; body: Field[] }>(`ISSUE_TEMPLATE/${file}`);
	const asked = form.body.filter(({ type }) => type !== 'markdown');

	/** Else GitHub leaves it out, and says so nowhere but on the form's page. */
	test('is one that GitHub shows', () => {
		expect(form).toMatchObject({ name: expect.any(String), description: expect.any(String) });
		const kinds = ['markdown', 'input', 'textarea', 'dropdown', 'checkboxes'];
		expect(form.body.filter(({ type }) => !kinds.includes(type))).toEqual([]);
		expect(asked.length).toBeGreaterThan(0);
		const ids = asked.map(({ id }) => id);
		expect(new Set(ids).size).toBe(ids.length);
		for (const { id, attributes } of asked) {
			expect(id).toMatch(/^[a-z0-9-]+$/);
			expect(attributes.label).toEqual(expect.any(String));
		}
		const lists = asked.flatMap(({ type, attributes }) =>
			type === 'dropdown' ? (attributes.options ?? []) : [],
		);
		expect(lists.filter((option) => typeof option !== 'string')).toEqual([]);
	});
});

test('a bug report asks for what finding it takes, and for no secret', () => {
	const { body } = read<{ body: Array<{ id?: string; attributes: { value?: string } }> }>(
		'ISSUE_TEMPLATE/bug.yml',
	);
	expect(body.map(({ id }) => id)).toEqual(
		expect.arrayContaining(['error', 'n8n', 'mode', 'node', 'package']),
	);
	expect(body[0]?.attributes.value).toMatch(/Never paste the channel secret/);
});
