import { compact, type JsonObject } from '../../shared/json';
import type { AmojoRequest } from '../../shared/wire';
import type { ItemForm } from '../form';
import { scopeOf } from './account';
import { conversationOf, conversationRefOf } from './conversation';
import { participantsOf, type Direction } from './participants';
import { isKnownDone, messageIdOf, silentOf, sourceOf } from './sending';
import { messageTimeOf, type Times } from './time';

/** What differs between a message and a comment. */
interface Kind {
	directions: readonly Direction[];
	message: JsonObject;
	quotes: JsonObject;
	/** A message of the past says itself when it was written and which one it is. */
	past?: { times: Times; messageId: string; silent: boolean };
}

/** The request that puts something new into a chat, with what every such request has. */
export function newMessageOf(
	form: ItemForm,
	{ directions, message, quotes, past }: Kind,
): AmojoRequest {
	return {
		method: 'POST',
		path: `/${scopeOf(form)}`,
		// Without it a second try would end at the first message that the earlier one had brought.
		knownIsDone: isKnownDone(form),
		body: {
			event_type: 'new_message',
			payload: compact({
				...(past?.times ?? messageTimeOf(form)),
				msgid: past?.messageId ?? messageIdOf(form),
				conversation_id: conversationOf(form),
				conversation_ref_id: conversationRefOf(form),
				source: sourceOf(form),
				silent: past?.silent ?? silentOf(form),
				...participantsOf(form, directions),
				message,
				...quotes,
			}),
		},
	};
}
