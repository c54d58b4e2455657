import type { Recipe, SignedRequest } from './recipe.mts';
import { wrongLines } from './wrongLines.mts';

/** A known wrong way to sign, which tells itself by the signature it produces. */
export interface Mistake {
	name: string;
	remedy: string;
	/** The recipe with this mistake in it. */
	make: (recipe: Recipe, request: SignedRequest) => Recipe;
}

const JOIN = 'Join the five lines with "\\n" and put nothing behind the last one.';
const ORDER = 'The order is: method, Content-MD5, Content-Type, Date, path.';
const SECRET = 'The secret is the key as it is written, 40 characters of text.';
const DIGEST = 'X-Signature is HMAC-SHA1 in hex, in lower case.';

const wrongStrings: Mistake[] = [
	{
		name: 'a newline at the end of the string to sign',
		remedy: JOIN,
		make: (recipe) => ({ ...recipe, end: '\n' }),
	},
	{
		name: 'CRLF between the lines',
		remedy: JOIN,
		make: (recipe) => ({ ...recipe, separator: '\r\n' }),
	},
	{
		name: 'a written-out \\n between the lines, backslash and letter',
		remedy: JOIN,
		make: (recipe) => ({ ...recipe, separator: '\\n' }),
	},
	{
		name: 'nothing between the lines',
		remedy: JOIN,
		make: (recipe) => ({ ...recipe, separator: '' }),
	},
	{
		name: 'Date before Content-Type',
		remedy: ORDER,
		make: (recipe) => ({ ...recipe, order: ['method', 'md5', 'date', 'contentType', 'path'] }),
	},
	{
		name: 'the order Date, Content-Type, Content-MD5',
		remedy: ORDER,
		make: (recipe) => ({ ...recipe, order: ['method', 'date', 'contentType', 'md5', 'path'] }),
	},
	{
		name: 'the body alone, as until 2019',
		remedy: 'The body alone is signed in webhooks only; a request signs five lines.',
		make: (recipe, { body }) => ({ ...recipe, instead: body }),
	},
];

const wrongKeys: Mistake[] = [
	{
		name: 'the secret decoded from hex',
		remedy: SECRET,
		make: (recipe) => ({ ...recipe, key: Buffer.from(String(recipe.key), 'hex') }),
	},
	{
		name: 'the secret with a newline at its end',
		remedy: `${SECRET} Read from a file it may end in a newline.`,
		make: (recipe) => ({ ...recipe, key: `${recipe.key}\n` }),
	},
	{
		name: 'the secret in upper case',
		remedy: SECRET,
		make: (recipe) => ({ ...recipe, key: String(recipe.key).toUpperCase() }),
	},
	{
		name: 'SHA-256',
		remedy: DIGEST,
		make: (recipe) => ({ ...recipe, algorithm: 'sha256' }),
	},
	{
		name: 'a plain SHA-1 of secret and string instead of HMAC',
		remedy: DIGEST,
		make: (recipe) => ({ ...recipe, unkeyed: true }),
	},
	{
		name: 'the signature in upper case',
		remedy: DIGEST,
		make: (recipe) => ({ ...recipe, write: (digest) => digest.toString('hex').toUpperCase() }),
	},
	{
		name: 'the signature in base64',
		remedy: DIGEST,
		make: (recipe) => ({ ...recipe, write: (digest) => digest.toString('base64') }),
	},
	{
		name: 'the signature of the hex text, in base64',
		remedy: DIGEST,
		make: (recipe) => ({
			...recipe,
			write: (digest) => Buffer.from(digest.toString('hex')).toString('base64'),
		}),
	},
];

export const mistakes: Mistake[] = [...wrongStrings, ...wrongKeys, ...wrongLines];

/** The secrets of other channels are the sandbox's to know. */
export function otherSecrets(secrets: Array<{ name: string; secret: string }>): Mistake[] {
	return secrets.map(({ name, secret }) => ({
		name: `the secret of another channel, "${name}"`,
		remedy: 'Channel ID and secret come in one letter and belong together.',
		make: (recipe) => ({ ...recipe, key: secret }),
	}));
}
