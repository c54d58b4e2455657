import { textAt, type Fields } from '../standIn/values.mts';
import { badRequest } from './refusal.mts';

const LONGEST_TEXT = 4096;
const LONGEST_CAPTION = 1024;

const MODES = ['html', 'markdown', 'markdownv2'];
const HTML_TAG =
	/<\/?(b|strong|i|em|u|ins|s|strike|del|span|tg-spoiler|a|code|pre|blockquote)\b[^<>]*>/gi;
const HTML_ENTITY = /&(amp|lt|gt|quot|#\d+);/g;

export function messageText(fields: Fields): string {
	const text = readable(fields, 'text').trim();
	if (text === '') throw badRequest('message text is empty');
	if (text.length > LONGEST_TEXT) throw badRequest('message is too long');
	return text;
}

export function captionOf(fields: Fields): string | undefined {
	const caption = readable(fields, 'caption').trim();
	if (caption.length > LONGEST_CAPTION) throw badRequest('message caption is too long');
	return caption === '' ? undefined : caption;
}

/** The text after its entities were parsed, which is what limits count. */
function readable(fields: Fields, name: string): string {
	const text = textAt(fields, name) ?? '';
	const mode = (textAt(fields, 'parse_mode') ?? '').toLowerCase();
	if (mode === '') return text;
	if (!MODES.includes(mode)) throw badRequest('unsupported parse_mode');
	if (mode === 'html') return withoutHtml(text);
	return withoutMarkdown(text, mode === 'markdownv2');
}

function withoutHtml(text: string): string {
	const plain = text.replace(HTML_TAG, '').replace(HTML_ENTITY, '&');
	if (/<[^\s]/.test(plain)) throw badRequest("can't parse entities: unsupported start tag");
	return plain;
}

/** Not a parser: it refuses what people get wrong, marks without an end and signs without a backslash. */
function withoutMarkdown(text: string, isV2: boolean): string {
	const plain = text.replace(/\\[^\w\s]/g, '');
	for (const mark of ['*', '_', '`']) {
		if (plain.split(mark).length % 2 === 0) {
			throw badRequest("can't parse entities: can't find end of the entity");
		}
	}
	const reserved = isV2 ? /[#+\-={}.!|]/.exec(plain) : undefined;
	if (reserved) {
		const sign = `character '${reserved[0]}' is reserved and must be escaped with the preceding '\\'`;
		throw badRequest(`can't parse entities: ${sign}`);
	}
	return text.replace(/\\([^\w\s])/g, '$1').replace(/(?<!\\)[*_`]/g, '');
}
