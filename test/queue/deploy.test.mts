import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
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

interface Composed {
	services: Record<string, Composition>;
	secrets: Record<string, { file: string }>;
	networks?: Record<string, { internal?: boolean } | null>;
}
interface Composition {
	image: string;
	command?: string[];
	healthcheck: { test: string[] };
	environment?: Record<string, string>;
	networks?: string[];
	secrets?: string[];
	user?: string;
}

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
				cap_drop: ['ALL'],
				security_opt: ['no-new-privileges:true'],
				logging: { options: { 'max-size': expect.any(String), 'max-file': expect.any(String) } },
			});
		}
	});

	test('secrets are in files alone, each given to those who need it', () => {
		const { services, secrets } = parseCompose(file) as Composed;
		const wanted = new Set<string>();
		for (const { command = [], environment = {}, ...service } of Object.values(services)) {
			const own = service.secrets ?? [];
			const words = [...command, ...service.healthcheck.test, ...Object.values(environment)].join(
				'\n',
			);
			expect(words).not.toMatch(/\$\{\w*(PASSWORD|KEY)/);
			const names = Object.keys(environment);
			expect(names.filter((name) => /(PASSWORD|KEY)$/.test(name))).toEqual([]);
			const read = Object.values(environment).filter((value) => value.startsWith('/run/secrets/'));
			expect(own.map((name) => `/run/secrets/${name}`).sort()).toEqual(read.sort());
			for (const name of own) wanted.add(name);
		}
		expect(Object.keys(secrets).sort()).toEqual([...wanted].sort());
	});

	test('make-secrets.sh makes what is missing, for nobody else to read, and leaves the rest', () => {
		const folder = mkdtempSync(join(tmpdir(), 'amocrm-chats-deploy-'));
		try {
			copyFileSync(file, join(folder, 'compose.yaml'));
			const make = () => execFileSync('sh', [deployFile('make-secrets.sh')], { cwd: folder });
			make();
			const made = readdirSync(join(folder, 'secrets'));
			const { secrets } = parseCompose(file) as Composed;
			const asked = Object.values(secrets).map((secret) => secret.file.replace('./secrets/', ''));
			expect(made.sort()).toEqual(asked.sort());
			const read = () => made.map((name) => readFileSync(join(folder, 'secrets', name), 'utf8'));
			const first = read();
			expect(new Set(first).size).toBe(made.length);
			for (const secret of first) expect(secret).toMatch(/^[0-9a-f]{48}$/);
			expect(statSync(join(folder, 'secrets')).mode & 0o777).toBe(0o700);
			make();
			expect(read()).toEqual(first);
		} finally {
			rmSync(folder, { recursive: true });
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
			.filter((name) => name !== 'NODE_ENV')
			// n8n reads each of its settings from a file, too.
			.map((name) => name.replace(/_FILE$/, ''));
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

test('PostgreSQL and Redis are out of reach for the proxy, and reach nothing themselves', () => {
	const { services, networks = {} } = parseCompose(deployFile('queue/compose.yaml')) as Composed;
	const of = (name: string) => services[name]?.networks ?? [];
	for (const store of ['postgres', 'redis', 'rescue']) {
		expect(of(store)).not.toHaveLength(0);
		expect(of(store).filter((network) => of('caddy').includes(network))).toEqual([]);
		expect(of(store).filter((network) => !networks[network]?.internal)).toEqual([]);
	}
	for (const n8n of ['main', 'webhook', 'worker']) {
		expect(of(n8n)).toEqual(expect.arrayContaining(of('redis')));
		// Else it could call neither amoCRM nor a messenger.
		expect(of(n8n).some((network) => !networks[network]?.internal)).toBe(true);
	}
});

test("n8n's own protection refuses what is inside of a network", async () => {
	const { bin, node } = await ensureN8n(releases[2], () => {});
	const modules = dirname(dirname(dirname(bin)));
	const env = { ...process.env, ...readEnvFile(deployFile('n8n.env')), NODE_PATH: modules };
	const script = `require('reflect-metadata');
		const { SsrfProtectionConfig } = require('@n8n/config');
		const { Container } = require('@n8n/di');
		const { SsrfProtectionService } = require('@n8n/backend-network');
		const refuses = (ip) => !Container.get(SsrfProtectionService).validateIp(ip).ok;
		const { enabled } = Container.get(SsrfProtectionConfig);
		console.log(JSON.stringify({ enabled, refused: process.argv.slice(1).filter(refuses) }));`;
	const inside = [
		...['127.0.0.1', '10.0.0.1', '172.18.0.2', '192.168.1.1', '169.254.169.254', '100.64.0.1'],
		...['168.63.129.16', '224.0.0.1', '240.0.0.1', '::1', '::ffff:10.0.0.1', 'fd00::1', 'fe80::1'],
		...['2002:7f00:1::', '2001:0:1::1', '64:ff9b::7f00:1'],
	];
	const outside = ['93.184.216.34', '2a00:1450:4001:81b::200e'];
	const said = execFileSync(node, ['-e', script, ...inside, ...outside], { env, encoding: 'utf8' });
	const answer: unknown = JSON.parse(said.trim().split('\n').at(-1) ?? '');
	expect(answer).toEqual({ enabled: true, refused: inside });
});

test("a worker's journal does not outlive it", () => {
	const { worker } = readServices(deployFile('queue/compose.yaml'));
	const journal = worker?.env.N8N_EVENTBUS_LOGWRITER_LOGFULLPATH ?? '';
	expect(worker?.tmpfs).toEqual([dirname(journal)]);
});
