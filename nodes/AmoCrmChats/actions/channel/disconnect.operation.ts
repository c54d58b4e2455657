import { accountIdOption, accountOf, channelOf } from '../fields/account';
import { defineOperation } from '../operation';

/** @see https://www.amocrm.ru/developers/content/chats/chat-api-reference */
export const disconnect = defineOperation({
	resource: 'channel',
	value: 'disconnect',
	name: 'Disconnect',
	action: 'Disconnect channel',
	description:
		'Switch the channel off in an account: no more webhooks, and managers cannot write first',
	properties: [],
	options: [accountIdOption],
	lane: (parameters) => accountOf(parameters),
	request: (parameters) => ({
		method: 'DELETE',
		path: `/${channelOf(parameters)}/disconnect`,
		body: { account_id: accountOf(parameters) },
	}),
});
