import type { INodeProperties } from 'n8n-workflow';
import { isoTime, writtenAt } from '../../shared/chatMessage';
import { compact, objectAt, textAt, type JsonObject } from '../../shared/json';
import { Reader } from '../../shared/reader';
import type { AmojoAnswer, AmojoRequest } from '../../shared/wire';
import type { ItemForm } from '../form';
import { MissingAnswer } from '../missingAnswer';

export const silentOption: INodeProperties = {
	displayName: 'Silent',
	name: 'silent',
	type: 'boolean',
	default: true,
	description:
		'Whether to add the message without an incoming lead and without notifying anybody. If not set, messages from the client notify and messages to the client do not.',
};

/** What the client writes is news; what was written to the client is a record. */
export function silentOf(form: ItemForm): boolean {
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
export function messageIdOf(form: ItemForm): string {
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

export function isKnownDone(form: ItemForm): boolean {
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
		timestamp: isoTime(writtenAt(new Reader(objectAt(body, 'payload') ?? {}))),
		conversationId: textAt(body, 'payload.conversation_id'),
		externalMessageId: textAt(body, 'payload.msgid'),
	});
}
