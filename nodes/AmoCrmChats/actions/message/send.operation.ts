import { compact } from '../../shared/json';
import { accountIdOption, scopeOf } from '../fields/account';
import { contentFields, contentOf, mediaOptions } from '../fields/content';
import {
	conversationId,
	conversationOf,
	conversationRefIdOption,
	conversationRefOf,
} from '../fields/conversation';
import { direction, participantFields, participantsOf } from '../fields/participants';
import {
	messageIdOf,
	messageIdOption,
	sentMessage,
	silentOf,
	silentOption,
	sourceIdOption,
	sourceOf,
} from '../fields/sending';
import { messageTimeOf, timestampOption } from '../fields/time';
import { defineOperation } from '../operation';

/** @see https://www.amocrm.ru/developers/content/chats/chat-api-reference */
export const send = defineOperation({
	resource: 'message',
	value: 'send',
	name: 'Send',
	action: 'Send message',
	description:
		'Put a message of the messenger into its amoCRM chat; it does not write to the messenger',
	properties: [direction, conversationId, ...participantFields, ...contentFields],
	options: [
		accountIdOption,
		conversationRefIdOption,
		messageIdOption,
		silentOption,
		sourceIdOption,
		timestampOption,
		...mediaOptions,
	],
	lane: conversationOf,
	// The service does not accept a message ID twice.
	repeatable: true,
	request: (parameters) => {
		const content = compact({
			conversation_id: conversationOf(parameters),
			conversation_ref_id: conversationRefOf(parameters),
			source: sourceOf(parameters),
			silent: silentOf(parameters),
			...participantsOf(parameters),
			message: contentOf(parameters),
		});
		return {
			method: 'POST',
			path: `/${scopeOf(parameters)}`,
			body: {
				event_type: 'new_message',
				payload: {
					...messageTimeOf(parameters),
					msgid: messageIdOf(parameters, content),
					...content,
				},
			},
		};
	},
	output: sentMessage,
});
