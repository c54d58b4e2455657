import type { INodeProperties } from 'n8n-workflow';
import type { Parameters } from '../parameters';

export const conversationId: INodeProperties = {
	displayName: 'Chat ID',
	name: 'conversationId',
	type: 'string',
	default: '',
	required: true,
	placeholder: 'e.g. telegram-1001',
	description:
		"Your own ID of the chat, the same for every message of it, such as the messenger's chat ID. An ID that amoCRM has not seen starts a new chat.",
};

/** Rule 17: your own id of the chat, demanded. */
export function conversationOf(parameters: Parameters): string {
	return parameters.requiredId(
		'conversationId',
		"Enter your own ID of the chat, such as the messenger's chat ID.",
	);
}

export const conversationRefIdOption: INodeProperties = {
	displayName: 'amoCRM Chat ID',
	name: 'conversationRefId',
	type: 'string',
	default: '',
	placeholder: 'e.g. 9a8b7c6d-5e4f-4a3b-9c2d-1e0f9a8b7c6d',
	description:
		"The chat's ID in amoCRM. Set it on the client's first answer to a chat that a manager started, so that the answer lands in that chat; the trigger puts it out as conversationRefId.",
};

export function conversationRefOf(parameters: Parameters): string | undefined {
	return parameters.refId('options.conversationRefId');
}
