import type { INodeProperties } from 'n8n-workflow';
import { compact, type JsonObject } from '../../shared/json';
import type { AmojoRequest } from '../../shared/wire';
import type { Parameters } from '../parameters';
import { scopeOf } from './account';
import { clientIdField, demandId } from './client';
import { eitherConversationId, eitherConversationOf } from './conversation';
import { eitherMessageId, eitherMessageOf } from './message';
import { directionField, managerOf, ownSenderId, senderRefId } from './participants';
import { showingIf } from './showing';

const DIRECTIONS = ['fromClient', 'fromManager'] as const;

/** Which message of which chat, and whose reaction. */
export const reactionFields: INodeProperties[] = [
	directionField(
		{
			fromClient: 'The client reacted in the messenger',
			fromManager: 'A CRM user reacted outside amoCRM, such as on the phone',
		},
		'Whose reaction it is; each person has one for a message',
	),
	...eitherConversationId,
	...eitherMessageId(),
	...showingIf({ direction: ['fromClient'] }, [clientIdField('sender')]),
	...showingIf({ direction: ['fromManager'] }, [senderRefId, ownSenderId]),
];

export const clientRefIdOption: INodeProperties = {
	displayName: 'Sender amoCRM ID',
	name: 'senderRefId',
	type: 'string',
	default: '',
	placeholder: 'e.g. 2ed64e26-70a1-4857-8382-bb066a076219',
	description:
		"The client's ID in amoCRM, for a client whose own ID amoCRM does not know yet; the trigger puts it out as receiver.refId",
	displayOptions: { show: { '/direction': ['fromClient'] } },
};

/** Rule 34: a client by either ID, a manager by amoCRM's. */
export function reactionOf(
	parameters: Parameters,
	action: { type: 'react'; emoji: string } | { type: 'unreact' },
): AmojoRequest {
	return {
		method: 'POST',
		path: `/${scopeOf(parameters)}/react`,
		body: {
			...eitherConversationOf(parameters),
			...eitherMessageOf(parameters),
			user: userOf(parameters),
			...action,
		},
	};
}

function userOf(parameters: Parameters): JsonObject {
	if (parameters.choice('direction', DIRECTIONS) === 'fromManager') {
		return compact({ id: parameters.id('senderId'), ref_id: managerOf(parameters) });
	}
	const refId = parameters.refId('options.senderRefId');
	const id = refId === undefined ? demandId(parameters, 'senderId') : parameters.id('senderId');
	return compact({ id, ref_id: refId });
}

/** Reactions to one message keep their order: whatever names it, it is in one chat. */
export function reactionLane(parameters: Parameters): string {
	return Object.values(eitherConversationOf(parameters)).join();
}
