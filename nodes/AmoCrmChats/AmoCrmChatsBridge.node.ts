import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';
import { testChannel } from './actions/credentialTest';
import { bridgeForm } from './bridge/bridgeForm';
import { executeBridge } from './bridge/execute';

export class AmoCrmChatsBridge implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'amoCRM Chats Bridge',
		name: 'amoCrmChatsBridge',
		icon: { light: 'file:amocrm.svg', dark: 'file:amocrm.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle:
			'={{ $parameter["operation"] === "toMessenger" ? "To messenger" : "From messenger" }}',
		description: 'Connect Telegram, WhatsApp or a messenger of your own to amoCRM or Kommo chats',
		defaults: { name: 'amoCRM Chats Bridge' },
		// A model has no updates to hand over, and a tool has no second output.
		usableAsTool: undefined,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main, NodeConnectionTypes.Main],
		outputNames: ['Done', 'Call'],
		credentials: [{ name: 'amoCrmChatsApi', required: true, testedBy: 'testChannel' }],
		properties: bridgeForm,
	};

	methods = { credentialTest: { testChannel } };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await executeBridge(this);
	}
}
