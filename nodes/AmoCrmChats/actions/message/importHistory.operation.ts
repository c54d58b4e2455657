import type { INodeProperties } from 'n8n-workflow';
import { objectAt } from '../../shared/json';
import type { AmojoRequest } from '../../shared/wire';
import { accountIdOption } from '../fields/account';
import { contentFields, contentOf, fileNeedOf, sharedPostOption } from '../fields/content';
import { conversationId, conversationOf, conversationRefIdOption } from '../fields/conversation';
import { mediaOptions } from '../fields/media';
import { linkLifetimeOption } from '../fields/mediaSource';
import { externalMessageId } from '../fields/messageIds';
import {
	newMessageOf,
	forwardOption,
	quotesOf,
	replyToOption,
	knownMessage,
	knownMessageOption,
	sentMessage,
	silentOption,
	sourceIdOption,
} from '../fields/newMessage';
import { directionField, DIRECTIONS, participantFields } from '../fields/participants';
import { timestampOption, timesOf, type Times } from '../fields/time';
import { defineOperation } from '../operation';
import type { ItemForm } from '../form';

const direction = directionField(
	{
		fromClient: 'The client wrote the message',
		fromManager: 'A CRM user wrote the message',
		fromBot: 'The integration wrote the message, or the author is unknown',
	},
	'Who wrote the message; amoCRM shows it on that side of the chat',
);

const messageId: INodeProperties = {
	...externalMessageId,
	description:
		"The messenger's ID of the message. It must be unique over all chats, such as chat and message ID together. It identifies a message that was imported before, so that an import can simply be run again.",
};

const timestamp: INodeProperties = {
	...timestampOption,
	required: true,
	description:
		'When the message was written, as an ISO 8601 date, Unix seconds or milliseconds. Each chat is imported oldest first, whatever the order of the items.',
};

const silent: INodeProperties = {
	...silentOption,
	description:
		'Whether to import all messages without an incoming lead and without notifying anybody. If not set, the newest message of each chat creates the lead and notifies; older ones never do.',
};

/** @see https://www.amocrm.ru/developers/content/chats/chat-api-reference */
export const importHistory = defineOperation({
	resource: 'message',
	value: 'importHistory',
	name: 'Import History',
	action: 'Import message history',
	description:
		'Record messages of the past in their chats, oldest first and with their own times, without a flood of leads',
	properties: [
		direction,
		conversationId,
		messageId,
		timestamp,
		...participantFields(DIRECTIONS),
		...contentFields,
	],
	options: [
		accountIdOption,
		conversationRefIdOption,
		forwardOption,
		knownMessageOption,
		linkLifetimeOption,
		...mediaOptions,
		replyToOption,
		sharedPostOption,
		silent,
		sourceIdOption,
	],
	lane: conversationOf,
	sequence: {
		identity: (form) => ({
			id: ownIdOf(form),
			taken: (index) =>
				form.invalid(
					'externalMessageId',
					`is also that of item ${index}, in another chat`,
					'Make it unique over all chats, such as chat ID and message ID together: amoCRM takes an ID once.',
				),
		}),
		position: (form) => timesOfMessage(form).msec_timestamp,
		last: (request, form) => (form.flag('options.silent') ? request : loud(request)),
		summary: (messages, chats) =>
			`Imported ${count(messages, 'message')} of ${count(chats, 'chat')}`,
	},
	file: fileNeedOf,
	request: (form, file) =>
		newMessageOf(form, {
			directions: DIRECTIONS,
			message: contentOf(form, file),
			quotes: quotesOf(form),
			past: {
				times: timesOfMessage(form),
				messageId: ownIdOf(form),
				silent: true,
			},
		}),
	output: sentMessage,
	outputOfKnown: knownMessage,
});

function ownIdOf(form: ItemForm): string {
	return form.requiredId(
		'externalMessageId',
		"Enter the messenger's ID of the message: without it, importing twice would show it twice.",
	);
}

function timesOfMessage(form: ItemForm): Times {
	const times = timesOf(form, 'timestamp');
	if (times !== undefined) return times;
	throw form.invalid('timestamp', 'is empty', 'Enter when the message was written.');
}

function loud(request: AmojoRequest): AmojoRequest {
	const payload = objectAt(request.body, 'payload');
	return { ...request, body: { ...request.body, payload: { ...payload, silent: false } } };
}

function count(number: number, noun: string): string {
	return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
