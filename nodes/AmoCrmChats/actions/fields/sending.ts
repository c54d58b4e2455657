import type { INodeProperties } from 'n8n-workflow';
import { compact, textAt, type Json, type JsonObject } from '../../shared/json';
import type { AmojoAnswer, AmojoRequest } from '../../shared/wire';
import type { ItemForm } from '../form';

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
	displayName: 'Message ID',
	name: 'messageId',
	type: 'string',
	default: '',
	placeholder: 'e.g. telegram-1001-55',
	description:
		"Your own ID of the message, such as the messenger's. If not set, one is made that stays the same when this item is tried again, so that nothing arrives twice. Your own must be unique over all chats; an item that is tried again after it was sent is refused as known.",
};

/** amoCRM does not accept a repeated ID: different contents never share one. */
export function messageIdOf(form: ItemForm, content: Json): string {
	return form.id('options.messageId') ?? form.stableId(content);
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
 * The answer to a message, under names that say whose id it is: the service calls its own id `msgid`
 * and ours `ref_id`, the reverse of what it calls them in requests.
 */
export function sentMessage(answer: AmojoAnswer): JsonObject {
	return compact({
		messageId: textAt(answer, 'new_message.msgid'),
		externalMessageId: textAt(answer, 'new_message.ref_id'),
		conversationRefId: textAt(answer, 'new_message.conversation_id'),
		senderRefId: textAt(answer, 'new_message.sender_id'),
		receiverRefId: textAt(answer, 'new_message.receiver_id'),
	});
}

/** For a message that was there already: nobody learns amoCRM's IDs of it any more. */
export function knownMessage(_form: ItemForm, { body }: AmojoRequest): JsonObject {
	return compact({ externalMessageId: textAt(body, 'payload.msgid') });
}
