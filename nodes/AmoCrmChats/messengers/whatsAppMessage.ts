import { compact, objectsAt, textAt, type JsonObject } from '../shared/json';
import type { Content, Media, Outgoing } from './messenger';

/**
 * The messages that one event becomes, without whom they are for: two, where WhatsApp does not put the content and
 * its buttons into one. Empty where there is nothing that WhatsApp takes.
 */
export function messagesOf({ content, buttons, list, template }: Outgoing): JsonObject[] {
	const ready = (template && templateOf(template)) ?? (list && listOf(list, content?.text));
	if (ready) return [ready];
	if (buttons?.some((row) => row.length > 0)) return withButtons(buttons.flat(), content);
	const message = content && messageOf(content);
	return message ? [message] : [];
}

function messageOf(content: Content): JsonObject | undefined {
	const { type, text, location, contact } = content;
	if (type === 'text') return text === undefined ? undefined : textMessage(text);
	if (type === 'location') return location && { type, location: { ...location } };
	if (type === 'contact') return contact && { type: 'contacts', contacts: [cardOf(contact)] };
	const file = fileOf(content);
	if (!file) return undefined;
	const isVoice = file.type === 'audio' && type === 'voice' && isOf(VOICES, content.media);
	const hasCaption = file.type !== 'audio' && file.type !== 'sticker';
	const more = compact({ caption: hasCaption ? text : undefined, voice: isVoice || undefined });
	return { type: file.type, [file.type]: { ...file.parameters, ...more } };
}

function textMessage(body: string): JsonObject {
	return { type: 'text', text: { body, preview_url: true } };
}

/** A card must have one more part of the name besides the formatted one. */
function cardOf({ name, phone }: NonNullable<Content['contact']>): JsonObject {
	const shown = name ?? phone ?? '?';
	const phones = phone === undefined ? undefined : [{ phone, type: 'CELL' }];
	return compact({ name: { formatted_name: shown, first_name: shown }, phones });
}

const MEGABYTE = 1024 * 1024;
const VOICES = ['ogg', 'oga', 'opus'];
/** What WhatsApp shows as such, and up to which size. Everything else can still travel as a document. */
const SHOWN = {
	image: { formats: ['jpg', 'jpeg', 'png'], size: 5 * MEGABYTE },
	video: { formats: ['mp4', '3gp', '3gpp'], size: 16 * MEGABYTE },
	audio: {
		formats: ['aac', 'amr', 'm4a', 'x-m4a', 'mp3', 'mp4', 'mpeg', ...VOICES],
		size: 16 * MEGABYTE,
	},
	// Moving ones may have 500 kB, but nothing tells which they are.
	sticker: { formats: ['webp'], size: 100 * 1024 },
};
const WANTED: Partial<Record<Content['type'], Array<keyof typeof SHOWN>>> = {
	picture: ['image'],
	video: ['video'],
	voice: ['audio'],
	audio: ['audio'],
	sticker: ['sticker', 'image'],
};

interface FileMessage {
	type: keyof typeof SHOWN | 'document';
	parameters: JsonObject;
}

function fileOf({ type, media }: Content): FileMessage | undefined {
	if (media === undefined || !('url' in media.from)) return undefined;
	const link = media.from.url;
	const shown = WANTED[type]?.find((kind) => {
		const { formats, size } = SHOWN[kind];
		return isOf(formats, media, kind !== 'sticker') && (media.size ?? 0) <= size;
	});
	if (shown) return { type: shown, parameters: { link } };
	return { type: 'document', parameters: compact({ link, filename: media.name }) };
}

/** Of a file that tells nothing of its format it is hoped for, except where `otherwise` says no. */
function isOf(formats: string[], media: Media | undefined, otherwise = false): boolean {
	const format = media && formatOf(media);
	return format === undefined ? otherwise : formats.includes(format);
}

