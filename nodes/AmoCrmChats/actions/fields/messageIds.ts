import type { INodeProperties } from 'n8n-workflow';
import type { JsonObject } from '../../shared/json';
import type { ItemForm } from '../form';
import { showingIf } from './showing';

const EITHER = ['externalMessageId', 'messageId'] as const;
const EITHER_OR_BOTH = [...EITHER, 'both'] as const;

const OWN_ID =
	"Enter your own ID of the message, such as the messenger's: what Send returns as externalMessageId.";
const AMOCRM_ID =
	'Enter the ID that amoCRM gave the message (a UUID), such as {{ $json.messageId }} after the trigger.';

/** amoCRM's ID of a message, for what no other ID finds. */
export const messageId: INodeProperties = {
	displayName: 'amoCRM Message ID',
	name: 'messageId',
	type: 'string',
	default: '',
	required: true,
	placeholder: 'e.g. 0371a0ff-b78a-4c7b-8538-a7d547e10692',
	description:
		"The message's ID in amoCRM: messageId in the output of the trigger, of Send and of Get History",
};

export const externalMessageId: INodeProperties = {
	displayName: 'Own Message ID',
	name: 'externalMessageId',
	type: 'string',
	default: '',
	required: true,
	placeholder: 'e.g. telegram-1001-55',
	description:
		'Your own ID of the message: the Message ID given to Send, or the one that Send made and returned as externalMessageId',
};

/** It becomes part of a path, where anything but a UUID could lead to another address. */
export function messageRefOf(form: ItemForm): string {
	return form.requiredUuid('messageId', `${AMOCRM_ID} Your own ID is not found.`);
}

/** A message that either ID finds. With `bothMeans`, giving both is a choice of its own. */
export function eitherMessageId({ bothMeans }: { bothMeans?: string } = {}): INodeProperties[] {
	const both = bothMeans === undefined ? [] : ['both'];
	return [
		{
			displayName: 'Message By',
			name: 'messageBy',
			type: 'options',
			options: [
				{
					name: 'Own Message ID',
					value: 'externalMessageId',
					description: 'For a message that came from your side, or has been given your ID',
				},
				{
					name: 'amoCRM Message ID',
					value: 'messageId',
					description: 'For any message, such as one that a manager wrote in amoCRM',
				},
				...both.map((value) => ({ name: 'Both IDs', value, description: bothMeans })),
			],
			default: 'externalMessageId',
			description: 'How amoCRM finds the message',
		},
		...showingIf({ messageBy: ['messageId', ...both] }, [messageId]),
		...showingIf({ messageBy: ['externalMessageId', ...both] }, [externalMessageId]),
	];
}

/** One ID of the message: amoCRM documents either, and no reaction with both. */
export function eitherMessageOf(form: ItemForm): JsonObject {
	return idsOf(form, form.requiredChoice('messageBy', EITHER));
}

/** As {@link eitherMessageOf}, or both: an edit with both gives the message the ID of your own. */
export function eitherOrBothOf(form: ItemForm): JsonObject {
	return idsOf(form, form.requiredChoice('messageBy', EITHER_OR_BOTH));
}

function idsOf(form: ItemForm, way: (typeof EITHER_OR_BOTH)[number]): JsonObject {
	return {
		...(way === 'externalMessageId' ? {} : { id: form.requiredRefId('messageId', AMOCRM_ID) }),
		...(way === 'messageId' ? {} : { msgid: form.requiredId('externalMessageId', OWN_ID) }),
	};
}
