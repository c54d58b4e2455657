import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PackageDirectoryLoader } from 'n8n-core';
import { projectRoot } from '../../sandbox/n8n/project.mts';

const root = projectRoot();
const loader = new PackageDirectoryLoader(root);

beforeAll(async () => {
	await loader.loadAll();
});

const read = (...path: string[]) => readFileSync(join(root, ...path), 'utf8');

const NODES = ['amoCrmChats', 'amoCrmChatsBridge', 'amoCrmChatsTrigger'];

test("n8n's loader finds three nodes and two credentials", () => {
	expect(Object.keys(loader.known.nodes).sort()).toEqual(NODES);
	expect(Object.keys(loader.known.credentials)).toEqual([
		'amoCrmChatsApi',
		'amoCrmChatsMessengerApi',
	]);
	expect(loader.known.credentials.amoCrmChatsApi?.supportedNodes?.sort()).toEqual(NODES);
});

describe.each(NODES)('%s', (name) => {
	const file = name.replace(/^a/, 'A');

	test('has its codex beside it, which the node panel is searched by', () => {
		const codex: unknown = JSON.parse(read('dist/nodes/AmoCrmChats', `${file}.node.json`));
		expect(codex).toMatchObject({
			node: `n8n-nodes-amocrm-chats.${name}`,
			nodeVersion: '1.0',
			codexVersion: '1.0',
			categories: ['Communication', 'Sales'],
			alias: expect.arrayContaining(['Kommo', 'amojo', 'amo CRM', 'амоСРМ', 'мессенджер']),
			resources: {
				primaryDocumentation: [{ url: expect.stringMatching(/^https:/) }],
				credentialDocumentation: [{ url: expect.stringMatching(/^https:/) }],
			},
		});
		const { description } = loader.getNode(name).type as { description: { codex?: object } };
		expect(description.codex).toMatchObject({ alias: expect.arrayContaining(['Kommo']) });
	});

	test('has two icons that exist, as the loader addresses them', () => {
		const { description } = loader.getNode(name).type as { description: { iconUrl?: unknown } };
		const prefix = 'icons/n8n-nodes-amocrm-chats/';
		expect(description.iconUrl).toEqual({
			light: `${prefix}dist/nodes/AmoCrmChats/amocrm.svg`,
			dark: `${prefix}dist/nodes/AmoCrmChats/amocrm.dark.svg`,
		});
	});
});

describe('the icons', () => {
	const icons = ['amocrm.svg', 'amocrm.dark.svg'].map((name) =>
		read('dist/nodes/AmoCrmChats', name),
	);

	test('are square', () => {
		for (const icon of icons) {
			const [, x, y, width, height] = /viewBox="(\S+) (\S+) (\S+) (\S+)"/.exec(icon) ?? [];
			expect([x, y]).toEqual(['0', '0']);
			expect(Number(width)).toBeGreaterThan(0);
			expect(height).toBe(width);
		}
	});

	test('differ', () => {
		expect(icons[0]).not.toBe(icons[1]);
	});

	test('of the credential are those of the node', () => {
		const { type } = loader.getCredential('amoCrmChatsApi');
		for (const path of Object.values(type.iconUrl ?? {})) {
			expect(
				existsSync(join(root, String(path).replace('icons/n8n-nodes-amocrm-chats/', ''))),
			).toBe(true);
		}
		expect(Object.keys(type.iconUrl ?? {})).toEqual(['light', 'dark']);
	});
});
