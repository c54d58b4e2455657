import type { INodeProperties } from 'n8n-workflow';
import { type JsonObject, compact, isoTime, numberAt, textAt } from '../../shared/json';
import type { AmojoAnswer, AmojoRequest } from '../../shared/wire';
import type { ItemForm } from '../form';
import { MissingAnswer } from '../operation';
import { scopeOf } from './account';
import { conversationOf, conversationRefOf } from './conversation';
import { type Direction, participantsOf } from './participants';
import { quotedMessageFields, quotedOf } from './quotedMessage';
import { type Times, messageTimeOf } from './time';

const originChat: INodeProperties[] = [
	{
		displayName: 'From amoCRM Chat ID',
		name: 'conversationRefId',
		type: 'string',
		default: '',
		placeholder: 'e.g. 9a8b7c6d-5e4f-4a3b-9c2d-1e0f9a8b7c6d',
		description: "The chat it is forwarded from, by its ID in amoCRM; one of this channel's chats",
	},
	{
		displayName: 'From Chat ID',
		name: 'conversationId',
		type: 'string',
		default: '',
		placeholder: 'e.g. telegram-1001',
		description: 'The chat it is forwarded from, by your own ID of it',
	},
];

export const replyToOption: INodeProperties = {
	displayName: 'Reply To',
	name: 'replyTo',
	type: 'fixedCollection',
	placeholder: 'Add message',
	default: {},
	description:
		'The message of the same chat that this one answers; amoCRM shows it as a quote above the text',
	options: [{ displayName: 'Message', name: 'message', values: quotedMessageFields }],
};

export const forwardOption: INodeProperties = {
	displayName: 'Forward',
	name: 'forward',
	type: 'fixedCollection',
	placeholder: 'Add message',
	default: {},
	description:
		"The message that is passed on, from any of the channel's chats; amoCRM shows it as forwarded",
	options: [
		{ displayName: 'Message', name: 'message', values: [...quotedMessageFields, ...originChat] },
	],
};

export function quotesOf(form: ItemForm): JsonObject {
	const replyTo = replyToOf(form);
	const forwards = forwardsOf(form);
	if (replyTo !== undefined && forwards !== undefined) {
		form.warn(
			'options.forward',
			'and Reply To are both set; amoCRM documents one of them for a message',
		);
	}
	return compact({ reply_to: replyTo, forwards });
}

export function replyToOf(form: ItemForm): JsonObject | undefined {
	if (!form.has('options.replyTo.message')) return undefined;
	const message = quotedOf(form.within('options.replyTo.message'));
	return message && { message };
}

function forwardsOf(form: ItemForm): JsonObject | undefined {
	if (!form.has('options.forward.message')) return undefined;
	const forward = form.within('options.forward.message');
	const message = quotedOf(forward);
	if (message === undefined) return undefined;
	return compact({
		messages: [message],
		conversation_ref_id: forward.refId('conversationRefId'),
		conversation_id: forward.id('conversationId'),
	});
}

export const silentOption: INodeProperties = {
	displayName: 'Silent',
	name: 'silent',
	type: 'boolean',
	default: true,
	description:
		'Whether to add the message without an incoming lead and without notifying anybody. If not set, messages from the client notify and messages to the client do not.',
};

/** What the client writes is news; what was written to the client is a record. */
function silentOf(form: ItemForm): boolean {
	return form.flag('options.silent') ?? form.text('direction') !== 'fromClient';
}

export const messageIdOption: INodeProperties = {
	displayName: 'Own Message ID',
	name: 'messageId',
	type: 'string',
	default: '',
	placeholder: 'e.g. telegram-1001-55',
	description:
		"Your own ID of the message, such as the messenger's; it must be unique over all chats. If not set, one is made that stays the same when n8n runs this item of the execution again, so that nothing arrives twice.",
};

/** amoCRM takes an ID once, and another message under it would be lost: only what is one and the same shares an ID. */
function messageIdOf(form: ItemForm): string {
	return form.id('options.messageId') ?? form.stableId('message');
}

