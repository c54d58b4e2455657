import type {
	Icon,
	ICredentialDataDecryptedObject,
	ICredentialType,
	IHttpRequestOptions,
	INodeProperties,
} from 'n8n-workflow';
import {
	DEFAULT_HOST,
	hostOf,
	inWords,
	problemsOf,
} from '../nodes/AmoCrmChats/shared/channelCredential';
import { trimmedAt } from '../nodes/AmoCrmChats/shared/json';
import { requireHost } from '../nodes/AmoCrmChats/shared/requestHost';
import { signOptions } from '../nodes/AmoCrmChats/shared/signature';

export class AmoCrmChatsApi implements ICredentialType {
	name = 'amoCrmChatsApi';

	displayName = 'amoCRM / Kommo Chats API';

	icon: Icon = {
		light: 'file:../nodes/AmoCrmChats/amocrm.svg',
		dark: 'file:../nodes/AmoCrmChats/amocrm.dark.svg',
	};

	documentationUrl =
		'https://github.com/n8n-nodes-amocrm-chats/n8n-nodes-amocrm-chats/blob/main/docs/registration.md';

	properties: INodeProperties[] = [
		{
			displayName:
				'Channels are registered by amoCRM or Kommo support, who then send the channel ID, secret and bot ID',
			name: 'notice',
			type: 'notice',
			default: '',
		},
		{
			displayName: 'Host',
			name: 'baseUrl',
			type: 'options',
			options: [
				{ name: 'amoCRM (amocrm.ru)', value: 'https://amojo.amocrm.ru' },
				{ name: 'amoCRM International (amocrm.com)', value: 'https://amojo.amocrm.com' },
				{ name: 'Kommo (kommo.com)', value: 'https://amojo.kommo.com' },
				{ name: 'Custom', value: 'custom' },
			],
			default: DEFAULT_HOST,
			description:
				'Where the channel was registered; the same channel is unknown at the other hosts',
		},
		{
			displayName: 'Custom Host',
			name: 'customBaseUrl',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. http://127.0.0.1:8787',
			description: 'Address of a proxy or of the sandbox, with http(s):// and without a path',
			displayOptions: { show: { baseUrl: ['custom'] } },
		},
		{
			displayName: 'Channel ID',
			name: 'channelId',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. 344a5002-f8ca-454d-af3d-396180102ac7',
			description: 'UUID of the channel, from the letter of amoCRM support',
		},
		{
			displayName: 'Channel Secret',
			name: 'channelSecret',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			description:
				'The 40 characters that came with the channel ID. Signs requests and verifies webhooks; it never enters a workflow.',
		},
		{
			displayName: 'Account ID (amojo_id)',
			name: 'accountId',
			type: 'string',
			default: '',
			placeholder: 'e.g. 52e591f7-c98f-4255-8495-827210138c81',
			description:
				'UUID, not the account number, of the account that this credential works with. Found with GET /api/v4/account?with=amojo_id, or in the browser console of the account with APP.constant("account").amojo_id. Can be set in the nodes instead.',
		},
		{
			displayName: 'Bot ID',
			name: 'botId',
			type: 'string',
			default: '',
			placeholder: 'e.g. 76fc2bea-902f-425c-9a3d-dcdac4766090',
			description: 'The amoCRM-side ID of the channel bot, needed to send messages from the bot',
		},
	];

	/** n8n calls this before each request, and again when a 401 makes it resend. */
	async authenticate(
		credentials: ICredentialDataDecryptedObject,
		requestOptions: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> {
		const secret = trimmedAt(credentials, 'channelSecret');
		if (secret === '') {
			throw new Error(
				"'Channel Secret' is empty. Enter it in the amoCRM / Kommo Chats API credential.",
			);
		}
		const host = hostOf(credentials);
		if (host === undefined) {
			// The host comes first in the form.
			throw new Error(inWords(problemsOf(credentials).slice(0, 1)));
		}
		requireHost(requestOptions, host, 'The amoCRM / Kommo Chats API credential signs requests to');
		return signOptions(requestOptions, secret, new Date());
	}
}
