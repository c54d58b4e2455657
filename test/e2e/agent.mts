import { node, type NewWorkflow, type WorkflowNode } from '../../sandbox/n8n/workflow.mts';
import { doorNode, postJson, type Scene } from './scene.mts';

const toolType = 'n8n-nodes-amocrm-chats.amoCrmChatsTool';

interface Property {
	name: string;
	displayName: string;
	type: string;
	default?: unknown;
	displayOptions?: { show?: Record<string, unknown[]> };
	options?: Array<{ value?: unknown; action?: string }>;
}

export interface ToolForm {
	/** As the editor names the node when it is added. */
	name: string;
	parameters: Record<string, unknown>;
	/** What was left to the model: name and type of each argument. */
	asked: Array<[name: string, type: string]>;
}

/**
 * The form of a tool in which "Let the model decide" was pressed on every field, but for those that
 * are said here. The editor names an argument after the label, and writes no description.
 */
export async function leaveToModel(
	{ n8n }: Scene,
	said: Record<string, unknown>,
): Promise<ToolForm> {
	const types = (await n8n.nodeTypes()) as Array<{ name: string; properties: Property[] }>;
	const { properties = [] } = types.find(({ name }) => name === toolType) ?? {};
	const values = { ...said };
	const parameters = { ...said };
	const asked: ToolForm['asked'] = [];
	let action = '';
	for (const field of properties) {
		if (!isShown(field, values)) continue;
		values[field.name] ??= field.default;
		const chosen = field.options?.find(({ value }) => value === values[field.name]);
		action ||= chosen?.action ?? '';
		const isOurs = ['resource', 'operation'].some((name) => field.displayOptions?.show?.[name]);
		if (!isOurs || field.name in said || field.name === 'toolDescription') continue;
		const type = ['boolean', 'number'].includes(field.type) ? field.type : 'string';
		if (field.type !== type) continue;
		const key = field.displayName.replace(/[^a-zA-Z0-9_-]+/g, '_');
		asked.push([key, type]);
		parameters[field.name] = `={{ $fromAI('${key}', \`\`, '${type}') }}`;
	}
	return { name: `${action} in amoCRM Chats`, parameters, asked };
}

function isShown({ displayOptions }: Property, values: Record<string, unknown>): boolean {
	const conditions = Object.entries(displayOptions?.show ?? {});
	return conditions.every(([name, wanted]) => wanted.includes(values[name]));
}

/** A webhook, an agent behind it that is asked what the webhook got, and its tools. */
export async function publishAgent(
	scene: Scene,
	forms: ToolForm[],
	more: Partial<WorkflowNode> & { retryOnFail?: boolean } = {},
) {
	const door = doorNode();
	const openAi = await scene.n8n.createCredential('OpenAI', 'openAiApi', {
		apiKey: 'sk-stand-in',
		url: 'https://api.openai.com/v1',
	});
	const model = node(
		'Model',
		'@n8n/n8n-nodes-langchain.lmChatOpenAi',
		{
			model: { __rl: true, mode: 'id', value: 'gpt-5-mini' },
			responsesApiEnabled: false,
			options: {},
		},
		{ typeVersion: 1.3, credentials: { openAiApi: openAi } },
	);
	const prompt = { promptType: 'define', text: '={{ $json.body.ask }}', options: {} };
	const agent = node('Agent', '@n8n/n8n-nodes-langchain.agent', prompt, { typeVersion: 3 });
	const credentials = { amoCrmChatsApi: scene.credential };
	const tools = forms.map(({ name, parameters }) =>
		node(name, toolType, parameters, { typeVersion: 1, credentials, ...more }),
	);
	const below = (type: 'ai_tool' | 'ai_languageModel') => ({
		main: [],
		[type]: [[{ node: agent.name, type, index: 0 }]],
	});
	const workflow: NewWorkflow = {
		name: 'agent',
		nodes: [door, agent, model, ...tools],
		connections: {
			[door.name]: { main: [[{ node: agent.name, type: 'main', index: 0 }]] },
			[model.name]: below('ai_languageModel'),
			...Object.fromEntries(tools.map(({ name }) => [name, below('ai_tool')])),
		},
	};
	const { id } = await scene.n8n.createWorkflow(workflow);
	await scene.n8n.publish(id);
	return async (request: string) => {
		const answer = await postJson(`${scene.n8n.url}/webhook/${door.webhookId}`, { ask: request });
		return answer.json() as Promise<{ output?: string; message?: string }>;
	};
}
