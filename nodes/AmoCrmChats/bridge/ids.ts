import type { Messenger } from '../messengers/messenger';

/** How the messenger's IDs are spelled in amoCRM, where they must be unique over all chats of a channel. */
export interface IdSpelling {
	/** Of one of several bots in the channel, as the form says. */
	prefix: string | undefined;
	messenger: Messenger;
}

/** The chat, with the bot or number before it where there may be several. */
export function chatIdOf(
	{ prefix, messenger }: IdSpelling,
	account: string | undefined,
	chat: string,
) {
	const before = messenger.can.accounts === true ? account : prefix;
	return before === undefined ? chat : `${before}:${chat}`;
}

/** The messenger's own chat, and the number that the client wrote to. */
export function chatIn(
	{ prefix, messenger }: IdSpelling,
	chatId: string,
): { account?: string; chat: string } {
	if (messenger.can.accounts !== true) {
		const isOurs = prefix !== undefined && chatId.startsWith(`${prefix}:`);
		return { chat: isOurs ? chatId.slice(prefix.length + 1) : chatId };
	}
	const [, account, chat] = /^([^:]+):(.+)$/s.exec(chatId) ?? [];
	return account === undefined || chat === undefined ? { chat: chatId } : { account, chat };
}

export function messageIdOf({ messenger }: IdSpelling, chatId: string, message: string): string {
	return messenger.can.idsPerChat === true ? `${chatId}:${message}` : message;
}

/** The messenger's own ID of a message; undefined where it was not spelled so. */
export function messageIn(
	{ messenger }: IdSpelling,
	chatId: string,
	id: string,
): string | undefined {
	if (messenger.can.idsPerChat !== true) return id;
	return id.startsWith(`${chatId}:`) ? id.slice(chatId.length + 1) : undefined;
}
