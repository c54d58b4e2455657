import { randomUUID } from 'node:crypto';
import {
	chain,
	node,
	type CredentialRef,
	type NewWorkflow,
	type WorkflowNode,
} from '../../sandbox/n8n/workflow.mts';

export interface Channel {
	scopeId: string;
	secret: string;
}

export interface Contender {
	name: string;
	workflow: NewWorkflow;
	/** Of the webhook, below n8n's own. */
	path: string;
}

interface Parts {
	channel: Channel;
	credential: CredentialRef;
	/** The newest version of the trigger. */
	version: number;
}

export function contenders({ channel, credential, version }: Parts): Contender[] {
	const credentials = { amoCrmChatsApi: credential };
	const ours = (options: object) =>
		node(
			'Trigger',
			'n8n-nodes-amocrm-chats.amoCrmChatsTrigger',
			{ events: ['message'], options },
			{ credentials, webhookId: randomUUID(), typeVersion: version },
		);
	const byNode = ours({});
	const byPath = ours({ path: 'bench/chats', scopeId: channel.scopeId });
	const nothing = node(...(['Nothing', 'n8n-nodes-nothing.nothingTrigger', {}] as const), {
		credentials,
		webhookId: randomUUID(),
	});
	const end = () => node('End', 'n8n-nodes-base.noOp');
	const { webhookId } = byNode;
	return [
		{
			name: 'amoCRM Chats Trigger',
			workflow: chain('ours', byNode, end()),
			path: `${webhookId}/${webhookId}/${channel.scopeId}`,
		},
		{
			name: 'the same with Path',
			workflow: chain('ours with Path', byPath, end()),
			path: `bench/chats/${channel.scopeId}`,
		},
		{
			name: 'trigger that does nothing',
			workflow: chain('nothing', nothing, end()),
			path: `${nothing.webhookId}/webhook`,
		},
		sevenNodes(channel),
	];
}

/** What people build without us: it verifies, but each request is an execution. */
function sevenNodes({ secret }: Channel): Contender {
	const path = randomUUID();
	const webhook = node(
		'Webhook',
		'n8n-nodes-base.webhook',
		{ path, httpMethod: 'POST', responseMode: 'responseNode', options: { rawBody: true } },
		{ typeVersion: 2, webhookId: path },
	);
	const text = node('Text', 'n8n-nodes-base.extractFromFile', { operation: 'text', options: {} });
	const hmac = node('HMAC', 'n8n-nodes-base.crypto', {
		...{ action: 'hmac', type: 'SHA1', value: '={{ $json.data.trim() }}', secret },
		dataPropertyName: 'signature',
	});
	const isSigned = node(
		'IF',
		'n8n-nodes-base.if',
		{
			conditions: {
				options: { caseSensitive: true, typeValidation: 'strict', version: 2 },
				combinator: 'and',
				conditions: [
					{
						id: '1',
						leftValue: '={{ $json.signature }}',
						rightValue: "={{ $('Webhook').item.json.headers['x-signature'] }}",
						operator: { type: 'string', operation: 'equals' },
					},
				],
			},
		},
		{ typeVersion: 2.2 },
	);
	const respond = (responseCode: number) =>
		node(
			`Respond ${responseCode}`,
			'n8n-nodes-base.respondToWebhook',
			{ respondWith: 'noData', options: { responseCode } },
			{ typeVersion: 1.1 },
		);
	const hook = node(
		'Parse',
		'n8n-nodes-base.set',
		{ mode: 'raw', jsonOutput: '={{ $json.data }}', options: {} },
		{ typeVersion: 3.4 },
	);
	const refuse: WorkflowNode = respond(401);
	const workflow = chain('seven nodes', webhook, text, hmac, isSigned, respond(200), hook);
	workflow.nodes.push({ ...refuse, position: [960, 200] });
	workflow.connections.IF?.main.push([{ node: refuse.name, type: 'main', index: 0 }]);
	return { name: 'seven core nodes', workflow, path };
}
