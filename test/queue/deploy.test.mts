import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import {
	deployFile,
	parseCompose,
	readEnvFile,
	readServices,
} from '../../sandbox/cluster/compose.mts';
import { findPrograms } from '../../sandbox/cluster/programs.mts';
import { composeProblems } from '../../sandbox/cluster/schema.mts';
import { ensureN8n } from '../../sandbox/n8n/install.mts';
import { releases } from '../../sandbox/n8n/releases.mts';

const kinds = ['single', 'queue'];

describe.each(kinds)('deploy/%s', (kind) => {
	const file = deployFile(kind, 'compose.yaml');

	test('is what the compose specification describes', () => {
		expect(composeProblems(parseCompose(file))).toEqual([]);
	});

	test('a mistake in it would be found', () => {
		const { services } = parseCompose(file) as { services: Record<string, object> };
		expect(composeProblems({ services: { ...services, extra: { comand: 'start' } } })).not.toEqual(
			[],
		);
	});

	test('everything restarts, is looked after and has its limits', () => {
		const { services } = parseCompose(file) as { services: Record<string, object> };
		for (const service of Object.values(services)) {
			expect(service).toMatchObject({
				restart: 'unless-stopped',
				healthcheck: { test: expect.any(Array) },
				deploy: { resources: { limits: { memory: expect.any(String) } } },
			});
		}
	});

	test('.env.example names what the file asks for', () => {
		const asked = new Set(readFileSync(file, 'utf8').match(/(?<=\$\{)\w+/g));
		const named = Object.keys(readEnvFile(deployFile(kind, '.env.example')));
		expect(named.sort()).toEqual([...asked].sort());
	});

	test('Caddy takes its Caddyfile', () => {
		const config = ['--adapter', 'caddyfile', '--config', deployFile(kind, 'Caddyfile')];
		const env = { ...process.env, N8N_ADDRESS: 'http://127.0.0.1:1' };
		execFileSync(findPrograms().caddy, ['validate', ...config], { env, stdio: 'pipe' });
	});

	test('n8n knows each of its settings', async () => {
		const { bin } = await ensureN8n(releases[2], () => {});
		const settings = Object.values(readServices(file))
			.filter(({ command: [first = ''] }) => ['start', 'webhook', 'worker'].includes(first))
			.flatMap(({ env }) => Object.keys(env))
			.filter((name) => name !== 'NODE_ENV');
		const modules = dirname(dirname(dirname(bin)));
		const where = ['@n8n', 'n8n-core/dist', 'n8n/dist', 'n8n-workflow/dist'];
		const known = execFileSync(
			'grep',
			[
				...['-rhowE', '--include=*.js', [...new Set(settings)].join('|')],
				...where.map((folder) => join(modules, folder)),
			],
			{ encoding: 'utf8', maxBuffer: 64e6 },
		);
		const words = new Set(known.split('\n'));
		expect(settings.filter((name) => !words.has(name))).toEqual([]);
	});
});

test('the image is of the n8n that all was tested with, and of this package', () => {
	const dockerfile = readFileSync(deployFile('n8n/Dockerfile'), 'utf8');
	const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
	expect(dockerfile).toContain(`ARG N8N_VERSION=${releases[2].version}\n`);
	expect(dockerfile).toContain(`ARG PACKAGE_VERSION=${version}\n`);
});

test("a worker's journal does not outlive it", () => {
	const { worker } = readServices(deployFile('queue/compose.yaml'));
	const journal = worker?.env.N8N_EVENTBUS_LOGWRITER_LOGFULLPATH ?? '';
	expect(worker?.tmpfs).toEqual([dirname(journal)]);
});
