import { accountIdOption, accountOf, channelOf } from '../fields/account';
import { defineOperation } from '../operation';

/** @see https://www.amocrm.ru/developers/content/chats/chat-api-reference */
export const disconnect = defineOperation({
	resource: 'channel',
	value: 'disconnect',
	name: 'Disconnect',
	action: 'Disconnect channel',
	description:
		'Switch the channel off for an account: no more webhooks, and managers cannot write first',
	properties: [],
	options: [accountIdOption],
	lane: (form) => accountOf(form),
	request: (form) => ({
		method: 'DELETE',
		path: `/${channelOf(form)}/disconnect`,
		body: { account_id: accountOf(form) },
	}),
});
