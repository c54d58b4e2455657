import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { operations } from '../../nodes/AmoCrmChats/actions/registry.ts';
import * as forms from './operationForms.mts';
import { fillHistory, openWorldStage, outputOf, world } from './worldStage.mts';

openWorldStage();

/** Where the editor looks for what an operation puts out. */
const SCHEMAS = join(__dirname, '../../dist/nodes/AmoCrmChats/__schema__/v1.0.0');

interface Schema {
	type: string;
	properties?: Record<string, Schema>;
}

/** Names and types of everything in a value, as in a schema that has exactly this. */
function shapeOf(value: unknown): Schema {
	if (typeof value !== 'object' || value === null) return { type: typeof value };
	const properties = Object.entries(value).map(([name, inner]) => [name, shapeOf(inner)]);
	return { type: 'object', properties: Object.fromEntries(properties) as Schema['properties'] };
}

/** One schema that has what any of them has. */
function merge(shapes: Schema[]): Schema {
	const [first] = shapes;
	if (first?.properties === undefined) return first ?? { type: 'nothing' };
	const names = [...new Set(shapes.flatMap(({ properties }) => Object.keys(properties ?? {})))];
	const properties = names.map((name) => [
		name,
		merge(shapes.flatMap(({ properties: parts }) => parts?.[name] ?? [])),
	]);
	return { type: first.type, properties: Object.fromEntries(properties) as Schema['properties'] };
}

const text = { text: 'Hi' };

/** Forms whose outputs together have all that the operation can put out. */
const cases: Record<string, (world: forms.World) => INodeParameters[]> = {
	'channel.connect': () => [{ resource: 'channel', operation: 'connect', title: 'Shop' }],
	'channel.disconnect': () => [{ resource: 'channel', operation: 'disconnect' }],
	'chat.create': () => [
		{
			...forms.create,
			clientDetails: {
				...{ avatar: 'https://cdn.example.com/bob.png' },
				...{ phone: '+15550100001', email: 'bob@example.com' },
			},
		},
	],
	'chat.getHistory': (known) => [forms.history(known)],
	'chat.sendTyping': () => [forms.typing],
	'comment.send': (known) => [
		{ ...forms.comment, ...text },
		{ ...forms.comment, ...forms.fromManager(known), resource: 'comment', ...text },
	],
	// It adds nothing to the JSON that the item has.
	'message.downloadMedia': () => [
		{ resource: 'message', operation: 'downloadMedia', mediaUrl: '' },
	],
	'message.edit': ({ managerMessage: messageId }) => [
		{ ...forms.edit, messageBy: 'both', messageId, externalMessageId: 'wa-1', ...text },
	],
	'message.importHistory': (known) =>
		[forms.fromClient, forms.fromManager(known)].map((form, index) => ({
			...{ ...form, operation: 'importHistory', ...text },
			...{ externalMessageId: `past-${index}`, timestamp: '2020-01-01T00:00:00Z' },
		})),
	'message.send': (known) => [
		{ ...forms.fromClient, ...text },
		{ ...forms.fromManager(known), ...text },
	],
	'message.updateStatus': (known) => [forms.status(known)],
	'reaction.add': () => [forms.reaction],
	'reaction.remove': () => [forms.removal],
};

test.each(Object.keys(cases))('the schema of %s is what it puts out', async (name) => {
	await fillHistory();
	const outputs: IDataObject[] = [];
	for (const form of cases[name]?.(world) ?? []) outputs.push(...(await outputOf(form)));
	const file = join(SCHEMAS, `${name.replace('.', '/')}.json`);
	const { version, ...schema } = JSON.parse(readFileSync(file, 'utf8')) as Schema & {
		version: number;
	};
	expect(version).toBe(1);
	expect(merge(outputs.map(shapeOf))).toEqual(schema);
});

test('every operation has a schema, and every schema an operation', () => {
	const files = readdirSync(SCHEMAS, { recursive: true, encoding: 'utf8' });
	const described = files.filter((file) => file.endsWith('.json')).sort();
	const existing = operations.map(({ resource, value }) => `${resource}/${value}.json`).sort();
	expect(described).toEqual(existing);
	const tested = Object.keys(cases).map((name) => `${name.replace('.', '/')}.json`);
	expect(tested.sort()).toEqual(existing);
});
