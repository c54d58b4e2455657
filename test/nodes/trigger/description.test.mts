import { readFileSync } from 'node:fs';
import { NodeHelpers, Workflow, type INode, type INodeTypes } from 'n8n-workflow';
import { AmoCrmChatsTrigger } from '../../../nodes/AmoCrmChats/AmoCrmChatsTrigger.node.ts';
import { registrationLetter } from '../../../nodes/AmoCrmChats/trigger/registrationLetter.ts';

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

test('the letter in the node asks for the points of the letter in the documentation', () => {
	const letter = String(registrationLetter.default);
	const document = readFileSync('docs/registration.md', 'utf8');
	const points = (text: string) =>
		[...text.matchAll(/^(\d+)\.\s+([^:(<\n]+)/gm)].map(([, number, point]) =>
			`${number} ${point}`.trim(),
		);
	expect(points(letter)).toHaveLength(16);
	expect(points(letter)).toEqual(points(document));
});
