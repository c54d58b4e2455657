import { accountIdOption } from '../fields/account';
import { eitherConversationLane } from '../fields/conversation';
import { reactionFields, reactionOf } from '../fields/reaction';
import { defineOperation } from '../operation';

/** @see https://www.amocrm.ru/developers/content/chats/chat-api-reference */
export const remove = defineOperation({
	resource: 'reaction',
	value: 'remove',
	name: 'Remove',
	action: 'Remove emoji reaction from message',
	description: "Remove a person's reaction to a message",
	properties: reactionFields,
	options: [accountIdOption],
	lane: eitherConversationLane,
	request: (form) => reactionOf(form, { type: 'unreact' }),
});
