import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { operations } from '../../nodes/AmoCrmChats/actions/registry.ts';
import { simplify } from '../../nodes/AmoCrmChats/trigger/simplify.ts';
import { loadBuilt, type Built } from './built.mts';
import { runNode } from './harness.mts';
import * as forms from './operationForms.mts';
import type { Scene } from './scene.mts';

let built: Built;
let world: forms.World;

const run = async (parameters: INodeParameters, { credential }: Scene = world, item = {}) =>
	await runNode(built, { credential, parameters, items: [item] });

async function outputOf(parameters: INodeParameters, item?: object): Promise<IDataObject[]> {
	const { outputs, error } = await run(parameters, world, item);
	expect(error).toBeUndefined();
	return (outputs[0] ?? []).map(({ json }) => json);
}

beforeAll(async () => {
	built = await loadBuilt();
});
beforeEach(async () => {
	world = await forms.openWorld(async (scene, form) => void (await run(form, scene)));
});
afterEach(async () => {
	await world.sandbox.close();
});

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

/** Messages with all parts that history can have. */
async function fillHistory(): Promise<void> {
	const { sandbox } = world;
	const conversationId = forms.CHAT;
	await sandbox.managerWrites({
		...{ conversationId, text: 'Look', media: 'https://cdn.example.com/a.jpg' },
		...{ thumbnail: 'https://cdn.example.com/t.jpg', fileName: 'a.jpg', fileSize: 5 },
		mediaGroupId: 'group-1',
	});
	await sandbox.managerWrites({ conversationId, location: { lon: 37.6, lat: 55.7 } });
	await sandbox.managerWrites({ conversationId, contact: { name: 'A', phone: '1' } });
	await run({
		...{ ...forms.fromClient, ...text },
		senderDetails: {
			...{ avatar: 'https://cdn.example.com/ann.png' },
			...{ phone: '+15550100000', email: 'ann@example.com' },
		},
	});
}

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

describe('history', () => {
	test('is read page by page, with the query unsigned', async () => {
		const { sandbox } = world;
		for (let i = 0; i < 60; i++) {
			await sandbox.managerWrites({ conversationId: forms.CHAT, text: `${i}` });
		}
		const items = await outputOf({ ...forms.history(world), returnAll: true });
		expect(
			sandbox.requests.map(({ method, query, body, verdict }) => [method, query, body, verdict]),
		).toEqual([
			['GET', 'limit=50&offset=0', '', 'accepted'],
			['GET', 'limit=50&offset=50', '', 'accepted'],
		]);
		expect(items.map(({ text: words }) => words)).toEqual([
			...Array.from({ length: 60 }, (_, i) => `${59 - i}`),
			'Hi',
			'Hello',
		]);
	});

	test('ends at the limit, and at the time', async () => {
		await fillHistory();
		const [newest] = await outputOf({ ...forms.history(world), limit: 1 });
		expect(newest).toMatchObject({ messageType: 'text', sender: { id: forms.CLIENT } });
		const options = { newerThan: String(newest?.timestamp) };
		expect(await outputOf({ ...forms.history(world), options })).toEqual([]);
	});

	test('raw, is what the service says', async () => {
		const [newest] = await outputOf({ ...forms.history(world), simplify: false });
		expect(newest).toMatchObject({
			timestamp: expect.any(Number),
			sender: { id: world.userId },
			message: { id: world.managerMessage, type: 'text' },
		});
	});
});

test("Update Status is fed straight from the trigger's item, whatever account the credential names", async () => {
	const { sandbox, credential, channelId, accountId, scopeId } = world;
	const { hook, message } = await sandbox.managerWrites({ conversationId: forms.CHAT, text: 'Hi' });
	const body = JSON.parse(hook.body) as Parameters<typeof simplify>[0]['body'];
	const scope = { id: scopeId, channelId, accountId };
	const item = simplify({ body, text: hook.body, scope });
	const parameters = {
		resource: 'message',
		operation: 'updateStatus',
		messageId: '={{ $json.messageId }}',
		status: 'read',
		options: { accountId: '={{ $json.accountId }}' },
	};
	const { error } = await runNode(built, {
		credential: { ...credential, accountId: '' },
		parameters,
		items: [{ ...item }],
	});
	expect(error).toBeUndefined();
	expect(sandbox.find(message.id)?.delivery).toEqual({ status: 'read' });
});
