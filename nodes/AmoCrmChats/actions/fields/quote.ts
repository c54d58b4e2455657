import type { INodeProperties } from 'n8n-workflow';
import { compact, type JsonObject } from '../../shared/json';
import type { ItemForm } from '../form';
import { quotedMessageFields, quotedOf } from './quotedMessage';

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
