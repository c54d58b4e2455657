import { objectAt, textAt, type JsonObject } from '../shared/json';

export type HookEvent = 'commentReply' | 'message' | 'other' | 'reaction' | 'typing';

/**
 * Which kind of hook a body is, told by its shape: the service names no event.
 * @see https://www.amocrm.ru/developers/content/chats/chat-webhooks
 */
export function eventOf(hook: JsonObject): HookEvent {
	if (objectAt(hook, 'message.message') !== undefined) {
		return objectAt(hook, 'message.message.post') === undefined ? 'message' : 'commentReply';
	}
	if (objectAt(hook, 'action.reaction') !== undefined) return 'reaction';
	if (objectAt(hook, 'action.typing') !== undefined) return 'typing';
	return isFirstVersion(hook) ? 'message' : 'other';
}

/** The deprecated format names the client with a string where version 2 has an object. */
export function isFirstVersion(hook: JsonObject): boolean {
	return typeof hook.receiver === 'string' && textAt(hook, 'conversation_id') !== undefined;
}
