import type {
	Icon,
	ICredentialDataDecryptedObject,
	ICredentialTestRequest,
	ICredentialType,
	IHttpRequestOptions,
	INodeProperties,
} from 'n8n-workflow';
import { trimmedAt } from '../nodes/AmoCrmChats/shared/json';
import { signOptions } from '../nodes/AmoCrmChats/shared/signedOptions';

/** A host where the channel could be looked for: the service's own, or the one the person typed. */
const BASE_URL =
	'={{ $credentials.baseUrl === "custom" ? $credentials.customBaseUrl.trim().replace(/\\/+$/, "") : $credentials.baseUrl }}';

const WRONG_SECRET =
	'The channel is known, but the signature does not match: copy the Channel Secret again from the letter that amoCRM support sent (40 characters, not the secret of the OAuth integration), and check that the clock of the n8n server is right.';
const UNKNOWN_CHANNEL =
	'No such channel at this host: check the Channel ID, and that Host is the platform where the channel was registered (amocrm.ru, amocrm.com or kommo.com).';
const NOT_THE_API =
	'What answers at this host is not the Chats API: choose one of the three hosts, or correct Custom Host.';

/** n8n 2.x shows the words of such a status; 1.x looks at the body of every answer. */
const NEVER_GOOD = [401, 429, 500, 502, 503, 504];

export class AmoCrmChatsApi implements ICredentialType {
	name = 'amoCrmChatsApi';

	displayName = 'amoCRM Chats API';

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
				{ name: 'Custom', value: 'custom' },
				{ name: 'Kommo (kommo.com)', value: 'https://amojo.kommo.com' },
			],
			default: 'https://amojo.amocrm.ru',
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
			displayName: 'Account ID',
			name: 'accountId',
			type: 'string',
			default: '',
			placeholder: 'e.g. 52e591f7-c98f-4255-8495-827210138c81',
			description:
				'The amojo_id (a UUID, not the account number) of the account that this credential works with. Found with GET /api/v4/account?with=amojo_id, or in the browser console of the account with APP.constant("account").amojo_id. Can be set in the nodes instead.',
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
			throw new Error("'Channel Secret' is empty. Enter it in the amoCRM Chats API credential.");
		}
		return signOptions(requestOptions, secret, new Date());
	}

	/**
	 * Connect without an account changes nothing, and its documented answers tell the cases apart:
	 * 403 wrong signature, 404 unknown channel, 400 (account missing) when all is well.
	 * The rules look at the body because n8n 1.x never matches a rule on the status.
	 */
	test: ICredentialTestRequest = {
		request: {
			method: 'POST',
			baseURL: BASE_URL,
			url: '=/v2/origin/custom/{{ $credentials.channelId.trim() }}/connect',
			ignoreHttpStatusErrors: { ignore: true, except: NEVER_GOOD },
			disableFollowRedirect: true,
		},
		rules: [
			{ key: 'error_type', value: 'ORIGIN_INVALID_SIGNATURE', message: WRONG_SECRET },
			{ key: 'error_code', value: 403, message: WRONG_SECRET },
			{ key: 'error_type', value: 'ORIGIN_NOT_REGISTERED', message: UNKNOWN_CHANNEL },
			{ key: 'error_code', value: 404, message: UNKNOWN_CHANNEL },
			// The first character of a body that is a web page.
			{ key: '0', value: '<', message: NOT_THE_API },
		].map((properties) => ({ type: 'responseSuccessBody', properties })),
	};
}
