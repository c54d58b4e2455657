import { objectAt, textAt, type JsonObject } from '../shared/json';

export const HOOK_EVENTS = ['commentReply', 'message', 'other', 'reaction', 'typing'] as const;
export type HookEvent = (typeof HOOK_EVENTS)[number];

/** The deprecated format of messages is flat, and names the client where version 2 has an object. */
export type HookKind = HookEvent | 'firstVersion';

/**
 * Which kind of hook a body is, told by its shape: the service names no event.
 * @see https://www.amocrm.ru/developers/content/chats/chat-webhooks
 */
export function kindOf(hook: JsonObject): HookKind {
	if (objectAt(hook, 'message.message') !== undefined) {
		return objectAt(hook, 'message.message.post') === undefined ? 'message' : 'commentReply';
	}
	if (objectAt(hook, 'action.reaction') !== undefined) return 'reaction';
	if (objectAt(hook, 'action.typing') !== undefined) return 'typing';
	return isFirstVersion(hook) ? 'firstVersion' : 'other';
}

/** Its pages have strings, hooks have numbers as well. */
function isFirstVersion(hook: JsonObject): boolean {
	return textAt(hook, 'receiver') !== undefined && textAt(hook, 'conversation_id') !== undefined;
}
