import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startTelegram, type Telegram } from '../../sandbox/messengers/telegram.mts';
import { neededCredentials } from '../../sandbox/n8n/neededCredentials.mts';
import { projectRoot } from '../../sandbox/n8n/project.mts';
import type { N8nClient } from '../../sandbox/n8n/rest.mts';
import type { CredentialRef, NewWorkflow } from '../../sandbox/n8n/workflow.mts';
import type { Sandbox } from '../../sandbox/sandbox.mts';

/** A published workflow, with a bot and a channel of its own. */
export interface Contender {
	name: string;
	workflowId: string;
	telegram: Telegram;
	scope: { channelId: string; accountId: string };
}

/** The example; what it was before the node existed; and the least that an execution of either way can be. */
const files = {
	'amoCRM Chats Bridge': 'examples/telegram.json',
	'a trigger, one node': 'bench/bridge/least.json',
	'22 nodes without it': 'bench/bridge/without-bridge.json',
};

export async function openContenders(client: N8nClient, sandbox: Sandbox): Promise<Contender[]> {
	const opened: Contender[] = [];
	for (const [name, file] of Object.entries(files)) {
		opened.push(await open(client, sandbox, { name, file }));
	}
	return opened;
}

async function open(
	client: N8nClient,
	sandbox: Sandbox,
	{ name, file }: { name: string; file: string },
): Promise<Contender> {
	const telegram = await startTelegram();
	const channel = sandbox.addChannel();
	const { amojoId } = sandbox.addAccount();
	sandbox.connect(channel.id, amojoId);
	const credentials = {
		amoCrmChatsApi: {
			...{ baseUrl: 'custom', customBaseUrl: sandbox.url },
			...{ channelId: channel.id, channelSecret: channel.secret },
			...{ accountId: amojoId, botId: channel.bot.id },
		},
		amoCrmChatsMessengerApi: { token: telegram.token, host: telegram.url },
		telegramApi: { accessToken: telegram.token, baseUrl: telegram.url },
	};
	const refs = new Map<string, CredentialRef>();
	for (const [type, data] of Object.entries(credentials)) {
		refs.set(type, await client.createCredential(`${name}: ${type}`, type, data));
	}
	const example = JSON.parse(readFileSync(join(projectRoot(), file), 'utf8')) as NewWorkflow;
	const types = await client.nodeTypes();
	const nodes = example.nodes.map((node) => ({
		...node,
		...(node.webhookId && { webhookId: randomUUID() }),
		credentials: Object.fromEntries(
			neededCredentials(node, types).flatMap((type) => {
				const ref = refs.get(type);
				return ref ? [[type, ref]] : [];
			}),
		),
		parameters: node.type.endsWith('.amoCrmChatsBridge')
			? { ...node.parameters, telegramApiUrl: telegram.url }
			: node.parameters,
	}));
	const { id } = await client.createWorkflow({ ...example, name, nodes });
	await client.publish(id);
	const hooks = nodes.find(({ type }) => type.endsWith('.amoCrmChatsTrigger'))?.webhookId;
	sandbox.setWebhook(channel.id, `${client.url}/webhook/${hooks}/${hooks}/:scope_id`);
	return {
		...{ name, workflowId: id, telegram },
		scope: { channelId: channel.id, accountId: amojoId },
	};
}
