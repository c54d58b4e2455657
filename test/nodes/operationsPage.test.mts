import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { labelOf } from '../../nodes/AmoCrmChats/actions/labels.ts';
import { operations } from '../../nodes/AmoCrmChats/actions/registry.ts';
import { everyField } from './fields.ts';

/** docs/operations.md promises that every field of the API has a parameter and a test. Does it? */
const docs = join(__dirname, '../../docs');
const page = readFileSync(join(docs, 'operations.md'), 'utf8');

const COLUMNS = ['Field', 'In the form', 'Parameter', 'Test'];

type Operation = (typeof operations)[number];

interface Row {
	field: string;
	form: string;
	parameter: string;
	test: string;
}

/** The operation's section, by its heading "Resource: Name". */
function sectionOf({ resource, name }: Operation): string {
	const heading = `## ${resource[0]?.toUpperCase()}${resource.slice(1)}: ${name}`;
	const [, rest] = page.split(`\n${heading}\n`);
	if (rest === undefined) {
		throw new Error(`docs/operations.md has no section "${heading}": write it`);
	}
	return rest.split('\n## ')[0] ?? '';
}

function rowsOf(operation: Operation): Row[] {
	const lines = sectionOf(operation).split('\n');
	const cells = lines
		.filter((line) => line.startsWith('|'))
		.map((line) =>
			line
				.slice(1, -1)
				.split('|')
				.map((cell) => cell.trim()),
		);
	return cells
		.filter(([first]) => first !== 'Field' && !/^-+$/.test(first ?? ''))
		.map(([field = '', form = '', parameter = '', test = '']) => ({
			field,
			form,
			parameter,
			test,
		}));
}

const namesIn = (cell: string) => [...cell.matchAll(/`([^`]+)`/g)].map(([, name]) => String(name));

/** What every operation has is said once, above the sections. */
const [introduction = ''] = page.split('\n## Channel: Connect\n');
const common = namesIn(introduction).filter((name) => name.startsWith('options.'));

const byName = (resource: string, value: string) =>
	operations.find((operation) => operation.resource === resource && operation.value === value);

describe.each(
	operations.map((operation) => [`${operation.resource}.${operation.value}`, operation] as const),
)('the section of %s', (name, operation) => {
	const rows = rowsOf(operation);
	const fields = everyField(operation.form);

	test('has a table without an empty cell', () => {
		expect(sectionOf(operation)).toContain(COLUMNS[0]);
		expect(rows.length).toBeGreaterThan(0);
		expect(rows.filter((row) => Object.values(row).includes(''))).toEqual([]);
	});

	test('names parameters that the form has, as the form calls them', () => {
		for (const { form, parameter } of rows) {
			const labels = namesIn(parameter).map((path) => {
				expect(fields.map((found) => found.path)).toContain(path);
				return labelOf(operation.form, path);
			});
			if (labels.length > 0) expect(form.replace(' / Caption', '')).toBe(labels.join(', '));
			else expect([name, parameter]).toEqual([name, 'none']);
		}
	});

	test('names tests that exist', () => {
		for (const { test: link } of rows) {
			const [, title = '', target = ''] = /^\[(.+)\]\((.+)\)$/.exec(link) ?? [];
			expect([link, existsSync(join(docs, target))]).toEqual([link, true]);
			expect(readFileSync(join(docs, target), 'utf8')).toContain(title);
		}
	});

	test('leaves out no parameter', () => {
		const isNewMessage = /those of Message: Send/.test(sectionOf(operation));
		const others = isNewMessage ? rowsOf(byName('message', 'send') as Operation) : [];
		const named = [...rows, ...others].flatMap(({ parameter }) => namesIn(parameter));
		const missing = fields
			.filter(({ field }) => field.type !== 'notice')
			.map(({ path }) => path)
			.filter((path) => path !== 'options' && ![...named, ...common].includes(path));
		expect(missing).toEqual([]);
	});
});

test('every relative link of the page leads to a file', () => {
	const targets = [...page.matchAll(/\]\((\.[^)#]+)/g)].map(([, target]) => String(target));
	expect(targets.filter((target) => !existsSync(join(docs, target)))).toEqual([]);
});
