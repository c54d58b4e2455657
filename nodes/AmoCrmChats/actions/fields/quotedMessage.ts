import type { INodeProperties } from 'n8n-workflow';
import { compact, type JsonObject } from '../../shared/json';
import type { ItemForm } from '../form';
import { quotedContentFields, quotedContentOf } from './content';
import { fileDetails } from './media';
import { showingIf } from './showing';
import { timesOf } from './time';

const WAYS = ['messageId', 'externalMessageId', 'content'] as const;

/** The quoted message: either ID is enough, and amoCRM finds the rest; else it is described. */
export const quotedMessageFields: INodeProperties[] = [
	{
		displayName: 'Message By',
		name: 'quoteBy',
		type: 'options',
		options: [
			{
				name: 'amoCRM Message ID',
				value: 'messageId',
				description: 'A click on the quote scrolls to the message',
			},
			{
				name: 'Own Message ID',
				value: 'externalMessageId',
				description: 'A click on the quote scrolls to the message',
			},
			{
				name: 'Description',
				value: 'content',
				description: 'For a message that amoCRM does not have: say who wrote what, and when',
			},
		],
		default: 'messageId',
		description: 'How amoCRM finds the quoted message',
	},
	...showingIf({ quoteBy: ['messageId'] }, [
		{
			displayName: 'amoCRM Message ID',
			name: 'messageId',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. 0371a0ff-b78a-4c7b-8538-a7d547e10692',
			description:
				'ID of the message in amoCRM: messageId in the output of the trigger and of Send; empty means no quote',
		},
	]),
	...showingIf({ quoteBy: ['externalMessageId'] }, [
		{
			displayName: 'Own Message ID',
			name: 'externalMessageId',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. telegram-1001-55',
			description:
				'Your own ID of the message, given as Message ID when it was sent to amoCRM; empty means no quote',
		},
	]),
	...showingIf({ quoteBy: ['content'] }, [
		...quotedContentFields,
		fileDetails,
		{
			displayName: 'Sender ID',
			name: 'senderId',
			type: 'string',
			default: '',
			placeholder: 'e.g. telegram-user-42',
			description: 'Your own ID of who wrote it; one of the three sender fields is enough',
		},
		{
			displayName: 'Sender amoCRM ID',
			name: 'senderRefId',
			type: 'string',
			default: '',
			placeholder: 'e.g. 2ed64e26-70a1-4857-8382-bb066a076219',
			description:
				'ID in amoCRM of who wrote it: sender.refId or receiver.refId in the output of the trigger',
		},
		{
			displayName: 'Sender Name',
			name: 'senderName',
			type: 'string',
			default: '',
			placeholder: 'e.g. Ann',
			description: 'Name of who wrote it, which amoCRM shows above the quote',
		},
		{
			displayName: 'Timestamp',
			name: 'timestamp',
			type: 'dateTime',
			default: '',
			required: true,
			description: 'When it was written. Takes an ISO 8601 date, or Unix seconds or milliseconds.',
		},
	]),
];

/** An ID that an expression left empty quotes nothing: one node serves answers and other messages. */
export function quotedOf(quote: ItemForm): JsonObject | undefined {
	const way = quote.has('quoteBy') ? quote.requiredChoice('quoteBy', WAYS) : 'messageId';
	if (way === 'content') return describedOf(quote);
	const id = way === 'messageId' ? quote.refId(way) : quote.id(way);
	return id === undefined ? undefined : { [way === 'messageId' ? 'id' : 'msgid']: id };
}

function describedOf(quote: ItemForm): JsonObject {
	const times = timesOf(quote, 'timestamp');
	if (times === undefined) {
		throw quote.invalid('timestamp', 'is empty', 'Enter when the quoted message was written.');
	}
	return { ...quotedContentOf(quote), ...times, sender: senderOf(quote) };
}

function senderOf(quote: ItemForm): JsonObject {
	const sender = compact({
		id: quote.id('senderId'),
		ref_id: quote.refId('senderRefId'),
		name: quote.text('senderName'),
	});
	if (Object.keys(sender).length > 0) return sender;
	throw quote.invalid(
		'senderName',
		'is empty, and no ID of the sender is given',
		'Say who wrote the quoted message: Sender ID, Sender amoCRM ID or Sender Name.',
	);
}
