import {
	arrayAt,
	at,
	compact,
	numberAt,
	objectAt,
	objectsAt,
	textAt,
	type JsonObject,
} from '../shared/json';
import type { Answer, Call, Content, Found, Incoming, Messenger, Setup, Where } from './messenger';
import { other } from './incoming';
import { contentOf, nameOf, noticeIn, personOf } from './telegramContent';
import { apiUrlOf, callOf, can, PUBLIC_API, write } from './telegramDelivery';
import { judge } from './telegramVerdict';

/** @see https://core.telegram.org/bots/api, as of 10.3 */
export const telegram: Messenger = {
	id: 'telegram',
	name: 'Telegram',
	credential:
		'Messenger Token API, as predefined credential type, with the token that BotFather gave',
	can,
	setup: [
		{
			name: 'apiUrl',
			label: 'Bot API URL',
			description: 'Change it only if you run a Bot API server of your own',
			default: PUBLIC_API,
		},
	],
	recognize: (update) => typeof update.update_id === 'number',
	read,
	ask,
	write,
	judge,
};

type ReplyTo = { message: string } | { text: string; name?: string };
type Kind = (part: JsonObject, setup: Setup) => Incoming[];

const KINDS: Readonly<Record<string, Kind>> = {
	message: (message) => [messageIn(message)],
	business_message: (message) => [messageIn(message)],
	edited_message: (message) => [editIn(message)],
	edited_business_message: (message) => [editIn(message)],
	deleted_business_messages: deletionsIn,
	message_reaction: (reaction) => [reactionIn(reaction)],
	callback_query: (query, setup) => [pressIn(query, setup)],
	my_chat_member: (change) => [other(membershipIn(change))],
};

function read(update: JsonObject, setup: Setup): Incoming[] {
	for (const [key, kind] of Object.entries(KINDS)) {
		const part = objectAt(update, key);
		if (part !== undefined) return kind(part, setup);
	}
	const key = Object.keys(update).find((given) => given !== 'update_id');
	return [other(`Telegram: ${key ?? 'an empty update'}`)];
}

function messageIn(message: JsonObject): Incoming {
	const written = writtenIn(message, timeAt(message, 'date'));
	if (typeof written === 'string') return other(written);
	const context = compact({
		replyTo: replyIn(message),
		forwarded: originIn(message, 'forward_origin'),
	});
	return { event: 'message', ...written, ...context };
}

function editIn(message: JsonObject): Incoming {
	// Telegram repeats a message for what does not show, such as a preview; such an edit has no date.
	const time = timeAt(message, 'edit_date');
	if (time === undefined) return other('Telegram: an edit that does not show');
	if (objectAt(message, 'location')) return other('Telegram: a live location moved');
	const written = writtenIn(message, time);
	return typeof written === 'string' ? other(written) : { event: 'edit', ...written };
}

type Written = Where & { message: string; content: Content };

/** What somebody wrote, or why it is not for amoCRM. */
function writtenIn(message: JsonObject, time: number | undefined): Written | string {
	const why = reasonToSkip(message);
	if (why !== undefined) return why;
	const where = whereOf(message, objectAt(message, 'sender_chat') ?? objectAt(message, 'from'));
	const id = textAt(message, 'message_id');
	if (where === undefined || id === undefined) return 'Telegram: a message without IDs';
	const content = contentOf(message);
	if (content === undefined) return `Telegram: ${noticeIn(message) ?? 'an empty message'}`;
	return { ...where, ...compact({ time }), message: id, content: withQuote(content, message) };
}

function reasonToSkip(message: JsonObject): string | undefined {
	if (objectAt(message, 'sender_business_bot')) return 'Telegram: the echo of what the bot wrote';
	if (at(message, 'message_id') === 0) return 'Telegram: a message that does not stay';
	// Who writes in the name of a chat has a bot's name beside it, for older bots.
	const isBot = at(message, 'from.is_bot') === true && !objectAt(message, 'sender_chat');
	return isBot ? 'Telegram: a message of another bot' : undefined;
}

/** A chat of a business account has the same number as the bot's own chat with that person. */
function whereOf(part: JsonObject, sender: JsonObject | undefined): Where | undefined {
	const chat = textAt(part, 'chat.id');
	if (chat === undefined) return undefined;
	const connection = textAt(part, 'business_connection_id');
	const senderId = textAt(sender, 'id');
	const isOwner = connection !== undefined && senderId !== undefined && senderId !== chat;
	const isGroup = chat.startsWith('-');
	const client = isOwner || (sender === undefined && !isGroup) ? objectAt(part, 'chat') : sender;
	return {
		chat: connection === undefined ? chat : `${connection}:${chat}`,
		...(isGroup ? { isGroup } : {}),
		...compact({ person: personOf(client, part) }),
		from: isOwner ? 'manager' : 'client',
	};
}

/** A part that the client chose tells more than the whole message that amoCRM quotes. */
function withQuote(content: Content, message: JsonObject): Content {
	const quote = textAt(message, 'quote.text');
	const isChosen = at(message, 'quote.is_manual') === true && objectAt(message, 'reply_to_message');
	if (quote === undefined || !isChosen) return content;
	return { ...content, text: [`> ${quote}`, content.text].filter(Boolean).join('\n') };
}

