import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';
import { testChannel } from './actions/credentialTest';
import { execute } from './actions/itemLoop';
import { TOOL_VERSION } from './actions/operation';
import { catalogue, formProperties } from './actions/registry';

const tool = { version: [1, TOOL_VERSION], defaultVersion: TOOL_VERSION };

export class AmoCrmChats implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'amoCRM Chats',
		name: 'amoCrmChats',
		icon: { light: 'file:amocrm.svg', dark: 'file:amocrm.dark.svg' },
		group: ['output'],
		version: 1,
		subtitle: '={{ $parameter["operation"] + ": " + $parameter["resource"] }}',
		description: 'Bring the chats of any messenger into amoCRM or Kommo as a channel of its own',
		defaults: { name: 'amoCRM Chats' },
		// What an agent says is the bot's: new tools begin with that, those in workflows keep what they had.
		usableAsTool: { replacements: tool },
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'amoCrmChatsApi', required: true, testedBy: 'testChannel' }],
		properties: formProperties(),
	};

	methods = { credentialTest: { testChannel } };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await execute(this, catalogue);
	}
}
