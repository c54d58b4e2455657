import { compact, textAt, type JsonObject } from '../shared/json';
import type { Answer, Call, Features, Outgoing, Setup, Verdict } from './messenger';
import { FILE_WAYS, isFetched, isTooBig, kindFor, urlOf, type FileKind } from './telegramFiles';
import { judge } from './telegramVerdict';
import { refused } from './verdicts';

export const PUBLIC_API = 'https://api.telegram.org';

const REACTIONS =
	'👍 👎 ❤ 🔥 🥰 👏 😁 🤔 🤯 😱 🤬 😢 🎉 🤩 🤮 💩 🙏 👌 🕊 🤡 🥱 🥴 😍 🐳 ❤‍🔥 🌚 🌭 💯 🤣 ⚡ 🍌 🏆 💔 🤨 😐 🍓 🍾 💋 🖕 😈 😴 😭 🤓 👻 👨‍💻 👀 🎃 🙈 😇 😨 🤝 ✍ 🤗 🫡 🎅 🎄 ☃ 💅 🤪 🗿 🆒 💘 🙉 🦄 😘 💊 🙊 😎 👾 🤷‍♂ 🤷 🤷‍♀ 😡'.split(
		' ',
	);

export const can: Features = {
	kinds: ['audio', 'contact', 'file', 'location', 'picture', 'sticker', 'text', 'video', 'voice'],
	text: 4096,
	caption: { of: ['audio', 'file', 'picture', 'video', 'voice'], length: 1024 },
	reply: true,
	reaction: REACTIONS,
	typing: true,
	buttons: { count: 100, length: 128 },
	idsPerChat: true,
};

const METHODS = {
	contact: 'sendContact',
	link: 'sendMessage',
	location: 'sendLocation',
	reaction: 'setMessageReaction',
	text: 'sendMessage',
	typing: 'sendChatAction',
};
type Kind = FileKind | keyof typeof METHODS;

/** One try to deliver; what Telegram says of it may lead to the next. */
interface Attempt {
	as: Kind;
	chat: string;
	isUpload: boolean;
	hasButtons: boolean;
}

export function write(event: Outgoing, setup: Setup, answers: readonly Answer[]): Call | Verdict {
	const first = firstAttempt(event, setup);
	if ('status' in first) return first;
	let attempt = first;
	for (const answer of answers) {
		const next = detour(attempt, answer, event);
		if (next === undefined) {
			const hasMoved = attempt.chat !== first.chat;
			return { ...judge(answer), ...(hasMoved ? { chat: attempt.chat } : {}) };
		}
		attempt = next;
	}
	return callFor(attempt, event, setup);
}

function firstAttempt(event: Outgoing, setup: Setup): Attempt | Verdict {
	const { chat, connection } = placeOf(event);
	if (chat === undefined) {
		return refused(904, 'A bot cannot write first', 'The client has to write to the bot.');
	}
	const plain = { chat, isUpload: false, hasButtons: (event.buttons ?? []).flat().length > 0 };
	if (event.event === 'typing') return { ...plain, as: 'typing' };
	if (event.event === 'reaction') {
		const isPossible = connection === undefined && messageOf(event) !== undefined;
		if (isPossible) return { ...plain, as: 'reaction' };
		return refused(905, 'A bot can react only to a message of its own chats');
	}
	const { type, media, location, contact, text } = event.content ?? {};
	if (media !== undefined && isFileKind(type)) {
		const isLink = isTooBig(media) && apiUrlOf(setup) === PUBLIC_API;
		if (isLink && urlOf(media) !== undefined) return { ...plain, as: 'link' };
		const as = kindFor(type, media);
		return { ...plain, as, isUpload: !isFetched(as, media) };
	}
	if (location !== undefined) return { ...plain, as: 'location' };
	if (contact?.phone !== undefined) return { ...plain, as: 'contact' };
	if (text !== undefined || contact?.name !== undefined) return { ...plain, as: 'text' };
	return refused(905, 'The message has nothing that Telegram could send');
}

const NOT_FETCHED =
	/failed to get HTTP URL content|wrong type of the web page content|wrong (remote )?file identifier|wrong HTTP URL|file is too big|WEBPAGE_|MEDIA_EMPTY/i;
const ODD_PICTURE = /PHOTO_|STICKER_|IMAGE_PROCESS_FAILED|wrong type of file/i;
const TOO_BIG = /too (big|large)/i;
const BAD_BUTTONS = /BUTTON_|keyboard/i;

/** Another way to bring the same message, if what Telegram said of this one leaves any. */
function detour(attempt: Attempt, answer: Answer, event: Outgoing): Attempt | undefined {
	const words = textAt(answer.body, 'description') ?? '';
	const moved = textAt(answer.body, 'parameters.migrate_to_chat_id');
	const { as, isUpload } = attempt;
	if (moved !== undefined && attempt.chat === event.chat) return { ...attempt, chat: moved };
	if (attempt.hasButtons && BAD_BUTTONS.test(words)) return { ...attempt, hasButtons: false };
	if (as === 'voice' && /VOICE_MESSAGES_FORBIDDEN/.test(words)) {
		return { ...attempt, as: 'audio', isUpload: true };
	}
	const isHeavy = isUpload && (answer.status === 413 || TOO_BIG.test(words));
	if ((as === 'picture' || as === 'sticker') && (isHeavy || ODD_PICTURE.test(words))) {
		return { ...attempt, as: 'file', isUpload: true };
	}
	if (isFileKind(as) && !isUpload && NOT_FETCHED.test(words)) return { ...attempt, isUpload: true };
	const canLink = isHeavy && urlOf(event.content?.media) !== undefined;
	return canLink ? { ...attempt, as: 'link', isUpload: false } : undefined;
}

