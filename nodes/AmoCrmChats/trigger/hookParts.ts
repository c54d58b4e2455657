import { textAt, type JsonObject } from '../shared/json';

export function chatOf(holder: JsonObject) {
	return {
		conversationId: textAt(holder, 'conversation.client_id'),
		conversationRefId: textAt(holder, 'conversation.id'),
	};
}
