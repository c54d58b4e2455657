import { compact } from '../../shared/json';
import { accountIdOption, scopeOf } from '../fields/account';
import { clientIdField, requiredClientId } from '../fields/client';
import { conversationOf, existingConversationId } from '../fields/conversation';
import { defineOperation } from '../operation';
import type { ItemForm } from '../form';

const LONGEST_SECONDS = 3600;

/** @see https://www.amocrm.ru/developers/content/chats/chat-api-reference */
export const sendTyping = defineOperation({
	resource: 'chat',
	value: 'sendTyping',
	name: 'Send Typing',
	action: 'Show that client is typing',
	description: 'Show the manager that the client is writing; it disappears by itself',
	properties: [existingConversationId, clientIdField('sender', 'Client')],
	options: [
		accountIdOption,
		{
			displayName: 'Duration (Seconds)',
			name: 'duration',
			type: 'number',
			typeOptions: { minValue: 0.001, maxValue: LONGEST_SECONDS, numberPrecision: 3 },
			default: 5,
			description: 'How long amoCRM shows it; 5 seconds if not set',
		},
	],
	lane: conversationOf,
	request: (form) => ({
		method: 'POST',
		path: `/${scopeOf(form)}/typing`,
		body: compact({
			conversation_id: conversationOf(form),
			sender: { id: requiredClientId(form, 'senderId') },
			duration_ms: durationOf(form),
		}),
	}),
});

/** amoCRM takes whole milliseconds, and none is refused. */
function durationOf(form: ItemForm): number | undefined {
	const seconds = form.number('options.duration', 0.001, LONGEST_SECONDS);
	return seconds === undefined ? undefined : Math.round(seconds * 1000);
}
