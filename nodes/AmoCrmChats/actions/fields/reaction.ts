import type { INodeProperties } from 'n8n-workflow';
import { compact, type JsonObject } from '../../shared/json';
import type { AmojoRequest } from '../../shared/wire';
import type { ItemForm } from '../form';
import { scopeOf } from './account';
import { clientIdField, requiredClientId } from './client';
import { clientChoice, clientRefOf } from './clientChoice';
import { eitherConversationId, eitherConversationOf } from './conversation';
import { eitherMessageId, eitherMessageOf } from './messageIds';
import { directionField, managerOf, ownManagerId, senderRefId } from './participants';
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
		clientChoice({ ownId: [clientIdField('sender', 'Client')], amoCrmId: [] }),
	),
	...showingIf({ direction: ['fromManager'] }, [senderRefId, ownManagerId]),
];

/** A client is named by either ID, a manager by amoCRM's only. */
export function reactionOf(
	form: ItemForm,
	action: { type: 'react'; emoji: string } | { type: 'unreact' },
): AmojoRequest {
	return {
		method: 'POST',
		path: `/${scopeOf(form)}/react`,
		body: {
			...eitherConversationOf(form),
			...eitherMessageOf(form),
			user: userOf(form),
			...action,
		},
	};
}

function userOf(form: ItemForm): JsonObject {
	if (form.requiredChoice('direction', DIRECTIONS) === 'fromManager') {
		return compact({ id: form.id('senderId'), ref_id: managerOf(form) });
	}
	const refId = clientRefOf(form);
	return refId === undefined ? { id: requiredClientId(form, 'senderId') } : { ref_id: refId };
}
