import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../sandbox/n8n/project.mts';
import { newestVersion } from '../e2e/shared.mts';
import { folder, readExample } from './example.mts';

const names = readdirSync(folder).flatMap((file) => /^(.*)\.json$/.exec(file)?.[1] ?? []);

test('there are examples', () => expect(names).not.toHaveLength(0));

describe.each(names)('%s', (name) => {
	const { nodes, ...rest } = readExample(name);

	test('is tested', () => {
		expect(existsSync(join(projectRoot(), `test/examples/${name}.test.mts`))).toBe(true);
	});

	test('explains itself', () => {
		const notes = nodes.filter(({ type }) => type === 'n8n-nodes-base.stickyNote');
		expect(notes.some(({ parameters }) => /fill in/i.test(String(parameters.content)))).toBe(true);
	});

	test("holds nothing of its author's n8n", () => {
		expect(Object.keys(rest).sort()).toEqual(['connections', 'name', 'settings']);
	});

	// To a credential that is named and not there the editor gives no red mark, nor fills it in on a node's behalf when
	// one is chosen for another node.
	test('names no credentials', () => {
		expect(nodes.filter(({ credentials }) => credentials).map((each) => each.name)).toEqual([]);
	});

	test('has our nodes as the editor adds them today', () => {
		for (const { type, typeVersion } of nodes) {
			if (!type.startsWith('n8n-nodes-amocrm-chats.')) continue;
			expect([type, typeVersion]).toEqual([type, newestVersion(type)]);
		}
	});

	test('has a name of its own for each node, and no two at one place', () => {
		expect(new Set(nodes.map((each) => each.name)).size).toBe(nodes.length);
		expect(new Set(nodes.map((each) => each.id)).size).toBe(nodes.length);
		expect(new Set(nodes.map((each) => each.position.join())).size).toBe(nodes.length);
	});
});

describe.each([
	['telegram', ['Telegram Trigger']],
	['whatsapp', []],
	['messenger', []],
])('the bridge %s', (name, whereTheListIsTooShort) => {
	const nodes = readExample(name).nodes.filter(({ type }) => type !== 'n8n-nodes-base.stickyNote');

	test('has six nodes at most, and no code', () => {
		expect(nodes.length).toBeLessThanOrEqual(6);
		expect(nodes.filter(({ type }) => /\.(code|function\w*)$/.test(type))).toEqual([]);
	});

	test('has no expression but those with which HTTP Request takes what Call says', () => {
		const expressions = nodes.flatMap((node) =>
			Object.entries(node.parameters)
				.filter(([, value]) => JSON.stringify(value).includes('"='))
				.map(([field, value]) => ({ node, field, value })),
		);
		const ofCall = expressions.filter(({ node }) => node.type === 'n8n-nodes-base.httpRequest');
		for (const { field, value } of ofCall) {
			expect(value).toBe(`={{ $json.${field === 'jsonBody' ? 'body' : field} }}`);
		}
		const others = expressions.filter((each) => !ofCall.includes(each));
		expect(others.map(({ node }) => node.name)).toEqual(whereTheListIsTooShort);
	});
});
