import type { Message } from '../../state/model.mts';

/** One person has one reaction to a message: another emoji replaces it, none takes it back. */
export function withReaction(message: Message, userId: string, emoji: string | undefined): Message {
	const others = message.reactions.filter((reaction) => reaction.userId !== userId);
	return { ...message, reactions: emoji ? [...others, { userId, emoji }] : others };
}
