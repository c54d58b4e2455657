import type { INodeProperties } from 'n8n-workflow';
import { compact, type JsonObject } from '../../shared/json';
import type { AmojoRequest } from '../../shared/wire';
import type { Parameters } from '../itemForm';
import { scopeOf } from './account';
import { clientIdField, demandId } from './client';
import { clientChoice, clientRefOf } from './clientChoice';
import { eitherConversationId, eitherConversationOf } from './conversation';
import { eitherMessageId, eitherMessageOf } from './messageIds';
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
	...showingIf(
		{ direction: ['fromClient'] },
		clientChoice({ ownId: [clientIdField('sender')], amoCrmId: [] }),
	),
	...showingIf({ direction: ['fromManager'] }, [senderRefId, ownSenderId]),
];

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
	const refId = clientRefOf(parameters);
	return refId === undefined ? { id: demandId(parameters, 'senderId') } : { ref_id: refId };
}
