import type { INodeProperties } from 'n8n-workflow';
import type { JsonObject } from '../../shared/json';
import type { ItemForm } from '../form';
import { showingIf } from './showing';

const OWN_ID = "Enter your own ID of the chat, such as the messenger's chat ID.";
const AMOCRM_ID =
	'Enter the ID that amoCRM gave the chat (a UUID), such as {{ $json.conversationRefId }} after the trigger. Your own ID of the chat is not found.';

const CHAT_KEYS = ['conversationId', 'conversationRefId'] as const;

const ownId: INodeProperties = {
	displayName: 'Chat ID',
	name: 'conversationId',
	type: 'string',
	default: '',
	required: true,
	placeholder: 'e.g. telegram-1001',
	description:
		"Your own ID of the chat, the same for every message of it, such as the messenger's chat ID; the trigger returns it as conversationId",
};

export const existingConversationId = ownId;

export const conversationId: INodeProperties = {
	...ownId,
	description: `${ownId.description}. An ID that amoCRM has not seen starts a new chat.`,
};

/** A new message needs the chat by your own ID: amoCRM makes the chat from it. */
export function conversationOf(form: ItemForm): string {
	return form.requiredId('conversationId', OWN_ID);
}

export const conversationRefIdOption: INodeProperties = {
	displayName: 'amoCRM Chat ID',
	name: 'conversationRefId',
	type: 'string',
	default: '',
	placeholder: 'e.g. 9a8b7c6d-5e4f-4a3b-9c2d-1e0f9a8b7c6d',
	description:
		"The chat's ID in amoCRM. Set it on the client's first answer to a chat that a manager started, so that the answer arrives in that chat; the trigger outputs it as conversationRefId.",
};

export function conversationRefOf(form: ItemForm): string | undefined {
	return form.refId('options.conversationRefId');
}

/** For what only amoCRM's id finds. */
export const conversationRefId: INodeProperties = {
	...conversationRefIdOption,
	required: true,
	description:
		"The chat's ID in amoCRM: conversationRefId in the output of the trigger, of Create and of Send. Your own ID of the chat is not found.",
};

/** It becomes part of a path, and amoCRM answers your own ID as if the chat were empty. */
export function requiredConversationRefOf(form: ItemForm): string {
	return form.requiredUuid('conversationRefId', AMOCRM_ID);
}

/** For what either id finds. */
export const eitherConversationId: INodeProperties[] = [
	{
		displayName: 'Chat By',
		name: 'chatBy',
		type: 'options',
		options: [
			{ name: 'Chat ID', value: 'conversationId', description: 'Your own ID of the chat' },
			{
				name: 'amoCRM Chat ID',
				value: 'conversationRefId',
				description: 'For a chat that a manager started and the client has not answered yet',
			},
		],
		default: 'conversationId',
		description: 'How amoCRM finds the chat',
	},
	...showingIf({ chatBy: ['conversationId'] }, [existingConversationId]),
	...showingIf({ chatBy: ['conversationRefId'] }, [conversationRefId]),
];

/** One ID of the chat: amoCRM documents either, and no request with both. */
export function eitherConversationOf(form: ItemForm): JsonObject {
	return form.requiredChoice('chatBy', CHAT_KEYS) === 'conversationId'
		? { conversation_id: conversationOf(form) }
		: { conversation_ref_id: form.requiredRefId('conversationRefId', AMOCRM_ID) };
}

/** The ID itself, for the order of requests: it is checked, and doubted, where the request is made. */
export function eitherConversationLane(form: ItemForm): string {
	return form.requiredChoice('chatBy', CHAT_KEYS) === 'conversationId'
		? conversationOf(form)
		: form.requiredId('conversationRefId', AMOCRM_ID);
}