/** By its MIME type, or by the ending of its name or address. */
function formatOf({ mime, name, from }: Media): string | undefined {
	const [, subtype] = /^\w+\/([\w.+-]+)/.exec(mime ?? '') ?? [];
	const path = 'url' in from ? from.url.replace(/[?#].*$/s, '').replace(/^\w+:\/\/[^/]*/, '') : '';
	const ending = [name, path].map((text) => /\.(\w{2,5})$/.exec(text ?? '')?.[1]);
	return (
		(subtype === 'octet-stream' ? undefined : subtype) ?? (ending[0] ?? ending[1])?.toLowerCase()
	);
}

/** The longest text above buttons; a longer one goes ahead of them. */
const BODY_LENGTH = 1024;
/** Some words must stand above buttons, and on the button that opens a list. */
const POINTER = '👇';
const MENU = 'Menu';

type Button = NonNullable<Outgoing['buttons']>[number][number];

function withButtons(buttons: Button[], content: Content | undefined): JsonObject[] {
	const { menu, links } = menuOf(buttons);
	const isText = content === undefined || content.type === 'text';
	const header = isText || menu?.type !== 'button' ? undefined : headerOf(content);
	const message = content && messageOf(content);
	const words = linesOf([content?.text, ...links]);
	if ((isText || header) && words.length <= BODY_LENGTH) return [menuMessage(menu, words, header)];
	const isMenuLeft = menu !== undefined || links.length > 0;
	return [
		...(message ? [message] : []),
		...(isMenuLeft ? [menuMessage(menu, linesOf(links))] : []),
	];
}

/** Buttons as WhatsApp has them, and those that become lines of text: a link cannot stand beside other buttons. */
function menuOf(buttons: Button[]): { menu?: JsonObject; links: string[] } {
	const replies = buttons.flatMap(({ text, url }) => (url === undefined ? [text.trim()] : []));
	const titles = [...new Set(replies)];
	const links = buttons.flatMap(({ text, url }) => (url === undefined ? [] : [{ text, url }]));
	const [link] = links;
	if (link && buttons.length === 1) {
		const parameters = { display_text: link.text, url: link.url };
		return { menu: { type: 'cta_url', action: { name: 'cta_url', parameters } }, links: [] };
	}
	const lines = links.map(({ text, url }) => `${text}: ${url}`);
	if (titles.length === 0) return { links: lines };
	return { menu: titles.length > 3 ? rowsOf(titles) : repliesOf(titles), links: lines };
}

function repliesOf(titles: string[]): JsonObject {
	const buttons = titles.map((title) => ({ type: 'reply', reply: { id: title, title } }));
	return { type: 'button', action: { buttons } };
}

function rowsOf(titles: string[]): JsonObject {
	const rows = titles.map((title) => ({ id: title, title }));
	return { type: 'list', action: { button: MENU, sections: [{ rows }] } };
}

function menuMessage(menu: JsonObject | undefined, words: string, header?: JsonObject): JsonObject {
	if (menu === undefined) return textMessage(words);
	const body = { text: words === '' ? POINTER : words };
	return { type: 'interactive', interactive: compact({ ...menu, header, body }) };
}

/** A file above reply buttons. */
function headerOf(content: Content): JsonObject | undefined {
	const file = fileOf(content);
	if (!file || file.type === 'audio' || file.type === 'sticker') return undefined;
	return { type: file.type, [file.type]: file.parameters };
}

/** The most rows in all sections together. */
const MOST_ROWS = 10;

function listOf(list: JsonObject, words: string | undefined): JsonObject | undefined {
	const filled = objectsAt(list, 'sections')
		.map((part) => ({ title: textAt(part, 'title'), rows: objectsAt(part, 'rows').map(rowOf) }))
		.filter(({ rows }) => rows.length > 0);
	const rows = filled.flatMap((section) => section.rows);
	if (rows.length === 0) return undefined;
	const [header, footer] = [textAt(list, 'header'), textAt(list, 'footer')];
	const body = textAt(list, 'body') ?? words;
	if (rows.length > MOST_ROWS) {
		const lines = rows.map(({ title }, index) => `${index + 1}. ${title}`);
		return textMessage(linesOf([header, body, ...lines, footer]));
	}
	const untitled = filled.length > 1 ? '-' : undefined;
	const sections = filled.map((section) =>
		compact({ ...section, title: section.title ?? untitled }),
	);
	const interactive = compact({
		type: 'list',
		header: header === undefined ? undefined : { type: 'text', text: header },
		body: { text: body ?? POINTER },
		footer: footer === undefined ? undefined : { text: footer },
		action: { button: textAt(list, 'button') ?? MENU, sections },
	});
	return { type: 'interactive', interactive };
}

/** amoCRM names no limits of rows. */
function rowOf(row: JsonObject) {
	const title = textAt(row, 'title')?.trim() ?? '?';
	const id = textAt(row, 'callback_data')?.trim() ?? title;
	const description = textAt(row, 'description');
	return compact({
		id: cut(id, 200),
		title: cut(title, 24),
		description: description === undefined ? undefined : cut(description, 72),
	});
}

/** Never half of a character. */
function cut(text: string, length: number): string {
	return text.slice(0, length).replace(/[\uD800-\uDBFF]$/, '');
}

/** Its name and language stand in the external ID; a template without them is sent as the text that it made. */
function templateOf(template: JsonObject): JsonObject | undefined {
	const [, name, code] = /^(.+):([A-Za-z_]+)$/.exec(textAt(template, 'externalId') ?? '') ?? [];
	if (name === undefined || code === undefined) return undefined;
	// Line breaks and empty values are refused in parameters.
	const parameters = objectsAt(template, 'params').map((param) => ({
		type: 'text',
		text: (textAt(param, 'value') ?? '').replace(/\s+/g, ' ').trim() || '-',
	}));
	const components = parameters.length > 0 ? [{ type: 'body', parameters }] : undefined;
	return { type: 'template', template: compact({ name, language: { code }, components }) };
}

function linesOf(lines: Array<string | undefined>): string {
	return lines.filter((line) => line !== undefined).join('\n');
}
