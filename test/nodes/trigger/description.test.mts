import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { NodeHelpers, Workflow, type INode, type INodeTypes } from 'n8n-workflow';
import { AmoCrmChatsTrigger } from '../../../nodes/AmoCrmChats/AmoCrmChatsTrigger.node.ts';
import { addressNotice, triggerPanel } from '../../../nodes/AmoCrmChats/trigger/triggerPanel.ts';

const trigger = new AmoCrmChatsTrigger();
const [webhook] = trigger.description.webhooks ?? [];
const scopeId = '344a5002-f8ca-454d-af3d-396180102ac7_52e591f7-c98f-4255-8495-827210138c81';
const nodeTypes = {
	getByName: () => trigger,
	getByNameAndVersion: () => trigger,
	getKnownTypes: () => ({}),
} as unknown as INodeTypes;

/** The node as n8n holds it: with the defaults of its form. */
function workflowWith(options: object) {
	const node: INode = {
		...{ id: 't', name: 'T', type: 'trigger', typeVersion: 2, position: [0, 0] },
		...{ webhookId: 'wh-1', parameters: { options: options as never } },
	};
	const workflow = new Workflow({ nodes: [node], connections: {}, active: true, nodeTypes });
	return { workflow, node: workflow.getNode('T') ?? node };
}

function evaluatedPath(options: object): unknown {
	const { workflow, node } = workflowWith(options);
	return workflow.expression.getSimpleParameterValue(node, webhook?.path, 'internal', {});
}

interface Native {
	template: unknown;
	resolve: (parameters: INode['parameters']) => never;
}
const natives = Reflect.get(webhook ?? {}, Symbol.for('n8n.webhookDescriptionResolvers')) as {
	path: Native;
	isFullPath: Native;
};

/** The key under which n8n stores the address, found as n8n 2.x does where no parameter is an expression. */
function nativeKey(options: object): string {
	const { node } = workflowWith(options);
	const path = natives.path.resolve(node.parameters);
	const isFullPath = natives.isFullPath.resolve(node.parameters);
	return NodeHelpers.getNodeWebhookPath('wf', node, path, isFullPath);
}

test.each<[object, string]>([
	[{}, 'wh-1/:scope_id'],
	[{ path: '' }, 'wh-1/:scope_id'],
	[{ path: 'shop/telegram', scopeId }, `shop/telegram/${scopeId}`],
	[{ path: '/shop/telegram/', scopeId: ` ${scopeId} ` }, `shop/telegram/${scopeId}`],
	[{ path: ' shop ', scopeId }, `shop/${scopeId}`],
])('the options %j give one address, with and without the expression engine', (options, key) => {
	expect(evaluatedPath(options)).toBe(key);
	expect(nativeKey(options)).toBe(key);
});

test('the way around the engine stands for what the description says', () => {
	expect(natives.path.template).toBe(webhook?.path);
	expect(natives.isFullPath.template).toBe(webhook?.isFullPath);
});

test('the editor shows the webhook id twice, as n8n looks such an address up', () => {
	const { node } = workflowWith({});
	const path = String(evaluatedPath({}));
	expect(NodeHelpers.getNodeWebhookUrl('http://n8n', 'wf', node, path, true)).toBe(
		'http://n8n/wh-1/wh-1/:scope_id',
	);
});

test('whatever Path and Scope ID are, both ways give one address', () => {
	const part = fc.oneof(
		fc.constantFrom(
			'',
			' ',
			'/',
			'//',
			' / ',
			'shop/telegram',
			'/a/b/',
			scopeId,
			scopeId.toUpperCase(),
		),
		fc.string({ unit: 'grapheme' }),
	);
	const typed = part.filter((text) => !text.startsWith('='));
	fc.assert(
		fc.property(typed, typed, (path, scope) => {
			const options = { path, scopeId: scope };
			expect(nativeKey(options)).toBe(evaluatedPath(options));
		}),
		{ numRuns: 300 },
	);
});

test('a letter stored in the options of an old workflow is passed over', () => {
	expect(evaluatedPath({ registrationLetter: 'Please' })).toBe('wh-1/:scope_id');
	expect(nativeKey({ registrationLetter: 'Please' })).toBe('wh-1/:scope_id');
});

test('the letter is where the panel leads, and no option among options', () => {
	const [, anchor] =
		/docs\/registration\.md#([^"]+)"/.exec(JSON.stringify(triggerPanel).replaceAll('\\', '')) ?? [];
	const page = readFileSync('docs/registration.md', 'utf8');
	const anchors = [...page.matchAll(/^## (.+)$/gm)].map(([, heading]) =>
		heading
			?.toLowerCase()
			.replace(/[^\w\s-]/g, '')
			.replaceAll(' ', '-'),
	);
	expect(anchors).toContain(anchor);
	expect(JSON.stringify(trigger.description.properties)).not.toContain('registrationLetter');
});

test('the notice has two lines of plain text, and says how to test', () => {
	expect(addressNotice.displayName.length).toBeLessThanOrEqual(180);
	expect(addressNotice.displayName).toMatch(/:scope_id.*To test/);
	expect(addressNotice.displayName).not.toMatch(/[<>]/);
});

test('who listens learns that amoCRM never calls the test URL', () => {
	expect(trigger.description.eventTriggerDescription).toContain('amoCRM never calls it');
	const panel = JSON.stringify(trigger.description.triggerPanel);
	expect(panel.match(/amoCRM never calls the test URL/g)).toHaveLength(2);
});

test('labels say publish, as n8n does', () => {
	const labels = JSON.stringify(
		trigger.description.properties.map(({ displayName }) => displayName),
	);
	expect(labels).toContain('Connect on Publish');
	expect(labels).not.toMatch(/activat/i);
});
