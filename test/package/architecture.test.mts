import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../sandbox/n8n/project.mts';
import {
	cyclesIn,
	HOUSE,
	importsOf,
	knowledgeOfRooms,
	nameOf,
	reachOf,
	roomOf,
	sourcesIn,
} from './sources.mts';

const root = projectRoot();

/** Who may know whom. A room without a line here may know nobody, so a new folder is held from its first file on. */
const MAY_KNOW: Record<string, string[]> = {
	nodes: ['bridge', 'registry', 'actions', 'trigger'],
	bridge: ['operations', 'fields', 'actions', 'messengers', 'transport', 'files', 'shared'],
	registry: ['operations', 'actions'],
	operations: ['fields', 'actions', 'shared'],
	fields: ['actions', 'shared'],
	trigger: ['operations', 'fields', 'actions', 'transport', 'files', 'shared'],
	actions: ['transport', 'files', 'shared'],
	files: ['transport', 'shared'],
	transport: ['shared'],
	messengers: ['shared'],
	credentials: ['shared'],
};

const WITHOUT_N8N = ['shared', 'messengers'];
/** No I/O, no clock, no randomness; what they need comes in, and what they want goes out as data. */
const PURE = [...WITHOUT_N8N, 'fields', 'operations', 'registry'];

const sources = ['nodes', 'credentials'].flatMap(sourcesIn);

const ofRoom = (room: string) => sources.filter(({ path }) => roomOf(path) === room);

const packagesOf = (room: string) => [
	'luxon',
	...(room === 'shared' ? ['node:crypto'] : []),
	...(WITHOUT_N8N.includes(room) ? [] : ['n8n-workflow']),
];

const rooms = knowledgeOfRooms(sources);

test.each([
	['credentials/AmoCrmChatsApi.credentials', 'credentials'],
	[`${HOUSE}/AmoCrmChats.node.ts`, 'nodes'],
	[`${HOUSE}/actions/operation`, 'actions'],
	[`${HOUSE}/actions/registry`, 'registry'],
	[`${HOUSE}/actions/fields/time.ts`, 'fields'],
	[`${HOUSE}/actions/chat/create.operation.ts`, 'operations'],
	[`${HOUSE}/actions/unheardOf/mapper.ts`, 'operations'],
	[`${HOUSE}/bridge/execute`, 'bridge'],
	[`${HOUSE}/messengers/telegram.ts`, 'messengers'],
	[`${HOUSE}/unheardOf/file.ts`, 'unheardOf'],
])('%s is in the room %s', (file, room) => {
	expect(roomOf(file)).toBe(room);
});

test.each([...rooms.keys()])('%s knows only whom it may know', (room) => {
	const allowed = [...(MAY_KNOW[room] ?? []), ...packagesOf(room)];
	const known = [...(rooms.get(room) ?? [])];
	expect(known.filter(([other]) => !allowed.includes(other)).flatMap(([, ways]) => ways)).toEqual(
		[],
	);
});

test('no two rooms know each other, by types either', () => {
	const graph = new Map([...rooms].map(([room, known]) => [room, known.keys()]));
	expect(cyclesIn(graph)).toEqual([]);
});

test('no two files know each other, by types either', () => {
	expect(cyclesIn(new Map(sources.map((source) => [nameOf(source), source.imports])))).toEqual([]);
});

test('a cycle would be found', () => {
	const code = "import type { C } from './c'; export * from '../room/a'; type D = import('./d').D;";
	expect(importsOf('room/b.ts', code)).toEqual(['room/c', 'room/a', 'room/d']);
	const graph = { start: ['a', 'end'], a: ['b'], b: ['c', 'end'], c: ['a'] };
	expect(cyclesIn(new Map(Object.entries(graph)))).toEqual(['a → b → c → a']);
});

test('operations and fields reach no I/O, whatever the way', () => {
	const pure = [...ofRoom('operations'), ...ofRoom('fields')];
	const ways = [...reachOf(pure, sources)];
	const wrong = ways.filter(([name]) => /\/(transport|files)\//.test(name));
	expect(wrong.map(([, way]) => way)).toEqual([]);
});

test('an operation knows no other: what two share is a field', () => {
	const ways = ofRoom('operations').flatMap(({ path, imports }) =>
		imports.filter((name) => name.endsWith('.operation')).map((name) => `${path} → ${name}`),
	);
	expect(ways).toEqual([]);
});

test('the trigger knows the form, and operations only to connect the channel', () => {
	const knowing = ofRoom('trigger').filter(({ imports }) =>
		imports.some(
			(name) =>
				name !== `${HOUSE}/actions/form` && ['operations', 'actions'].includes(roomOf(name)),
		),
	);
	expect(knowing.map(({ path }) => path)).toEqual([`${HOUSE}/trigger/connectOnActivation.ts`]);
});

test('the Bridge knows no messenger by its name: what one of them needs is in the contract', () => {
	const ways = ofRoom('bridge').flatMap(({ path, imports }) =>
		imports
			.filter(
				(name) => roomOf(name) === 'messengers' && !/\/(messenger|registry|incoming)$/.test(name),
			)
			.map((name) => `${path} → ${name}`),
	);
	expect(ways).toEqual([]);
});

test('lanes know nobody', () => {
	const lanes = sources.filter(({ path }) => path === `${HOUSE}/transport/lanes.ts`);
	expect(lanes.map(({ imports }) => imports)).toEqual([[]]);
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

test('pure rooms know no context of n8n: what is not handed in cannot be called', () => {
	const pure = sources.filter(({ path }) => PURE.includes(roomOf(path)));
	const users = pure.filter(({ text }) => /\bI[A-Z]\w*Functions\b/.test(text));
	expect(users.map(({ path }) => path)).toEqual([]);
});

test('pure rooms read no clock and throw no dice: the same form gives the same request', () => {
	const pure = sources.filter(({ path }) => PURE.includes(roomOf(path)));
	const impure =
		/Date\.now|new Date\(\)|Math\.random|random(UUID|Bytes)|DateTime\.(now|local|utc)\(\)/;
	expect(pure.filter(({ text }) => impure.test(text)).map(({ path }) => path)).toEqual([]);
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

test('docs/architecture.md names no file that is gone', () => {
	const page = readFileSync(join(root, 'docs/architecture.md'), 'utf8');
	const named = [...page.matchAll(/(?<![*.])\b[\w/]+(?:\.test)?\.m?ts\b/g)].map(([name]) => name);
	const files = [...sources, ...sourcesIn('test'), ...sourcesIn('sandbox')];
	expect(named.length).toBeGreaterThan(15);
	const gone = named.filter((name) => !files.some(({ path }) => `/${path}`.endsWith(`/${name}`)));
	expect(gone).toEqual([]);
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
