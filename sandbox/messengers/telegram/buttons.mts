import { isFields, listAt, textAt, type Fields } from '../standIn/values.mts';
import { objectOf } from './address.mts';
import { badRequest } from './refusal.mts';

const MOST_BYTES = 64;

/** Checks the buttons under a message, and gives the keyboard that belongs to it. */
export function keyboardOf(fields: Fields, isBusiness: boolean): Fields | undefined {
	const markup = objectOf(fields, 'reply_markup');
	if (!markup) return undefined;
	const kinds = ['inline_keyboard', 'keyboard', 'remove_keyboard', 'force_reply'];
	const kind = kinds.find((name) => markup[name] !== undefined);
	if (!kind) throw badRequest("can't parse reply keyboard markup JSON object");
	// [?] Reply keyboards belong to chats of the bot itself.
	if (isBusiness && kind !== 'inline_keyboard') throw badRequest('BUSINESS_REPLY_MARKUP_INVALID');
	if (kind === 'inline_keyboard') eachButton(markup, kind, checkInline);
	if (kind === 'keyboard') eachButton(markup, kind, checkReply);
	return markup;
}

function eachButton(markup: Fields, kind: string, check: (button: unknown) => void): void {
	const rows = listAt(markup, kind);
	if (rows.length === 0 && kind === 'keyboard') throw badRequest('reply keyboard is empty');
	for (const row of rows) {
		if (!Array.isArray(row)) throw badRequest("can't parse keyboard: expected an Array of Array");
		row.forEach(check);
	}
}

function checkInline(button: unknown): void {
	if (!isFields(button)) throw badRequest("can't parse inline keyboard button: expected an Object");
	const { text, callback_data: data, url } = button;
	if (typeof text !== 'string' || text.trim() === '') {
		throw badRequest("can't parse inline keyboard button: text is empty");
	}
	const actions = [data, url].filter((action) => action !== undefined && action !== '');
	if (actions.length !== 1) throw badRequest('text buttons are unallowed in the inline keyboard');
	if (url !== undefined && !(typeof url === 'string' && isButtonUrl(url))) {
		throw badRequest('BUTTON_URL_INVALID');
	}
	if (url !== undefined) return;
	const bytes = typeof data === 'string' ? Buffer.byteLength(data) : Infinity;
	if (bytes > MOST_BYTES) throw badRequest('BUTTON_DATA_INVALID');
}

const isButtonUrl = (url: string) =>
	URL.canParse(url) && ['http:', 'https:', 'tg:'].includes(new URL(url).protocol);

function checkReply(button: unknown): void {
	const text = typeof button === 'string' ? button : textAt(button, 'text');
	if (!text?.trim()) throw badRequest("can't parse keyboard button: text is empty");
}

export interface Button {
	text: string;
	/** Missing for a button of a reply keyboard, which writes its text. */
	data?: string;
	url?: string;
}

/** The buttons that somebody who sees the message can press. */
export function buttonsOf(markup: Fields): Button[] {
	const rows = [...listAt(markup, 'inline_keyboard'), ...listAt(markup, 'keyboard')];
	return rows.flat().map((button) => ({
		text: typeof button === 'string' ? button : (textAt(button, 'text') ?? ''),
		data: textAt(button, 'callback_data'),
		url: textAt(button, 'url'),
	}));
}
