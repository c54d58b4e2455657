import { compact, compactOrNone, objectAt, textAt, type JsonObject } from '../../shared/json';
import type { AmojoAnswer } from '../../shared/wire';
import { personOf } from '../../shared/simplified';
import { accountIdOption, scopeOf } from '../fields/account';
import { clientFields, clientOf } from '../fields/client';
import { conversationId, conversationOf } from '../fields/conversation';
import { sourceIdOption, sourceOf } from '../fields/sending';
import { defineOperation } from '../operation';

const aboutRefId =
	"ID in amoCRM of somebody who is known there, such as receiver.refId from the trigger. The chat is made with them, and their data is updated; the client's ID and name may then stay empty.";

/** @see https://www.amocrm.ru/developers/content/chats/chat-api-reference */
export const create = defineOperation({
	resource: 'chat',
	value: 'create',
	name: 'Create',
	action: 'Create chat',
	description:
		'Make a chat before its first message, to link it to a contact without an incoming lead; amoCRM shows it once it has a message',
	properties: [conversationId, ...clientFields('client', aboutRefId)],
	options: [accountIdOption, sourceIdOption],
	lane: conversationOf,
	// A known chat ID gives back the chat that has it.
	repeatable: true,
	request: (parameters) => ({
		method: 'POST',
		path: `/${scopeOf(parameters)}/chats`,
		body: compact({
			conversation_id: conversationOf(parameters),
			source: sourceOf(parameters),
			user: clientOf(parameters, 'client'),
		}),
	}),
	output: (answer, parameters) =>
		compact({
			conversationId: conversationOf(parameters),
			conversationRefId: textAt(answer, 'id'),
			client: participantOf(answer),
		}),
});

/** Phone and email stand beside the name, or under `profile` in the vendor's older pages. */
function participantOf(answer: AmojoAnswer): JsonObject | undefined {
	const user = objectAt(answer, 'user') ?? {};
	return compactOrNone({ ...personOf({ ...objectAt(user, 'profile'), ...user }) });
}
