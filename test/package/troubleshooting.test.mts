import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../sandbox/n8n/project.mts';

const root = projectRoot();
const read = (path: string) => readFileSync(join(root, path), 'utf8');

const sources = ['credentials', 'nodes']
	.flatMap((folder) =>
		readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map(
			(file) => `${folder}/${file}`,
		),
	)
	.filter((file) => file.endsWith('.ts'))
	.map(read)
	.join('\n');

/** What stands as code in the first column of the tables under "The node says"; <…> stands for what differs. */
function textsIn(page: string): string[] {
	const tables = page.split('\n\n').filter((part) => /^\| (The|What the) node says/.test(part));
	const rows = tables.flatMap((table) => table.split('\n').slice(2));
	return rows.flatMap((row) => {
		const cell = row.split('|')[1] ?? '';
		return [...cell.matchAll(/`([^`]+)`/g)].map(([, text]) => text ?? '');
	});
}

test.each([
	['docs/troubleshooting.md', 20],
	['docs/bridge.md', 8],
	['README.md', 5],
])('%s explains texts that the node really says', (file, fewest) => {
	const texts = textsIn(read(file));
	expect(texts.length).toBeGreaterThanOrEqual(fewest);
	const unknown = texts.filter(
		(text) => !text.split(/<[^>]+>/).every((piece) => sources.includes(piece.trim())),
	);
	expect(unknown).toEqual([]);
});

test('every refusal of the API is explained', () => {
	const said = [
		...read('nodes/AmoCrmChats/transport/refusals.ts').matchAll(/message: ['`]([^'`$(]+)/g),
	];
	const explained = textsIn(read('docs/troubleshooting.md'));
	expect(said.length).toBeGreaterThan(8);
	const missing = said
		.map(([, text = '']) => text.trim())
		.filter((text) => !explained.some((known) => known.startsWith(text)));
	expect(missing).toEqual([]);
});
