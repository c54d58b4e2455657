import { personOf, timeAt, writtenAt } from '../shared/chatMessage';
import { isoTime } from '../shared/json';
import type { Reader } from '../shared/reader';
import type { EventDetails } from './triggerOutput';

/** A manager's reaction, or its withdrawal. `sentAt` is when the hook was made. */
export function reactionEventOf(hook: Reader, sentAt: string | undefined): EventDetails {
	const reaction = hook.part('action').part('reaction');
	const message = reaction.part('message');
	const conversation = reaction.part('conversation');
	// Documented in the table as an object, in the example as `msgid`; both travel.
	const messageId = message.text('id') ?? reaction.text('msgid');
	reaction.take('msgid', (value) => (value === messageId ? value : undefined));
	return {
		reaction: reaction.text('type'),
		emoji: reaction.text('emoji'),
		conversationId: conversation.text('client_id'),
		sender: personOf(reaction.part('user')),
		timestamp: sentAt,
		messageTimestamp: isoTime(writtenAt(message)),
		messageId,
		externalMessageId: message.text('client_id'),
		conversationRefId: conversation.text('id'),
	};
}

export function typingEventOf(hook: Reader, sentAt: string | undefined): EventDetails {
	const action = hook.part('action');
	const typing = action.part('typing');
	const conversation = typing.part('conversation');
	return {
		conversationId: conversation.text('client_id'),
		// The table puts the user beside `typing`, the example within it.
		sender: personOf(typing.part('user')) ?? personOf(action.part('user')),
		typingUntil: isoTime(timeAt(typing, 'expired_at')),
		timestamp: sentAt,
		postId: typing.text('post_id'),
		conversationRefId: conversation.text('id'),
	};
}
