import { compact, objectAt, textAt } from '../../shared/json';
import type { AmojoAnswer } from '../../shared/wire';
import { personOf, type Person } from '../../shared/chatMessage';
import { Reader } from '../../shared/reader';
import { accountIdOption, scopeOf } from '../fields/account';
import { clientBy, clientDetailsField, clientIdField, clientNameField } from '../fields/client';
import { clientChoice, clientRefOf } from '../fields/clientChoice';
import { conversationId, conversationOf } from '../fields/conversation';
import { sourceIdOption, sourceOf } from '../fields/newMessage';
import { MissingAnswer, defineOperation } from '../operation';

const id = clientIdField('client');
const name = clientNameField('client');
const optional = { required: false };

const client = [
	...clientChoice({
		ownId: [id, name],
		amoCrmId: [
			{ ...id, ...optional },
			{ ...name, ...optional },
		],
	}),
	clientDetailsField('client'),
];

/** @see https://www.amocrm.ru/developers/content/chats/chat-api-reference */
export const create = defineOperation({
	resource: 'chat',
	value: 'create',
	name: 'Create',
	action: 'Create chat with client',
	description:
		'Create a chat before its first message, to link it to a contact without an incoming lead; amoCRM shows it once it has a message',
	properties: [conversationId, ...client],
	options: [accountIdOption, sourceIdOption],
	lane: conversationOf,
	request: (form) => ({
		method: 'POST',
		path: `/${scopeOf(form)}/chats`,
		body: compact({
			conversation_id: conversationOf(form),
			source: sourceOf(form),
			user: clientBy(form, 'client', clientRefOf(form)),
		}),
	}),
	output: (answer, form) => {
		const conversationRefId = textAt(answer, 'id');
		if (conversationRefId === undefined) throw new MissingAnswer('the ID of the chat', answer);
		return compact({
			client: participantOf(answer),
			conversationId: conversationOf(form),
			conversationRefId,
		});
	},
});

/** Phone and email stand beside the name, or under `profile` in the vendor's older pages. */
function participantOf(answer: AmojoAnswer): Person | undefined {
	const user = objectAt(answer, 'user');
	return personOf(new Reader({ ...objectAt(user, 'profile'), ...user }));
}
