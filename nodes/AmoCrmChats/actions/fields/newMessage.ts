import { compact, type JsonObject } from '../../shared/json';
import type { AmojoRequest } from '../../shared/wire';
import type { Parameters } from '../parameters';
import { scopeOf } from './account';
import { conversationOf, conversationRefOf } from './conversation';
import { participantsOf, type Direction } from './participants';
import { messageIdOf, silentOf, sourceOf } from './sending';
import { messageTimeOf } from './time';

/** What differs between a message and a comment. */
interface Kind {
	directions: readonly Direction[];
	message: JsonObject;
	quotes: JsonObject;
}

/** The request that puts something new into a chat, with what every such request has. */
export function newMessageOf(
	parameters: Parameters,
	{ directions, message, quotes }: Kind,
): AmojoRequest {
	const content = compact({
		conversation_id: conversationOf(parameters),
		conversation_ref_id: conversationRefOf(parameters),
		source: sourceOf(parameters),
		silent: silentOf(parameters),
		...participantsOf(parameters, directions),
		message,
		...quotes,
	});
	return {
		method: 'POST',
		path: `/${scopeOf(parameters)}`,
		body: {
			event_type: 'new_message',
			payload: {
				...messageTimeOf(parameters),
				msgid: messageIdOf(parameters, content),
				...content,
			},
		},
	};
}
