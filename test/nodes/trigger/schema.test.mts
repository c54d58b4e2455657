import { readFileSync } from 'node:fs';
import { AmoCrmChatsTrigger } from '../../../nodes/AmoCrmChats/AmoCrmChatsTrigger.node.ts';
import type { JsonObject } from '../../../nodes/AmoCrmChats/shared/json.ts';
import { parseScope } from '../../../nodes/AmoCrmChats/trigger/scope.ts';
import { simplify } from '../../../nodes/AmoCrmChats/trigger/simplify.ts';
import { samples } from '../../../sandbox/hooks/samples.mts';

interface Schema {
	type: string;
	properties?: Record<string, Schema>;
	items?: Schema;
}

const versions = [new AmoCrmChatsTrigger().description.version].flat();
// Where n8n looks for the output of a node without resources: the whole version leads the name.
const fileOf = (version: number) =>
	`nodes/AmoCrmChats/__schema__/v${version}${Number.isInteger(version) ? '.0' : ''}.0.json`;
const [schema, ...others] = versions.map(
	(version) => JSON.parse(readFileSync(fileOf(version), 'utf8')) as Schema,
);
if (schema === undefined) throw new Error('a schema');

test('all versions output the same', () => {
	expect(others.every((other) => JSON.stringify(other) === JSON.stringify(schema))).toBe(true);
});

/** Paths of what a value has and the schema does not describe so. */
function undescribed(value: unknown, expected: Schema | undefined, path: string): string[] {
	if (expected === undefined) return [path];
	const type = Array.isArray(value) ? 'array' : typeof value;
	if (type !== expected.type) return [`${path}: ${type}`];
	if (Array.isArray(value)) {
		return value.flatMap((entry) => undescribed(entry, expected.items, `${path}[]`));
	}
	if (typeof value !== 'object' || value === null || expected.properties === undefined) return [];
	return Object.entries(value).flatMap(([key, inner]) =>
		undescribed(inner, expected.properties?.[key], `${path}.${key}`),
	);
}

/** What only hooks without ID and time have. */
const untimed = { receiver: 'c', conversation_id: 'chat', type: 'text', text: 'Ok' };

function outputOf(kind: string) {
	const accountId = '52e591f7-c98f-4255-8495-827210138c81';
	const scope = parseScope(`344a5002-f8ca-454d-af3d-396180102ac7_${accountId}`);
	if (scope === undefined) throw new Error('a scope');
	const text = JSON.stringify(samples[kind]?.({ accountId, now: 1_738_661_400_980 }) ?? untimed);
	return simplify({ body: JSON.parse(text) as JsonObject, text, scope, reception: 'r' });
}

test.each(Object.keys(samples))('the schema describes the output of %s', (kind) => {
	expect(undescribed(outputOf(kind), schema, kind)).toEqual([]);
});

test('the schema describes nothing that never comes', () => {
	const met = new Set(
		[...Object.keys(samples), 'untimed'].flatMap((kind) => Object.keys(outputOf(kind))),
	);
	expect([...met, 'headers'].sort()).toEqual(Object.keys(schema.properties ?? {}).sort());
});
