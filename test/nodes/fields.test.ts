import type { INodeProperties } from 'n8n-workflow';
import { action, bridge, choicesOf, everyField, pathsOf, trigger } from './fields';

// n8n's linter reads literals only; forms are put together at run time, so its rules are tested here.
describe.each([
	['action', action],
	['bridge', bridge],
	['trigger', trigger],
])('each field of the %s', (_, { properties }) => {
	const fields = everyField(properties);
	const offenders = (isWrong: (field: INodeProperties, isOptional: boolean) => boolean) =>
		pathsOf(fields.filter(({ field, isOptional }) => isWrong(field, isOptional)));

	test('is found at all', () => {
		expect(fields.length).toBeGreaterThan(5);
	});

	test('has a default of its type', () => {
		expect(offenders((field) => !isDefaultOf(field))).toEqual([]);
	});

	test('has a description, unless n8n has words for it', () => {
		const selfEvident = ['resource', 'operation', 'events'];
		const groups = ['collection', 'fixedCollection', 'notice', 'callout', 'hidden'];
		expect(
			offenders(
				({ name, type, description }) =>
					!description && !selfEvident.includes(name) && !groups.includes(type),
			),
		).toEqual([]);
	});

	test('has a description that says more than its name', () => {
		expect(offenders(({ displayName, description }) => isSame(displayName, description))).toEqual(
			[],
		);
	});

	test('is described in sentences, with a full stop where there are several', () => {
		expect(offenders(({ description }) => !isSentence(description))).toEqual([]);
		const choices = fields.flatMap(({ field }) => choicesOf(field));
		expect(choices.filter(({ description }) => !isSentence(description))).toEqual([]);
	});

	test('that is a switch says whether', () => {
		expect(
			offenders(
				({ type, description }) => type === 'boolean' && !description?.startsWith('Whether '),
			),
		).toEqual([]);
	});

	test('has a label in Title Case', () => {
		expect(
			offenders(({ type, displayName }) => type !== 'notice' && !isTitle(displayName)),
		).toEqual([]);
	});

	test('that gives an example starts it with e.g.', () => {
		expect(
			offenders(({ type, placeholder }) => {
				const expected = /ollection$/.test(type) ? /^Add [a-z]/ : /^e\.g\. ./;
				return placeholder !== undefined && !expected.test(placeholder);
			}),
		).toEqual([]);
	});

	test('that is a group says what can be added', () => {
		expect(offenders(({ type, placeholder }) => /ollection$/.test(type) && !placeholder)).toEqual(
			[],
		);
	});

	test('that is a group has its fields in the order of the alphabet', () => {
		expect(
			offenders(
				({ type, options = [] }) =>
					type === 'collection' && !isSorted(options.map((option) => labelOf(option))),
			),
		).toEqual([]);
	});

	test('that has five choices or more has them in the order of the alphabet', () => {
		expect(
			offenders((field) => {
				const names = choicesOf(field).map(({ name }) => name);
				return names.length >= 5 && !isSorted(names);
			}),
		).toEqual([]);
	});

	test('has choices in Title Case, without pictures and without doubles', () => {
		for (const { path, field } of fields) {
			const choices = choicesOf(field);
			const wrong = choices.filter(({ name }) => !/^\d+: /.test(name) && !isTitle(name));
			expect([path, wrong]).toEqual([path, []]);
			expect(choices.filter(({ name }) => /\p{Extended_Pictographic}/u.test(name))).toEqual([]);
			expect(new Set(choices.map(({ value }) => value)).size).toBe(choices.length);
		}
	});

	test('of a collection is not required: it may be left out', () => {
		expect(offenders((field, isOptional) => isOptional && field.required === true)).toEqual([]);
	});
});

function isDefaultOf(field: INodeProperties): boolean {
	const { type, default: value, typeOptions = {} } = field;
	switch (type) {
		case 'options':
			return choicesOf(field).some((choice) => choice.value === value);
		case 'multiOptions':
			return (
				Array.isArray(value) &&
				value.every((one) => choicesOf(field).some((choice) => choice.value === one))
			);
		case 'boolean':
			return typeof value === 'boolean';
		case 'number': {
			const { minValue = -Infinity, maxValue = Infinity } = typeOptions;
			return typeof value === 'number' && value >= minValue && value <= maxValue;
		}
		case 'collection':
		case 'fixedCollection':
			return JSON.stringify(value) === '{}';
		default:
			return typeof value === 'string';
	}
}

function isSentence(text: string | undefined): boolean {
	if (text === undefined) return true;
	const isSeveral = /[.?!] ([A-Z]|amoCRM)/.test(text);
	return /^([A-Z0-9'"<]|amo)/.test(text) && /[.]$/.test(text) === isSeveral;
}

const SMALL = [
	'a',
	'an',
	'and',
	'as',
	'at',
	'by',
	'for',
	'from',
	'in',
	'of',
	'on',
	'or',
	'the',
	'to',
];

function isTitle(text: string): boolean {
	const words = text.split(/[ /-]/).map((word) => word.replace(/^\(|\)$/g, ''));
	return words.every(
		(word, position) =>
			/^[A-Z0-9]/.test(word) || word.startsWith('amo') || (position > 0 && SMALL.includes(word)),
	);
}

function isSorted(names: string[]): boolean {
	return names.every(
		(name, position) =>
			position === 0 || String(names[position - 1]).localeCompare(name, 'en') <= 0,
	);
}

function isSame(displayName: string, description: string | undefined): boolean {
	const plain = (text: string) => text.toLowerCase().replace(/[^a-z0-9]/g, '');
	return description !== undefined && plain(displayName) === plain(description);
}

function labelOf(option: NonNullable<INodeProperties['options']>[number]): string {
	return 'displayName' in option ? String(option.displayName) : option.name;
}
