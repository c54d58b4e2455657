import { numberAt, present, textAt, type JsonObject } from '../shared/json';
import { moment } from '../shared/chatMessage';
import { stableUuid } from '../shared/signature';
import type { AmoCrmChatsEvent, EventDetails } from './triggerOutput';
import { eventOf, isFirstVersion, type HookEvent } from './hookKind';
import { firstVersionOf, messageOf } from './messageHook';
import type { Scope } from './scope';
import { reactionOf, typingOf } from './actionHook';

/** A verified webhook. */
export interface Hook {
	body: JsonObject;
	/** As it was signed. */
	text: string;
	scope: Scope;
}

/** A hook under the names of the action node's parameters, flat. */
export function simplify({ body, text, scope }: Hook): AmoCrmChatsEvent {
	const event = eventOf(body);
	const details = detailsOf(event, body);
	return present({
		event,
		eventId: idOf(event, text, details),
		scopeId: scope.id,
		// The deprecated format does not name it.
		accountId: textAt(body, 'account_id') ?? scope.accountId,
		...details,
		timestamp: details.timestamp ?? moment(numberAt(body, 'time'), 1000),
	});
}

function detailsOf(event: HookEvent, body: JsonObject): EventDetails {
	switch (event) {
		case 'message':
			return isFirstVersion(body) ? firstVersionOf(body) : messageOf(body);
		case 'commentReply':
			return messageOf(body);
		case 'reaction':
			return reactionOf(body);
		case 'typing':
			return typingOf(body);
		case 'other':
			return { hook: body };
	}
}

/** A hook is sent once; should one come twice all the same, its message or its bytes tell. */
function idOf(event: HookEvent, text: string, { messageId }: EventDetails): string {
	const isMessage = event === 'message' || event === 'commentReply';
	return isMessage && messageId !== undefined ? messageId : stableUuid(text);
}
