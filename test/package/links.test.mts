import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { projectRoot } from '../../sandbox/n8n/project.mts';

const run = promisify(execFile);
const root = projectRoot();
const PLUGIN = join(root, 'node_modules/remark-validate-links/index.js');

/** What is in the repository or about to be, and not what n8n keeps in .lab. */
async function pages(): Promise<string[]> {
	const args = ['ls-files', '--cached', '--others', '--exclude-standard', '*.md'];
	const { stdout } = await run('git', args, { cwd: root });
	return stdout.split('\n').filter((file) => file !== '' && existsSync(join(root, file)));
}

test('every link between pages leads to a file and a heading that exist', async () => {
	const files = await pages();
	expect(files).toEqual(expect.arrayContaining(['README.md', 'docs/architecture.md']));
	const flags = ['--no-config', '--no-stdout', '--no-color', '--quiet', '--frail'];
	const remark = join(root, 'node_modules/.bin/remark');
	const use = `${PLUGIN}=repository:"n8n-nodes-amocrm-chats/n8n-nodes-amocrm-chats"`;
	const found = await run(remark, [...flags, '--use', use, ...files], { cwd: root }).then(
		() => '',
		({ stderr }: { stderr: string }) => stderr,
	);
	expect(found).toBe('');
}, 60_000);

test('every picture exists and says what it shows', async () => {
	const wrong: string[] = [];
	for (const file of await pages()) {
		const text = readFileSync(join(root, file), 'utf8').replace(/```[^]*?```/g, '');
		for (const { alt = '', source = '' } of picturesIn(text)) {
			const isThere = /^https:/.test(source) || existsSync(join(root, dirname(file), source));
			if (alt.trim().length < 10 || !isThere) wrong.push(`${file}: ${source} "${alt}"`);
		}
	}
	expect(wrong).toEqual([]);
});

interface Picture {
	alt?: string;
	source?: string;
}

function picturesIn(text: string): Picture[] {
	const written = [...text.matchAll(/!\[([^\]]*)\]\(([^)\s]+)[^)]*\)/g)];
	const tags = [...text.matchAll(/<img\b[^>]*>/g)].map(([tag]) => ({
		alt: /\balt="([^"]*)"/.exec(tag)?.[1],
		source: /\bsrc="([^"]*)"/.exec(tag)?.[1],
	}));
	return [...written.map(([, alt, source]) => ({ alt, source })), ...tags];
}