function replyIn(message: JsonObject): ReplyTo | undefined {
	const answered = objectAt(message, 'reply_to_message');
	const id = textAt(answered, 'message_id');
	// What is written in a topic answers the notice that opened it.
	if (id !== undefined && !objectAt(answered, 'forum_topic_created')) return { message: id };
	const outside = objectAt(message, 'external_reply');
	if (outside !== undefined) {
		const content = contentOf(outside);
		const text =
			textAt(message, 'quote.text') ??
			content?.text ??
			`(${content?.unknown ?? content?.type ?? 'message'})`;
		return { text, ...compact({ name: originIn(outside, 'origin')?.name }) };
	}
	const story = objectAt(message, 'reply_to_story');
	return story && { text: '(story)', ...compact({ name: nameOf(objectAt(story, 'chat')) }) };
}

function originIn(part: JsonObject, key: string): { name?: string; time?: number } | undefined {
	const origin = objectAt(part, key);
	if (origin === undefined) return undefined;
	const name =
		textAt(origin, 'sender_user_name') ??
		nameOf(objectAt(origin, 'sender_user')) ??
		nameOf(objectAt(origin, 'sender_chat')) ??
		nameOf(objectAt(origin, 'chat'));
	return compact({ name, time: timeAt(origin, 'date') });
}

/** Ordinary bots never learn of deletions. */
function deletionsIn(part: JsonObject): Incoming[] {
	const where = whereOf(part, undefined);
	const ids = arrayAt(part, 'message_ids').filter((id) => typeof id === 'number');
	if (where === undefined || ids.length === 0) return [other('Telegram: a deletion without IDs')];
	return ids.map((id) => ({ event: 'delete', ...where, message: String(id) }));
}

/** amoCRM has one reaction per person, and only emoji: of several the last counts. */
function reactionIn(part: JsonObject): Incoming {
	const where = whereOf(part, objectAt(part, 'user') ?? objectAt(part, 'actor_chat'));
	const message = textAt(part, 'message_id');
	if (where === undefined || message === undefined) {
		return other('Telegram: a reaction without IDs');
	}
	const [before, now] = ['old_reaction', 'new_reaction'].map((key) => emojiIn(part, key));
	const isForeign = now === undefined && arrayAt(part, 'new_reaction').length > 0;
	if (isForeign && before === undefined) return other('Telegram: a reaction that is no emoji');
	const time = timeAt(part, 'date');
	return { event: 'reaction', ...where, message, ...compact({ time, emoji: now }) };
}

function emojiIn(part: JsonObject, key: string): string | undefined {
	return objectsAt(part, key)
		.flatMap((reaction) => textAt(reaction, 'emoji') ?? [])
		.at(-1);
}

/** A button below a message: what stands on it is what the client says. */
function pressIn(query: JsonObject, setup: Setup): Incoming {
	const id = textAt(query, 'id');
	const callback = textAt(query, 'data');
	const message = objectAt(query, 'message');
	const where = message && whereOf(message, objectAt(query, 'from'));
	if (id === undefined || callback === undefined || where === undefined) {
		return other('Telegram: a button outside of a chat with the bot');
	}
	const button = arrayAt(message, 'reply_markup.inline_keyboard')
		.flat()
		.find((given) => textAt(given, 'callback_data') === callback);
	const answered = textAt(message, 'message_id');
	return {
		event: 'message',
		...where,
		message: `cb:${id}`,
		content: { type: 'text', text: textAt(button, 'text') ?? callback },
		...(answered === undefined ? {} : { replyTo: { message: answered } }),
		callback,
		courtesy: callOf(setup, 'answerCallbackQuery', { callback_query_id: id }),
	};
}

function membershipIn(change: JsonObject): string {
	const status = textAt(change, 'new_chat_member.status') ?? 'unknown';
	if (textAt(change, 'chat.type') !== 'private') return `Telegram: the bot in a group is ${status}`;
	return `Telegram: the client ${status === 'kicked' ? 'blocked' : 'unblocked'} the bot`;
}

function ask(need: JsonObject, setup: Setup, answers: readonly Answer[]): Call | Found | undefined {
	const fileId = textAt(need, 'fileId');
	const [known, file] = answers;
	if (fileId === undefined) return undefined;
	if (known === undefined) return callOf(setup, 'getFile', { file_id: fileId });
	const path = textAt(known.body, 'result.file_path');
	if (path === undefined) return undefined;
	if (file === undefined)
		return { method: 'GET', url: `${apiUrlOf(setup)}/file/bot{token}/${path}` };
	const name = path.split('/').at(-1);
	return file.isFile === true ? { file: 'answer', ...compact({ name }) } : undefined;
}

/** Telegram counts seconds. */
function timeAt(part: JsonObject, path: string): number | undefined {
	const seconds = numberAt(part, path);
	return seconds === undefined ? undefined : seconds * 1000;
}
