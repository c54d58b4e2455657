import type { INodeProperties } from 'n8n-workflow';
import { accountIdOption } from '../fields/account';
import {
	callbackDataOption,
	contentFields,
	contentOf,
	fileNeedOf,
	sharedPostOption,
} from '../fields/content';
import { conversationId, conversationOf, conversationRefIdOption } from '../fields/conversation';
import { mediaOptions } from '../fields/media';
import { linkLifetimeOption } from '../fields/mediaSource';
import {
	newMessageOf,
	forwardOption,
	quotesOf,
	replyToOption,
	knownMessage,
	knownMessageOption,
	messageIdOption,
	sentMessage,
	silentOption,
	sourceIdOption,
} from '../fields/newMessage';
import { directionFields, DIRECTIONS, participantFields } from '../fields/participants';
import { timestampOption } from '../fields/time';
import { defineOperation } from '../operation';

const directions = directionFields(
	{
		fromClient: 'The client wrote in the messenger',
		fromManager: 'A CRM user wrote outside amoCRM, such as on the phone',
		fromBot: 'The integration wrote by itself, or the author is unknown',
	},
	'Who wrote the message; amoCRM shows it on that side of the chat',
);

const recordNotice: INodeProperties = {
	displayName:
		"Records the message in amoCRM. Your messenger's own node delivers it to the client.",
	name: 'recordNotice',
	type: 'notice',
	default: '',
};

/** @see https://www.amocrm.ru/developers/content/chats/chat-api-reference */
export const send = defineOperation({
	resource: 'message',
	value: 'send',
	name: 'Send',
	action: 'Add message to an amoCRM chat',
	description:
		'Record a message of the messenger in its amoCRM chat; it does not write to the messenger',
	properties: [
		recordNotice,
		...directions,
		conversationId,
		...participantFields(DIRECTIONS),
		...contentFields,
	],
	options: [
		accountIdOption,
		callbackDataOption,
		conversationRefIdOption,
		forwardOption,
		knownMessageOption,
		linkLifetimeOption,
		...mediaOptions,
		messageIdOption,
		replyToOption,
		sharedPostOption,
		silentOption,
		sourceIdOption,
		timestampOption,
	],
	lane: conversationOf,
	file: fileNeedOf,
	request: (form, file) =>
		newMessageOf(form, {
			directions: DIRECTIONS,
			message: contentOf(form, file),
			quotes: quotesOf(form),
		}),
	output: sentMessage,
	outputOfKnown: knownMessage,
});
