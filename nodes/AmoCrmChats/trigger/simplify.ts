import { compact, isoTime, numberAt, type JsonObject } from '../shared/json';
import { timeAt } from '../shared/chatMessage';
import { Reader } from '../shared/reader';
import { stableUuid } from '../shared/signature';
import type { AmoCrmChatsEvent, EventDetails } from './triggerOutput';
import { kindOf, type HookEvent, type HookKind } from './hookKind';
import { firstVersionEventOf, messageEventOf } from './messageHook';
import type { Scope } from './scope';
import { reactionEventOf, typingEventOf } from './actionHook';

/** A verified webhook. */
export interface Hook {
	body: JsonObject;
	/** As it was signed. */
	text: string;
	scope: Scope;
	/** What no other reception has, not even of the same bytes. */
	reception: string;
}

/** A hook under the names of the action node's parameters, flat; what has none of these names is in `hook`. */
export function simplify({ body, text, scope, reception }: Hook): AmoCrmChatsEvent {
	const kind = kindOf(body);
	const event = kind === 'firstVersion' ? 'message' : kind;
	const reader = new Reader(body);
	const details = detailsOf(kind, reader, isoTime(timeAt(reader, 'time')));
	const stableId = stableIdOf(event, body, text, details.messageId);
	return compact({
		event,
		...details,
		// The deprecated format does not name it.
		accountId: reader.text('account_id') ?? scope.accountId,
		scopeId: scope.id,
		eventId: stableId ?? stableUuid(text, reception),
		isEventIdRandom: stableId === undefined ? true : undefined,
		hook: event === 'other' ? body : reader.rest(),
	});
}

function detailsOf(kind: HookKind, hook: Reader, sentAt: string | undefined): EventDetails {
	switch (kind) {
		case 'message':
		case 'commentReply':
			return messageEventOf(hook, sentAt);
		case 'firstVersion':
			return firstVersionEventOf(hook, sentAt);
		case 'reaction':
			return reactionEventOf(hook, sentAt);
		case 'typing':
			return typingEventOf(hook, sentAt);
		case 'other':
			return { timestamp: sentAt };
	}
}

/**
 * The same for the same hook, should it ever come twice, and another for every other: a message has its ID. What
 * has none is told by its bytes, which say when it happened; without that, two messages of the same words have
 * the same bytes, and there is no such ID.
 */
function stableIdOf(
	event: HookEvent,
	body: JsonObject,
	text: string,
	messageId: string | undefined,
): string | undefined {
	const isMessage = event === 'message' || event === 'commentReply';
	if (isMessage && messageId !== undefined) return messageId;
	// Of messages a second has room for several, of what a person does in the CRM it has not.
	const times = isMessage ? ['msec_timestamp', 'message.msec_timestamp'] : ['time'];
	return times.some((path) => (numberAt(body, path) ?? 0) > 0) ? stableUuid(text) : undefined;
}
