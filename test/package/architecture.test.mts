import { readFileSync, readdirSync } from 'node:fs';
import { join, posix, relative } from 'node:path';
import { preProcessFile } from 'typescript';
import { projectRoot } from '../../sandbox/n8n/project.mts';

const root = projectRoot();
const HOUSE = 'nodes/AmoCrmChats';

interface Source {
	path: string;
	text: string;
	/** What it imports: files of ours by their path without ending, others by name. */
	imports: string[];
}

const sources = ['nodes', 'credentials'].flatMap(sourcesIn);

function sourcesIn(folder: string): Source[] {
	const entries = readdirSync(join(root, folder), { withFileTypes: true, recursive: true });
	return entries
		.filter(({ name, parentPath }) => /\.m?ts$/.test(name) && !/node_modules/.test(parentPath))
		.map((entry) => {
			const file = join(entry.parentPath, entry.name);
			const path = relative(root, file);
			const text = readFileSync(file, 'utf8');
			return { path, text, imports: importsOf(path, text) };
		});
}

function importsOf(path: string, text: string): string[] {
	return preProcessFile(text).importedFiles.map(({ fileName }) =>
		fileName.startsWith('.') ? posix.join(posix.dirname(path), fileName) : fileName,
	);
}

const within = (...folders: string[]) =>
	sources.filter(({ path }) => folders.some((folder) => path.startsWith(`${HOUSE}/${folder}`)));

/** Imports, as "who → whom", that are neither from these rooms of the house nor these packages. */
function strangers(from: Source[], rooms: string[], packages: string[] = []): string[] {
	expect(from.length).toBeGreaterThan(0);
	const isAllowed = (name: string) =>
		packages.includes(name) || rooms.some((room) => name.startsWith(`${HOUSE}/${room}`));
	return from.flatMap(({ path, imports }) =>
		imports.filter((name) => !isAllowed(name)).map((name) => `${path} → ${name}`),
	);
}

test('shared knows nothing of n8n, nor of any other room', () => {
	expect(strangers(within('shared/'), ['shared/'], ['luxon', 'node:crypto'])).toEqual([]);
});

test('lanes know nobody', () => {
	expect(strangers(within('transport/lanes'), [])).toEqual([]);
});

test('transport knows shared', () => {
	const packages = ['n8n-workflow', 'luxon'];
	expect(strangers(within('transport/'), ['transport/', 'shared/'], packages)).toEqual([]);
});

test('files know transport and shared', () => {
	const rooms = ['files/', 'transport/', 'shared/'];
	expect(strangers(within('files/'), rooms, ['n8n-workflow', 'luxon'])).toEqual([]);
});

test('actions know transport, files and shared', () => {
	const rooms = ['actions/', 'transport/', 'files/', 'shared/'];
	expect(strangers(within('actions/'), rooms, ['n8n-workflow', 'luxon'])).toEqual([]);
});

test('operations and fields know no transport: they do no I/O', () => {
	const pure = within('actions/').filter(({ path }) => /fields\/|\.operation\.ts$/.test(path));
	expect(strangers(pure, ['actions/', 'shared/'], ['n8n-workflow', 'luxon'])).toEqual([]);
});

test('the trigger knows shared, transport, files and fields, and operations only to connect the channel', () => {
	const rooms = ['trigger/', 'transport/', 'files/', 'shared/', 'actions/fields/'];
	const connecting = `${HOUSE}/trigger/connectOnActivation.ts`;
	const others = within('trigger/').filter(({ path }) => path !== connecting);
	expect(strangers(others, rooms, ['n8n-workflow', 'luxon'])).toEqual([]);
	const one = sources.filter(({ path }) => path === connecting);
	expect(strangers(one, [...rooms, 'actions/'], ['n8n-workflow', 'luxon'])).toEqual([]);
});

test('the credential knows shared', () => {
	const credentials = sources.filter(({ path }) => path.startsWith('credentials/'));
	expect(strangers(credentials, ['shared/'], ['n8n-workflow'])).toEqual([]);
});

test('nothing that ships knows the sandbox, the tests or the benchmark', () => {
	const all = strangers(sources, [''], ['n8n-workflow', 'luxon', 'node:crypto']);
	expect(all).toEqual([]);
});

test('the sandbox knows nothing of what ships: a mistake of one cannot hide in the other', () => {
	const theirs = sourcesIn('sandbox').flatMap(({ path, imports }) =>
		imports.filter((name) => /^(nodes|credentials|dist)\//.test(name)).map((name) => [path, name]),
	);
	expect(theirs).toEqual([]);
});

test('crypto is in one place', () => {
	const users = sources.filter(({ imports }) => imports.some((name) => /crypto$/.test(name)));
	expect(users.map(({ path }) => path)).toEqual([`${HOUSE}/shared/signature.ts`]);
});

test('signed requests leave from one place, and others from its neighbours', () => {
	const usersOf = (words: RegExp) =>
		sources.filter(({ text }) => words.test(text)).map(({ path }) => path);
	expect(usersOf(/\bhttpRequestWithAuthentication\b/)).toEqual([`${HOUSE}/transport/amojo.ts`]);
	const others = usersOf(/\bhelpers\.\w*[rR]equest\w*\b/);
	expect(others.filter((path) => !/\/(files|transport)\//.test(path))).toEqual([]);
});

test('only nodes and what serves them at the door know the context of n8n', () => {
	const pure = within('actions/fields/', 'shared/', 'actions/message/', 'actions/channel/');
	const users = pure.filter(({ text }) => /\bI(Execute|Webhook|Hook)Functions\b/.test(text));
	expect(users.map(({ path }) => path)).toEqual([]);
});

test.each(['.', 'sandbox', 'test', HOUSE])('docs/architecture.md has each room of %s', (folder) => {
	const page = readFileSync(join(root, 'docs/architecture.md'), 'utf8');
	const made = /^(\..+|node_modules|dist|coverage|docs|__schema__)$/;
	const rooms = readdirSync(join(root, folder), { withFileTypes: true })
		.filter((entry) => entry.isDirectory() && !made.test(entry.name))
		.map(({ name }) => `${name}/`);
	expect(rooms.length).toBeGreaterThan(0);
	expect(rooms.filter((room) => !page.includes(room))).toEqual([]);
});

test('files are short', () => {
	const lengths = sources.map(({ path, text }): [string, number] => [
		path,
		text.trimEnd().split('\n').length,
	]);
	const isNode = (path: string) => path.endsWith('.node.ts');
	const long = lengths.filter(([path, lines]) => lines > (isNode(path) ? 80 : 250));
	expect(long).toEqual([]);
});
