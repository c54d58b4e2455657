import { compact } from '../../shared/json';
import { accountIdOption } from '../fields/account';
import { contentFields, contentOf, fileNeedOf } from '../fields/content';
import { conversationId, conversationOf, conversationRefIdOption } from '../fields/conversation';
import { mediaOptions } from '../fields/media';
import { linkLifetimeOption } from '../fields/mediaSource';
import {
	newMessageOf,
	replyToOf,
	replyToOption,
	knownMessage,
	knownMessageOption,
	messageIdOption,
	sentMessage,
	silentOption,
	sourceIdOption,
} from '../fields/newMessage';
import { directionField, participantFields } from '../fields/participants';
import { postFields, postOf } from '../fields/post';
import { timestampOption } from '../fields/time';
import { defineOperation } from '../operation';

const DIRECTIONS = ['fromClient', 'fromManager'] as const;

const direction = directionField(
	{
		fromClient: 'The client commented on a post',
		fromManager: 'A CRM user answered a comment outside amoCRM',
	},
	'Who wrote the comment; amoCRM documents no comments from a bot',
);

/** @see https://developers.kommo.com/reference/send-import-messages */
export const send = defineOperation({
	resource: 'comment',
	value: 'send',
	name: 'Send',
	action: 'Send comment on post',
	description:
		"Record a comment under a post in the client's chat, in a conversation of that post; it does not publish the comment",
	properties: [
		direction,
		conversationId,
		...participantFields(DIRECTIONS),
		...postFields,
		...contentFields,
	],
	options: [
		accountIdOption,
		conversationRefIdOption,
		knownMessageOption,
		linkLifetimeOption,
		...mediaOptions,
		messageIdOption,
		replyToOption,
		silentOption,
		sourceIdOption,
		timestampOption,
	],
	lane: conversationOf,
	file: fileNeedOf,
	request: (form, file) =>
		newMessageOf(form, {
			directions: DIRECTIONS,
			message: { ...contentOf(form, file), post: postOf(form) },
			quotes: compact({ reply_to: replyToOf(form) }),
		}),
	output: sentMessage,
	outputOfKnown: knownMessage,
});
