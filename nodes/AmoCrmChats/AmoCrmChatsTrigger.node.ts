import type {
	IHookFunctions,
	INodeType,
	INodeTypeDescription,
	IWebhookFunctions,
	IWebhookResponseData,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';
import { triggerFields } from './trigger/fields';
import { demandWholePath, WEBHOOK_PATH } from './trigger/path';
import { receive } from './trigger/receive';

export class AmoCrmChatsTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'amoCRM Chats Trigger',
		name: 'amoCrmChatsTrigger',
		icon: { light: 'file:amocrm.svg', dark: 'file:amocrm.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: '={{ $parameter["events"].join(", ") }}',
		description: 'Starts the workflow when a manager or bot writes to a client in amoCRM or Kommo',
		eventTriggerDescription: 'Waiting for amoCRM to send a message of this channel',
		activationMessage:
			'amoCRM can now send to the production URL of this node. It is registered once, by amoCRM support, as the webhook URL of the channel.',
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
				path: WEBHOOK_PATH,
				isFullPath: true,
			},
		],
		properties: triggerFields,
	};

	webhookMethods = {
		default: {
			async checkExists(this: IHookFunctions): Promise<boolean> {
				return false;
			},
			/** The address is registered by amoCRM support, not by API: there is only the form to check. */
			async create(this: IHookFunctions): Promise<boolean> {
				demandWholePath(this);
				return true;
			},
			async delete(this: IHookFunctions): Promise<boolean> {
				return true;
			},
		},
	};

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		return await receive(this);
	}
}
