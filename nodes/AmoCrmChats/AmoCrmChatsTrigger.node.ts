import type {
	IHookFunctions,
	INodeType,
	INodeTypeDescription,
	IWebhookFunctions,
	IWebhookResponseData,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';
import { connectChannel, disconnectChannel } from './trigger/connectOnActivation';
import { triggerFields } from './trigger/triggerForm';
import { triggerPanel } from './trigger/registrationLetter';
import { requireWholePath, webhookPath } from './trigger/webhookPath';
import { receive } from './trigger/receive';

export class AmoCrmChatsTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'amoCRM Chats Trigger',
		name: 'amoCrmChatsTrigger',
		icon: { light: 'file:amocrm.svg', dark: 'file:amocrm.dark.svg' },
		group: ['trigger'],
		// For a trigger of version 1, n8n evaluates an expression per webhook to learn how to read its body.
		version: 2,
		subtitle: '={{ $parameter["events"].join(", ") }}',
		description: 'Starts the workflow when a manager or bot writes to a client in amoCRM or Kommo',
		triggerPanel,
		eventTriggerDescription: 'Waiting for a webhook at the test URL',
		activationMessage:
			'amoCRM can now send to the production URL of this node. Support registers it once, as the webhook URL of the channel; the option Registration Letter has the text to send.',
		defaults: { name: 'amoCRM Chats Trigger' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'amoCrmChatsApi', required: true }],
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

	webhookMethods = {
		default: {
			async checkExists(this: IHookFunctions): Promise<boolean> {
				return false;
			},
			/** The address is registered by amoCRM support, not by API: there is the form to check, and the channel to connect. */
			async create(this: IHookFunctions): Promise<boolean> {
				await requireWholePath(this);
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
