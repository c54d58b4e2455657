import {
	arrayAt,
	at,
	compact,
	isObject,
	numberAt,
	objectAt,
	objectsAt,
	textAt,
	type Json,
	type JsonObject,
} from '../shared/json';
import type { MessageType } from '../shared/wire';
import type { Content, Media, Person } from './messenger';

const MOST_BYTES = 20 * 1024 * 1024;

/** In this order: beside an animation stands a document with the same file, for older bots. */
const FILES: ReadonlyArray<{ key: string; type: MessageType; mime?: string }> = [
	{ key: 'animation', type: 'video', mime: 'video/mp4' },
	{ key: 'video', type: 'video', mime: 'video/mp4' },
	{ key: 'video_note', type: 'video', mime: 'video/mp4' },
	{ key: 'voice', type: 'voice', mime: 'audio/ogg' },
	{ key: 'audio', type: 'audio' },
	{ key: 'document', type: 'file' },
];

/** Of what Telegram itself says, such as "pinned a message"; new ones are called alike. */
const NOTICE =
	/^(new_chat|left_chat|delete_chat|migrate)_|^(pinned_message|connected_website|passport_data|web_app_data)$|_(added|allowed|approved|changed|closed|completed|created|declined|deleted|done|edited|ended|failed|hidden|invited|joined|left|paid|payment|refunded|removed|reopened|scheduled|sent|set|shared|started|triggered|unhidden)$/;

/** Objects that every message can have around its content. */
const ENVELOPE =
	/^(from|chat|quote|origin|entities|via_bot|external_reply|link_preview_options|direct_messages_topic|suggested_post_info)$|^(caption|forward|guest|receiver|reply|sender)_/;

/** What a message holds; undefined when that is nothing, or a notice of Telegram itself. */
export function contentOf(message: JsonObject): Content | undefined {
	const known =
		fileIn(message) ??
		pictureIn(message) ??
		stickerIn(message) ??
		locationIn(message) ??
		contactIn(message) ??
		textIn(message);
	return known ?? (noticeIn(message) === undefined ? unknownIn(message) : undefined);
}

export function noticeIn(message: JsonObject): string | undefined {
	return Object.keys(message).find((key) => NOTICE.test(key));
}

function fileIn(message: JsonObject): Content | undefined {
	for (const { key, type, mime } of FILES) {
		const media = mediaOf(objectAt(message, key), mime);
		if (media !== undefined) return compact({ type, text: captionOf(message), media });
	}
	return undefined;
}

/** Sizes grow; a live photo has a still one beside it. */
function pictureIn(message: JsonObject): Content | undefined {
	const media = mediaOf(objectsAt(message, 'photo').at(-1), 'image/jpeg');
	return media && { type: 'picture', ...compact({ text: captionOf(message), media }) };
}

/** amoCRM shows pictures: of a moving sticker its still one. */
function stickerIn(message: JsonObject): Content | undefined {
	const sticker = objectAt(message, 'sticker');
	if (sticker === undefined) return undefined;
	const isMoving = at(sticker, 'is_animated') === true || at(sticker, 'is_video') === true;
	const media = isMoving ? mediaOf(objectAt(sticker, 'thumbnail')) : mediaOf(sticker, 'image/webp');
	if (media !== undefined) return { type: 'sticker', media };
	return { type: 'text', text: textAt(sticker, 'emoji') ?? '(sticker)' };
}

function mediaOf(file: JsonObject | undefined, usualMime?: string): Media | undefined {
	const fileId = textAt(file, 'file_id');
	if (fileId === undefined) return undefined;
	const size = numberAt(file, 'file_size');
	const isTooBig = size !== undefined && size > MOST_BYTES;
	return compact({
		from: { ask: { fileId } },
		name: textAt(file, 'file_name'),
		mime: textAt(file, 'mime_type') ?? usualMime,
		size,
		seconds: numberAt(file, 'duration'),
		unavailable: isTooBig ? 'Telegram gives bots no file above 20 MB' : undefined,
	});
}

function locationIn(message: JsonObject): Content | undefined {
	const latitude = numberAt(message, 'location.latitude');
	const longitude = numberAt(message, 'location.longitude');
	if (latitude === undefined || longitude === undefined) return undefined;
	const isLive = numberAt(message, 'location.live_period') !== undefined;
	const venue = [textAt(message, 'venue.title'), textAt(message, 'venue.address')];
	const text = joined([...venue, isLive ? '(live location: where it began)' : undefined], ', ');
	return { type: 'location', ...compact({ text }), location: { latitude, longitude } };
}

function contactIn(message: JsonObject): Content | undefined {
	const contact = objectAt(message, 'contact');
	const name = nameOf(contact);
	const phone = phoneOf(contact);
	if (name === undefined && phone === undefined) return undefined;
	return { type: 'contact', contact: compact({ name, phone }) };
}

