import { textAt, type Json } from '../shared/json';

/** Long enough for any sentence of the API; a web page in its place would fill the stored execution. */
const MOST_CHARACTERS = 500;
/** Hiding secrets makes a text shorter, so more of it is looked at than is shown. */
const MOST_LOOKED_AT = 10 * MOST_CHARACTERS;

const HIDDEN = '(hidden)';

/** What an answer says, in its own words: the API's error type and description, or the raw text. */
export function wordsOf(body: Json | undefined): string {
	const named = [textAt(body, 'error_type'), textAt(body, 'error_description')].filter(Boolean);
	if (named.length > 0) return excerptOf(named.join(', '));
	if (body === undefined || body === null || body === '') return '';
	return excerptOf(typeof body === 'string' ? body : JSON.stringify(body));
}

/** The beginning of a text from outside, fit to be shown and stored. */
export function excerptOf(text: string): string {
	const isCut = text.length > MOST_LOOKED_AT;
	// What is cut off in its middle would no longer be known for a secret.
	const looked = isCut ? text.slice(0, MOST_LOOKED_AT).replace(/[\w+/=.~-]{1,100}$/, '') : text;
	const shown = withoutSecrets(hostsOnly(looked));
	const isShort = !isCut && shown.length <= MOST_CHARACTERS;
	return isShort ? shown : `${shown.slice(0, MOST_CHARACTERS)}…`;
}

/**
 * A proxy may answer with the very request it was given. Its signature could be sent again for 15 minutes, so it is
 * hidden by its form (40 hexadecimal digits, as the channel's secret), and so is what proves who asks.
 */
function withoutSecrets(text: string): string {
	return text
		.replace(/(?<![0-9a-f])[0-9a-f]{40}(?![0-9a-f])/gi, HIDDEN)
		.replace(/\b(basic|bearer|digest)\s+[\w+/=.~-]{8,}/gi, `$1 ${HIDDEN}`)
		.replace(
			/\b((?:proxy[-_])?authorization|(?:set-)?cookie)(["']?\s*[:=]\s*\[?["']?)(?!(?:basic|bearer|digest) \(hidden\))[^"'\r\n<]+/gi,
			`$1$2${HIDDEN}`,
		);
}

/**
 * Leaves of each address its host: path and query may be a key (a bot's token, a signature), and texts of errors
 * are stored and shown to whoever sees the execution.
 */
function hostsOnly(text: string): string {
	// JSON may write a slash with a backslash.
	return text.replace(/\bhttps?:\\?\/\\?\/[^\s"'<>`]+/gi, (address) => {
		const plain = address.replaceAll('\\', '');
		return URL.canParse(plain) ? new URL(plain).host : 'an address';
	});
}
