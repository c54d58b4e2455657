/** Other bytes than those that were sent, which programs hash by mistake. */
export interface OtherBody {
	name: string;
	remedy: string;
	of: (sent: string) => string;
}

const SEND_WHAT_WAS_HASHED =
	'Serialise the body once, hash those bytes, and send the same bytes: no library may serialise it again in between.';
const EMPTY_BODY = 'Hash the bytes that are sent: for GET that is the empty string.';

export const otherBodies: OtherBody[] = [
	{
		name: 'of the body with a newline at its end',
		remedy: 'Hash the body without the trailing newline (echo adds one; use printf or echo -n).',
		of: (sent) => `${sent}\n`,
	},
	{
		name: 'of the body without the newline at its end',
		remedy: 'Hash the body as it is sent, with its trailing newline.',
		of: (sent) => sent.replace(/\r?\n$/, ''),
	},
	{ name: 'of the body with spaces', remedy: SEND_WHAT_WAS_HASHED, of: spaced },
	{
		name: 'of the body with spaces and \\u escapes',
		remedy: SEND_WHAT_WAS_HASHED,
		of: (sent) => escaped(spaced(sent)),
	},
	{ name: 'of the body without spaces', remedy: SEND_WHAT_WAS_HASHED, of: compact },
	{ name: 'of the body with \\u escapes', remedy: SEND_WHAT_WAS_HASHED, of: escaped },
	{ name: 'of the body with escaped slashes', remedy: SEND_WHAT_WAS_HASHED, of: slashed },
	{
		name: 'of the body with \\u escapes and escaped slashes',
		remedy: SEND_WHAT_WAS_HASHED,
		of: (sent) => slashed(escaped(sent)),
	},
	{
		name: 'of the body in Latin-1 instead of UTF-8',
		remedy: 'Hash the UTF-8 bytes of the body.',
		of: (sent) => Buffer.from(sent, 'utf8').toString('latin1'),
	},
	{
		name: 'of the empty string',
		remedy: 'Hash the bytes that are sent; only GET has an empty body.',
		of: () => '',
	},
	{ name: 'of {}', remedy: EMPTY_BODY, of: () => '{}' },
	{ name: 'of []', remedy: EMPTY_BODY, of: () => '[]' },
	{ name: 'of null', remedy: EMPTY_BODY, of: () => 'null' },
];

/** Texts of a JSON document stay as they are: a number or an escape must not change on the way. */
const STRINGS = /("(?:[^"\\]|\\.)*")|\s+|([,:])/g;

function compact(json: string): string {
	return json.replace(STRINGS, '$1$2');
}

/** As Python's json.dumps writes. */
function spaced(json: string): string {
	return json.replace(STRINGS, (_all, text?: string, mark?: string) =>
		mark === undefined ? (text ?? '') : `${mark} `,
	);
}

/** As PHP's json_encode and Python's json.dumps write. */
function escaped(json: string): string {
	return json.replace(
		/[\u0080-\uffff]/g,
		(unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
	);
}

/** As PHP's json_encode writes. */
function slashed(json: string): string {
	return json.replace(/(?<!\\)\//g, '\\/');
}