/** Clients who share their own contact tell their number. */
export function personOf(whom: JsonObject | undefined, part: JsonObject): Person | undefined {
	const id = textAt(whom, 'id');
	if (id === undefined) return undefined;
	const username = textAt(whom, 'username');
	const isOwnContact = textAt(part, 'contact.user_id') === id;
	return compact({
		id,
		name: nameOf(whom),
		phone: isOwnContact ? phoneOf(objectAt(part, 'contact')) : undefined,
		link: username === undefined ? undefined : `https://t.me/${username}`,
	});
}

/** Of a user of Telegram the number is international, with or without its plus sign. */
function phoneOf(contact: JsonObject | undefined): string | undefined {
	const phone = textAt(contact, 'phone_number');
	const isBare = phone !== undefined && /^\d+$/.test(phone);
	return isBare && textAt(contact, 'user_id') !== undefined ? `+${phone}` : phone;
}

/** Of a user, a contact, or a chat. */
export function nameOf(whom: JsonObject | undefined): string | undefined {
	const parts = ['first_name', 'last_name'].map((key) => textAt(whom, key));
	return joined(parts, ' ') ?? textAt(whom, 'title') ?? textAt(whom, 'username');
}

function textIn(message: JsonObject): Content | undefined {
	const rich = () => linesOf(arrayAt(message, 'rich_message.blocks')).trim() || undefined;
	const text = withLinks(textAt(message, 'text'), objectsAt(message, 'entities')) ?? rich();
	return text === undefined ? undefined : { type: 'text', text };
}

function captionOf(message: JsonObject): string | undefined {
	return withLinks(textAt(message, 'caption'), objectsAt(message, 'caption_entities'));
}

/** Addresses that stand behind words follow them: amoCRM's text is plain. */
function withLinks(text: string | undefined, entities: JsonObject[]): string | undefined {
	if (text === undefined) return undefined;
	const links = entities.filter((entity) => textAt(entity, 'type') === 'text_link');
	// From the last, as each one moves what is behind it.
	return links.reduceRight((whole, link) => {
		const url = textAt(link, 'url');
		const start = numberAt(link, 'offset') ?? 0;
		const end = start + (numberAt(link, 'length') ?? 0);
		if (url === undefined || text.slice(start, end) === url) return whole;
		return `${whole.slice(0, end)} (${url})${whole.slice(end)}`;
	}, text);
}

/** A poll, a story, or what Telegram has added since: what it is called and the words in it. */
function unknownIn(message: JsonObject): Content | undefined {
	const key = Object.keys(message).find(
		(name) => !ENVELOPE.test(name) && typeof message[name] === 'object' && message[name] !== null,
	);
	const caption = captionOf(message);
	if (key === undefined) return caption === undefined ? undefined : { type: 'text', text: caption };
	const found = objectAt(message, key);
	const kind = key.replaceAll('_', ' ');
	const said = joined(
		['emoji', 'value', 'title', 'question', 'description', 'text'].map((name) =>
			textAt(found, name),
		),
		' ',
	);
	const entries = [...objectsAt(found, 'options'), ...objectsAt(found, 'tasks')].map(
		(entry) => `– ${textAt(entry, 'text') ?? ''}`,
	);
	const heading = said === undefined ? undefined : `(${kind}) ${said}`;
	const text = joined([heading, ...entries, caption], '\n');
	return { type: 'text', ...compact({ text, unknown: said === undefined ? kind : undefined }) };
}

/** A rich text or block without its formatting. */
function wordsOf(rich: Json | undefined): string {
	if (typeof rich === 'string') return rich;
	if (Array.isArray(rich)) return rich.map(wordsOf).join('');
	if (!isObject(rich)) return '';
	const rows = arrayAt(rich, 'cells').map((row) =>
		Array.isArray(row) ? row.map(wordsOf).join(' | ') : '',
	);
	const parts = [
		...['text', 'alternative_text', 'expression', 'summary', 'button'].map((key) =>
			wordsOf(rich[key]),
		),
		...rows,
		...['blocks', 'items', 'buttons'].map((key) => linesOf(arrayAt(rich, key))),
		...['caption', 'credit'].map((key) => wordsOf(rich[key])),
	];
	const words = parts.filter((part) => part !== '').join('\n');
	const url = textAt(rich, 'url');
	const link = url === undefined || url === words ? '' : ` (${url})`;
	return `${[textAt(rich, 'label'), words].filter(Boolean).join(' ')}${link}`;
}

function linesOf(blocks: Json[]): string {
	return blocks.map((block) => wordsOf(block) || standInFor(block)).join('\n');
}

/** For a block with nothing to read, such as a picture. */
function standInFor(block: Json): string {
	const type = textAt(block, 'type');
	return type === undefined || /^(anchor|divider)$/.test(type) ? '' : `(${type})`;
}

function joined(parts: Array<string | undefined>, by: string): string | undefined {
	return parts.filter((part) => part !== undefined).join(by) || undefined;
}