function callFor(attempt: Attempt, event: Outgoing, setup: Setup): Call {
	const { as, isUpload } = attempt;
	const body = { ...frameOf(attempt, event), ...bodyOf(attempt, event) };
	if (!isFileKind(as)) return callOf(setup, METHODS[as], body);
	const { method, field } = FILE_WAYS[as];
	if (!isUpload) return callOf(setup, method, body);
	const parts = Object.entries(body).map(([key, value]) => [
		key,
		typeof value === 'string' ? value : JSON.stringify(value),
	]);
	return { ...callOf(setup, method, Object.fromEntries(parts)), as: 'multipart', file: field };
}

/** A credential puts the token in its place. */
export function callOf(setup: Setup, method: string, body: JsonObject): Call {
	return { method: 'POST', url: `${apiUrlOf(setup)}/bot{token}/${method}`, body };
}

export function apiUrlOf({ apiUrl = PUBLIC_API }: Setup): string {
	return apiUrl.trim().replace(/\/+$/, '');
}

/** Where it goes, what it answers, and its buttons. */
function frameOf({ chat, hasButtons }: Attempt, event: Outgoing): JsonObject {
	const { connection } = placeOf(event);
	const where = { chat_id: numberOf(chat) ?? chat, business_connection_id: connection };
	if (event.event !== 'message') return compact(where);
	const answered = event.part === 0 ? messageOf(event) : undefined;
	return compact({
		...where,
		reply_parameters:
			answered === undefined
				? undefined
				: { message_id: answered, allow_sending_without_reply: true },
		reply_markup: hasButtons
			? keyboardOf(event.buttons ?? [], connection !== undefined)
			: undefined,
	});
}

function bodyOf({ as, isUpload }: Attempt, event: Outgoing): JsonObject {
	const { text, media, location, contact } = event.content ?? {};
	const { emoji } = event;
	const url = urlOf(media);
	if (as === 'typing') return { action: 'typing' };
	if (as === 'reaction') {
		const reaction =
			emoji === undefined ? [] : [{ type: 'emoji', emoji: spelledAsTelegram(emoji) }];
		return compact({ message_id: messageOf(event), reaction });
	}
	if (as === 'text') return { text: text ?? contact?.name ?? '' };
	if (as === 'link') return { text: [text, url].filter(Boolean).join('\n') };
	if (as === 'location') return { ...location };
	if (as === 'contact') {
		return compact({ phone_number: contact?.phone, first_name: contact?.name ?? contact?.phone });
	}
	const seconds = media?.seconds === undefined ? undefined : Math.round(media.seconds);
	const file: JsonObject = isUpload || url === undefined ? {} : { [FILE_WAYS[as].field]: url };
	const about = compact({
		caption: as === 'sticker' ? undefined : text,
		duration: as === 'voice' || as === 'audio' ? seconds : undefined,
		supports_streaming: as === 'video' ? true : undefined,
	});
	return { ...file, ...about };
}

type Buttons = NonNullable<Outgoing['buttons']>;

/**
 * A tap on a keyboard is a message with its label, which is what amoCRM expects. Links, and chats of a business
 * account, take buttons below the message only, whose tap is a callback.
 */
function keyboardOf(rows: Buttons, isBusiness: boolean): JsonObject {
	if (!isBusiness && rows.flat().every(({ url }) => url === undefined)) {
		const keyboard = rows.map((row) => row.map(({ text }) => ({ text })));
		return { keyboard, resize_keyboard: true, one_time_keyboard: true };
	}
	const inline = rows.map((row) =>
		row.map(({ text, url }): JsonObject =>
			url === undefined ? { text, callback_data: shortened(text) } : { text, url },
		),
	);
	return { inline_keyboard: inline };
}

/** To the 64 bytes of callback data, with no character in halves. */
function shortened(label: string): string {
	const encoder = new TextEncoder();
	let kept = '';
	for (const character of label) {
		if (encoder.encode(kept + character).length > 64) break;
		kept += character;
	}
	return kept;
}

/** Telegram writes its emoji without the sign that others add for color. */
function spelledAsTelegram(emoji: string): string {
	return emoji.replaceAll('\ufe0f', '');
}

/** A chat of a business account has the connection before it. */
function placeOf({ chat }: Outgoing): { chat?: string; connection?: string } {
	const [, connection, id] = /^(?:(.+):)?([^:]+)$/.exec(chat ?? '') ?? [];
	return compact({ chat: id, connection });
}

/** What a tap on a button was answered with has no number in Telegram. */
function messageOf({ target }: Outgoing): number | undefined {
	return target === undefined ? undefined : numberOf(target.message);
}

function numberOf(id: string): number | undefined {
	return /^-?\d{1,15}$/.test(id) ? Number(id) : undefined;
}

function isFileKind(kind: string | undefined): kind is FileKind {
	return kind !== undefined && Object.hasOwn(FILE_WAYS, kind);
}
