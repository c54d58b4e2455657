import { randomUUID } from 'node:crypto';
import type { N8nClient } from '../../sandbox/n8n/rest.mts';
import {
	chain,
	node,
	type CredentialRef,
	type Workflow,
	type WorkflowNode,
} from '../../sandbox/n8n/workflow.mts';
import { startSandbox, type Sandbox, type SandboxOptions } from '../../sandbox/sandbox.mts';
import { n8nOfThisRun, newestVersion } from './shared.mts';

jest.setTimeout(60_000);

export const credentialType = 'amoCrmChatsApi';

/** A sandbox with one connected channel, and its credential in the n8n of this run. */
export interface Scene {
	n8n: N8nClient;
	sandbox: Sandbox;
	channelId: string;
	secret: string;
	accountId: string;
	scopeId: string;
	credentialData: Record<string, string>;
	credential: CredentialRef;
}

export async function openScene(
	change: Record<string, string> = {},
	options: SandboxOptions = {},
): Promise<Scene> {
	const n8n = n8nOfThisRun();
	const sandbox = await startSandbox(options);
	const channel = sandbox.addChannel();
	const { amojoId } = sandbox.addAccount();
	const { scopeId } = sandbox.connect(channel.id, amojoId);
	const credentialData = {
		baseUrl: 'custom',
		customBaseUrl: sandbox.url,
		channelId: channel.id,
		channelSecret: channel.secret,
		accountId: amojoId,
		botId: channel.bot.id,
		...change,
	};
	const credential = await n8n.createCredential(channel.id, credentialType, credentialData);
	return {
		...{ n8n, sandbox, scopeId, credential, credentialData },
		...{ channelId: channel.id, secret: channel.secret, accountId: amojoId },
	};
}

/** A webhook whose caller gets the last node's output: the way to run nodes and read what they put out. */
export function doorNode(responseMode = 'lastNode'): WorkflowNode & { webhookId: string } {
	const webhookId = randomUUID();
	const parameters = { path: webhookId, httpMethod: 'POST', responseMode, options: {} };
	return {
		...node('Door', 'n8n-nodes-base.webhook', parameters, { typeVersion: 2 }),
		webhookId,
	};
}

export function actionNode(
	scene: Scene,
	parameters: object,
	more: Partial<WorkflowNode> = {},
): WorkflowNode {
	return ours(scene, 'Action', 'amoCrmChats', parameters, more);
}

export function bridgeNode(scene: Scene, parameters: object): WorkflowNode {
	return ours(scene, 'Bridge', 'amoCrmChatsBridge', parameters);
}

export function triggerNode(
	scene: Scene,
	parameters: object = {},
): WorkflowNode & { webhookId: string } {
	const webhookId = randomUUID();
	return { ...ours(scene, 'Trigger', 'amoCrmChatsTrigger', parameters), webhookId };
}

function ours(
	{ credential }: Scene,
	name: string,
	shortType: string,
	parameters: object,
	more: Partial<WorkflowNode> = {},
): WorkflowNode {
	const type = `n8n-nodes-amocrm-chats.${shortType}`;
	const credentials = { [credentialType]: credential };
	const typeVersion = newestVersion(type);
	return node(name, type, { ...parameters }, { typeVersion, credentials, ...more });
}

export async function publishChain(
	{ n8n }: Scene,
	name: string,
	...nodes: WorkflowNode[]
): Promise<Workflow> {
	const workflow = await n8n.createWorkflow(chain(name, ...nodes));
	await n8n.publish(workflow.id);
	return workflow;
}

/** What the editor shows as the trigger's production URL, and what support would register. */
export function hookAddress({ n8n }: Scene, trigger: { webhookId: string }): string {
	return `${n8n.url}/webhook/${trigger.webhookId}/${trigger.webhookId}/:scope_id`;
}

/** The same, as amoCRM calls it: with the scope in the placeholder's place. */
export function calledAddress(scene: Scene, trigger: { webhookId: string }): string {
	return hookAddress(scene, trigger).replace(':scope_id', scene.scopeId);
}

/** Publishes a trigger and sends the scene's hooks to it. */
export async function publishTrigger(scene: Scene, parameters: object = {}): Promise<Workflow> {
	const trigger = triggerNode(scene, parameters);
	const workflow = await publishChain(
		scene,
		'trigger',
		trigger,
		node('End', 'n8n-nodes-base.noOp'),
	);
	scene.sandbox.setWebhook(scene.channelId, hookAddress(scene, trigger));
	return workflow;
}

export function postJson(url: string, body: object): Promise<Response> {
	return fetch(url, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify(body),
	});
}