const WAYS_OF_KNOWN = ['skip', 'error'] as const;

export const knownMessageOption: INodeProperties = {
	displayName: 'If Message ID Is Known',
	name: 'knownMessage',
	type: 'options',
	options: [
		{
			name: 'Skip',
			value: 'skip',
			description: 'The item counts as sent, and a note above the output says so',
		},
		{ name: 'Stop With Error', value: 'error', description: 'The item fails' },
	],
	default: 'skip',
	description:
		'What to do when amoCRM already has a message with this ID, as after a second try of the same item',
};

function isKnownDone(form: ItemForm): boolean {
	return (form.choice('options.knownMessage', WAYS_OF_KNOWN) ?? 'skip') === 'skip';
}

export const sourceIdOption: INodeProperties = {
	displayName: 'Source ID',
	name: 'sourceId',
	type: 'string',
	default: '',
	placeholder: 'e.g. 15550100000',
	description:
		'External ID of a source of this integration, such as one phone number of several. It decides the pipeline of the incoming lead.',
};

/** amoCRM takes up to 40 printable ASCII characters. */
export function sourceOf(form: ItemForm): { external_id: string } | undefined {
	const id = form.id('options.sourceId');
	if (id === undefined) return undefined;
	if (!/^[\x20-\x7e]{1,40}$/.test(id)) {
		throw form.invalid(
			'options.sourceId',
			'is not the ID of a source',
			'Use the external_id of a source: 1 to 40 Latin letters, digits, spaces or punctuation marks.',
		);
	}
	return { external_id: id };
}

/**
 * The answer to a message, under names that say whose ID it is: the service calls its own ID `msgid` and ours
 * `ref_id`, the reverse of what it calls them in requests.
 */
export function sentMessage(
	answer: AmojoAnswer,
	form: ItemForm,
	request: AmojoRequest,
): JsonObject {
	const messageId = textAt(answer, 'new_message.msgid');
	if (messageId === undefined) throw new MissingAnswer('the ID of the message', answer);
	const { externalMessageId, ...sent } = knownMessage(form, request);
	return compact({
		...sent,
		conversationRefId: textAt(answer, 'new_message.conversation_id'),
		messageId,
		externalMessageId: textAt(answer, 'new_message.ref_id') ?? externalMessageId,
		senderRefId: textAt(answer, 'new_message.sender_id'),
		receiverRefId: textAt(answer, 'new_message.receiver_id'),
	});
}

/** For a message that was there already: nobody learns amoCRM's IDs of it any more. */
export function knownMessage(form: ItemForm, { body }: AmojoRequest): JsonObject {
	return compact({
		direction: form.text('direction'),
		timestamp: isoTime(numberAt(body, 'payload.msec_timestamp')),
		conversationId: textAt(body, 'payload.conversation_id'),
		externalMessageId: textAt(body, 'payload.msgid'),
	});
}

/** What differs between a message and a comment. */
interface Kind {
	directions: readonly Direction[];
	message: JsonObject;
	quotes: JsonObject;
	/** A message of the past says itself when it was written and which one it is. */
	past?: { times: Times; messageId: string; silent: boolean };
}

/** The request that puts something new into a chat, with what every such request has. */
export function newMessageOf(
	form: ItemForm,
	{ directions, message, quotes, past }: Kind,
): AmojoRequest {
	return {
		method: 'POST',
		path: `/${scopeOf(form)}`,
		// Without it a second try would end at the first message that the earlier one had brought.
		knownIsDone: isKnownDone(form),
		body: {
			event_type: 'new_message',
			payload: compact({
				...(past?.times ?? messageTimeOf(form)),
				msgid: past?.messageId ?? messageIdOf(form),
				conversation_id: conversationOf(form),
				conversation_ref_id: conversationRefOf(form),
				source: sourceOf(form),
				silent: past?.silent ?? silentOf(form),
				...participantsOf(form, directions),
				message,
				...quotes,
			}),
		},
	};
}
