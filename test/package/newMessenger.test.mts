import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { messengers } from '../../nodes/AmoCrmChats/messengers/registry.ts';
import { projectRoot } from '../../sandbox/n8n/project.mts';
import { HOUSE, nameOf, sourcesIn } from './sources.mts';

/**
 * CONTRIBUTING.md has a recipe for a new messenger. What is left out of it is named here in a sentence; what its
 * columns and rows say is held by test/nodes/messengers/page.test.mts, and what every adapter must do by
 * everyMessenger.test.mts beside it.
 */
const root = projectRoot();

type Messenger = (typeof messengers)[number];

/** The format of our own is nobody's service, so nothing stands in for one. */
const hasService = ({ id }: Messenger) => id !== 'generic';

const fileOf = ({ id }: Messenger) => `${HOUSE}/messengers/${id}`;

/** One sentence for each messenger that lacks it. */
const sentences = (has: (messenger: Messenger) => boolean, say: (messenger: Messenger) => string) =>
	messengers.filter((messenger) => !has(messenger)).map(say);

test('every messenger lies where its ID says', () => {
	const missing = sentences(
		(messenger) => existsSync(join(root, `${fileOf(messenger)}.ts`)),
		(messenger) => `${messenger.name} belongs into ${fileOf(messenger)}.ts`,
	);
	expect(missing).toEqual([]);
});

test('every messenger is in the registry', () => {
	const listed = messengers.map(fileOf);
	const written = sourcesIn(`${HOUSE}/messengers`).filter(({ text }) =>
		/^export const \w+: Messenger = /m.test(text),
	);
	const missing = written.map(nameOf).filter((name) => !listed.includes(name));
	expect(written.length).toBeGreaterThan(0);
	expect(
		missing.map(
			(name) =>
				`${name}.ts is offered nowhere: add it to messengers in ${HOUSE}/messengers/registry.ts`,
		),
	).toEqual([]);
});

test('every messenger has fixtures, made from the shapes that it documents', () => {
	const missing = sentences(
		({ id }) => existsSync(join(root, 'test/nodes/messengers/fixtures', id)),
		({ id, name }) =>
			`Write what ${name} sends into test/nodes/messengers/fixtures/${id}/: JSON files, each an object of updates by their names`,
	);
	expect(missing).toEqual([]);
});

test('every messenger has a test of its own', () => {
	const tests = sourcesIn('test/nodes/messengers').filter(({ path }) => /\.test\.mts$/.test(path));
	const missing = sentences(
		(messenger) => tests.some(({ imports }) => imports.includes(`${fileOf(messenger)}.ts`)),
		({ id }) => `Write test/nodes/messengers/${id}.test.mts: what each fixture is read as`,
	);
	expect(missing).toEqual([]);
});

test('every messenger has its column in docs/bridge.md', () => {
	const page = readFileSync(join(root, 'docs/bridge.md'), 'utf8');
	const header = page.split('\n').find((line) => line.startsWith('| What ')) ?? '';
	const columns = header.split('|').map((cell) => cell.trim());
	const missing = sentences(
		({ name }) => columns.includes(name),
		({ name }) => `The table "What goes across" in docs/bridge.md has no column "${name}": add it`,
	);
	expect(missing).toEqual([]);
});

test('every messenger has its stand-in in the sandbox', () => {
	const missing = sentences(
		(messenger) =>
			!hasService(messenger) || existsSync(join(root, `sandbox/messengers/${messenger.id}.mts`)),
		({ id, name }) =>
			`Write sandbox/messengers/${id}.mts, a stand-in of ${name} made from its documentation and not from the adapter`,
	);
	expect(missing).toEqual([]);
});

test('every stand-in has a test of its own', () => {
	const imported = sourcesIn('test/sandbox/messengers').flatMap(({ imports }) => imports);
	const missing = sentences(
		(messenger) =>
			!hasService(messenger) || imported.includes(`sandbox/messengers/${messenger.id}.mts`),
		({ id }) => `Write test/sandbox/messengers/${id}.test.mts`,
	);
	expect(missing).toEqual([]);
});

test("every messenger is bridged on n8n's engine", () => {
	const testOf = ({ id }: Messenger) =>
		`test/engine/bridge${id.charAt(0).toUpperCase()}${id.slice(1)}.test.mts`;
	const missing = sentences(
		(messenger) => existsSync(join(root, testOf(messenger))),
		(messenger) => `Write ${testOf(messenger)}: both ways, by the Bridge node`,
	);
	expect(missing).toEqual([]);
});
