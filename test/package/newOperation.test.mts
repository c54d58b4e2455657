import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { formProperties, operations } from '../../nodes/AmoCrmChats/actions/registry.ts';
import { projectRoot } from '../../sandbox/n8n/project.mts';
import { HOUSE, nameOf, sourcesIn } from './sources.mts';

/**
 * CONTRIBUTING.md has a recipe for a new operation. What is left out of it is named here in a sentence; the sandbox's
 * half is demanded by test/sandbox/endpoints.test.mts and test/engine/outputs.test.mts.
 */
const root = projectRoot();
const read = (path: string) => readFileSync(join(root, path), 'utf8');

type Operation = (typeof operations)[number];

const fileOf = ({ resource, value }: Operation) => `actions/${resource}/${value}.operation`;

/** One sentence for each operation that lacks it. */
const sentences = (has: (operation: Operation) => boolean, say: (operation: Operation) => string) =>
	operations.filter((operation) => !has(operation)).map(say);

const title = (resource: string) => `${resource[0]?.toUpperCase()}${resource.slice(1)}`;

test('every operation lies where its names say', () => {
	const wrong = sentences(
		(operation) => existsSync(join(root, HOUSE, `${fileOf(operation)}.ts`)),
		(operation) =>
			`${operation.resource}.${operation.value} belongs into ${HOUSE}/${fileOf(operation)}.ts`,
	);
	expect(wrong).toEqual([]);
});

test('every operation is in the registry', () => {
	const listed = operations.map((operation) => `${HOUSE}/${fileOf(operation)}`);
	const written = sourcesIn(`${HOUSE}/actions`).map(nameOf);
	const missing = written.filter((name) => name.endsWith('.operation') && !listed.includes(name));
	expect(
		missing.map(
			(name) =>
				`${name}.ts is offered nowhere: add it to operations in ${HOUSE}/actions/registry.ts`,
		),
	).toEqual([]);
});

test('every resource is offered', () => {
	const [resources] = formProperties();
	const offered = (resources?.options ?? []).flatMap((option) =>
		'value' in option ? [option.value] : [],
	);
	const missing = sentences(
		({ resource }) => offered.includes(resource),
		({ resource }) => `${resource} needs a line in RESOURCES of ${HOUSE}/actions/registry.ts`,
	);
	expect(missing).toEqual([]);
});

test('every operation has a test of its own', () => {
	const imported = sourcesIn('test/nodes/actions').flatMap(({ imports }) => imports);
	const missing = sentences(
		(operation) => imported.includes(`${HOUSE}/${fileOf(operation)}`),
		({ resource, value }) => `Write test/nodes/actions/${resource}/${value}.test.ts`,
	);
	expect(missing).toEqual([]);
});

test('every operation has its section in docs/operations.md', () => {
	const page = read('docs/operations.md');
	const headingOf = ({ resource, name }: Operation) => `## ${title(resource)}: ${name}`;
	const missing = sentences(
		(operation) => page.includes(`\n${headingOf(operation)}\n`),
		(operation) => `docs/operations.md has no section "${headingOf(operation)}": write it`,
	);
	expect(missing).toEqual([]);
});

/** "Reaction: Add" and so on; a resource stands in its first row only, and a row may have several operations. */
function rowsOfReadme(): string[] {
	const [, section = ''] = read('README.md').split('\n## Operations\n');
	const rows = section
		.split('\n## ')[0]
		?.split('\n')
		.filter((line) => line.startsWith('| '));
	let resource = '';
	return (rows ?? []).flatMap((row) => {
		const [, first = '', names = ''] = row.split('|').map((cell) => cell.trim());
		resource = first || resource;
		return names.split(', ').map((name) => `${resource}: ${name}`);
	});
}

test('every operation has its row in README.md', () => {
	const rows = rowsOfReadme();
	const rowOf = ({ resource, name }: Operation) => `${title(resource)}: ${name}`;
	const missing = sentences(
		(operation) => rows.includes(rowOf(operation)),
		(operation) => `The table of operations in README.md has no row "${rowOf(operation)}": add it`,
	);
	expect(missing).toEqual([]);
});

test('every operation says what it outputs', () => {
	const schemaOf = ({ resource, value }: Operation) =>
		`${HOUSE}/__schema__/v1.0.0/${resource}/${value}.json`;
	const missing = sentences(
		(operation) => existsSync(join(root, schemaOf(operation))),
		(operation) => `Write ${schemaOf(operation)}, from which the editor offers the output's fields`,
	);
	expect(missing).toEqual([]);
});

test('every operation runs on the engine against the sandbox', () => {
	const cases = read('test/engine/outputs.test.mts');
	const missing = sentences(
		({ resource, value }) => cases.includes(`\t'${resource}.${value}': (`),
		({ resource, value }) =>
			`test/engine/outputs.test.mts has no '${resource}.${value}' in cases: add a form with all that it can output`,
	);
	expect(missing).toEqual([]);
});
