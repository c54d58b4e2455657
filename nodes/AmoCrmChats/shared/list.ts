import type { Json } from './json';

/** Between values that may have spaces and almost any other character in them. */
const BETWEEN_VALUES = /[,;\r\n\t，；、]+/;
/** Between words, which have none. */
const BETWEEN_WORDS = /[\s,;|/，；、]+/;

/**
 * A list as people type it, with any usual separator, and as expressions give it: as one, or as JSON.
 * Undefined where it is no list at all. An entry of a list is taken as it is, whatever it has in it.
 */
export function entriesOf(value: unknown, isOfWords: boolean): string[] | undefined {
	const given = typeof value === 'string' ? (jsonListOf(value) ?? value) : value;
	const entries = Array.isArray(given)
		? given
		: String(given).split(isOfWords ? BETWEEN_WORDS : BETWEEN_VALUES);
	const isList = typeof given !== 'object' || Array.isArray(given);
	if (!isList || entries.some((entry) => typeof entry === 'object')) return undefined;
	return entries.map((entry) => unquoted(String(entry).trim())).filter((entry) => entry !== '');
}

function jsonListOf(text: string): Json[] | undefined {
	if (!text.trim().startsWith('[')) return undefined;
	try {
		const list: Json = JSON.parse(text);
		return Array.isArray(list) ? list : undefined;
	} catch {
		return undefined;
	}
}

function unquoted(entry: string): string {
	return /^(["']).*\1$/.test(entry) ? entry.slice(1, -1).trim() : entry;
}
