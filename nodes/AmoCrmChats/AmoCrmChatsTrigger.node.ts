import {
	NodeConnectionTypes,
	type IHookFunctions,
	type INodeType,
	type INodeTypeDescription,
	type IWebhookFunctions,
	type IWebhookResponseData,
} from 'n8n-workflow';
import { testChannel } from './actions/credentialTest';
import { connectChannel, disconnectChannel } from './trigger/connectOnActivation';
import { triggerFields } from './trigger/triggerForm';
import { requireReceivable } from './trigger/publishing';
import { receive } from './trigger/receive';
import { activationMessage, eventTriggerDescription, triggerPanel } from './trigger/triggerPanel';
import { webhookPath } from './trigger/webhookPath';

export class AmoCrmChatsTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'amoCRM Chats Trigger',
		name: 'amoCrmChatsTrigger',
		icon: { light: 'file:amocrm.svg', dark: 'file:amocrm.dark.svg' },
		group: ['trigger'],
		// For a trigger of version 1, n8n evaluates an expression per webhook to learn how to read its body.
		// Version 2.1 chooses message types from a list, where 2 has them typed.
		version: [2, 2.1],
		subtitle: '={{ $parameter["events"].join(", ") }}',
		description: 'Starts the workflow when a manager or bot writes to a client in amoCRM or Kommo',
		triggerPanel,
		eventTriggerDescription,
		activationMessage,
		defaults: { name: 'amoCRM Chats Trigger' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'amoCrmChatsApi', required: true, testedBy: 'testChannel' }],
		webhooks: [
			{
				name: 'default',
				httpMethod: 'POST',
				responseMode: 'onReceived',
				// Without it n8n answers with the words "firstEntryJson"; the service wants a bare 200.
				responseData: 'noData',
				...webhookPath,
			},
		],
		properties: triggerFields,
	};

	methods = { credentialTest: { testChannel } };

	webhookMethods = {
		default: {
			async checkExists(this: IHookFunctions): Promise<boolean> {
				return false;
			},
			/** The address is registered by amoCRM support, not by API: what is left is to check the form, and to connect the channel. */
			async create(this: IHookFunctions): Promise<boolean> {
				await requireReceivable(this);
				await connectChannel(this);
				return true;
			},
			async delete(this: IHookFunctions): Promise<boolean> {
				await disconnectChannel(this);
				return true;
			},
		},
	};

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		return await receive(this);
	}
}
