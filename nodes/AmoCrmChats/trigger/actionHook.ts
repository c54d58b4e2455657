import { numberAt, objectAt, textAt, type JsonObject } from '../shared/json';
import { moment, personOf } from '../shared/chatMessage';
import type { EventDetails } from './triggerOutput';
import { chatOf } from './hookParts';

export function reactionOf(hook: JsonObject): EventDetails {
	const reaction = objectAt(hook, 'action.reaction') ?? {};
	return {
		...chatOf(reaction),
		// Documented in the table as an object, in the example as `msgid`; both travel.
		messageId: textAt(reaction, 'message.id') ?? textAt(reaction, 'msgid'),
		externalMessageId: textAt(reaction, 'message.client_id'),
		reaction: textAt(reaction, 'type'),
		emoji: textAt(reaction, 'emoji'),
		sender: personOf(reaction.user),
	};
}

export function typingOf(hook: JsonObject): EventDetails {
	const typing = objectAt(hook, 'action.typing') ?? {};
	return {
		...chatOf(typing),
		postId: textAt(typing, 'post_id'),
		// The table puts the user beside `typing`, the example within it.
		sender: personOf(typing.user) ?? personOf(objectAt(hook, 'action.user')),
		typingUntil: moment(numberAt(typing, 'expired_at'), 1000),
	};
}
