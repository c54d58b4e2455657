import type {
	Icon,
	ICredentialDataDecryptedObject,
	ICredentialTestRequest,
	ICredentialType,
	IHttpRequestOptions,
	INodeProperties,
} from 'n8n-workflow';
import { trimmedAt } from '../nodes/AmoCrmChats/shared/json';
import { withToken } from '../nodes/AmoCrmChats/shared/messengerToken';

const WRONG_TOKEN =
	'Telegram does not know this token: copy it again from @BotFather, whole and without "bot" in front, such as 123456789:AAE…';

export class AmoCrmChatsMessengerApi implements ICredentialType {
	name = 'amoCrmChatsMessengerApi';

	displayName = 'Messenger Token API';

	icon: Icon = {
		light: 'file:../nodes/AmoCrmChats/amocrm.svg',
		dark: 'file:../nodes/AmoCrmChats/amocrm.dark.svg',
	};

	documentationUrl =
		'https://github.com/n8n-nodes-amocrm-chats/n8n-nodes-amocrm-chats/blob/main/docs/bridge.md';

	properties: INodeProperties[] = [
		{
			displayName:
				'For the HTTP Request node: {token} in its URL becomes the token, which no workflow contains then',
			name: 'notice',
			type: 'notice',
			default: '',
		},
		{
			displayName: 'Token',
			name: 'token',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			description: "Of a Telegram bot, as @BotFather gives it; without 'bot' in front",
		},
		{
			displayName: 'Host',
			name: 'host',
			type: 'string',
			default: 'https://api.telegram.org',
			required: true,
			placeholder: 'e.g. https://api.telegram.org',
			description:
				'The only host that gets the token, with http(s):// and without a path. Change it for a Bot API server of your own.',
		},
	];

	/**
	 * A declared request, as the Bridge node itself has no use for this credential. Statuses are read from the body,
	 * where Telegram says them again: n8n 1.x has no rule that sees the status of a refusal.
	 */
	test: ICredentialTestRequest = {
		request: {
			baseURL: '={{ $credentials.host.trim() }}',
			url: '/bot{token}/getMe',
			ignoreHttpStatusErrors: true,
		},
		rules: [
			...[401, 404].map((value) => ({
				type: 'responseSuccessBody' as const,
				properties: { key: 'error_code', value, message: WRONG_TOKEN },
			})),
			{
				type: 'responseSuccessBody',
				properties: {
					key: 'ok',
					value: false,
					message: 'Telegram refuses at the moment. Try again in a minute.',
				},
			},
			{
				type: 'responseSuccessBody',
				properties: {
					key: 'ok',
					value: undefined,
					message: "What answers at Host is not Telegram's Bot API. Correct Host.",
				},
			},
		],
	};

	/** n8n calls this before each request, and again when a 401 makes it resend. */
	async authenticate(
		credentials: ICredentialDataDecryptedObject,
		requestOptions: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> {
		const token = trimmedAt(credentials, 'token');
		return withToken(requestOptions, token, trimmedAt(credentials, 'host'));
	}
}
