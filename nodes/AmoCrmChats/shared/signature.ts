import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { DateTime } from 'luxon';

/** The only content type the Chats API takes. It is part of what is signed, so nothing may be added to it. */
const CONTENT_TYPE = 'application/json';

export interface RequestToSign {
	method: string;
	/** Path of the URL: no host, no query string; starts with a slash. */
	path: string;
	/** The bytes that travel; empty when the request has no body. */
	body: string | Uint8Array;
	/** Channel secret, used as text even though it looks like hex. */
	secret: string;
	date: Date;
}

/** The four headers of a signed request, in the spelling of the vendor's documentation. */
export interface SignatureHeaders {
	Date: string;
	'Content-Type': string;
	'Content-MD5': string;
	'X-Signature': string;
}

/**
 * Signs a request to the Chats API.
 * The signature is valid for 15 minutes from `date` and covers method, body, content type, date and path.
 * @see https://www.amocrm.ru/developers/content/chats/chat-start
 */
export function signRequest({ method, path, body, secret, date }: RequestToSign): SignatureHeaders {
	const rfc2822 = DateTime.fromJSDate(date, { zone: 'utc' }).toRFC2822();
	if (rfc2822 === null) throw new RangeError('The date of a signature is not a valid date');
	const md5 = createHash('md5').update(body).digest('hex');
	const signed = [method.toUpperCase(), md5, CONTENT_TYPE, rfc2822, path].join('\n');
	return {
		Date: rfc2822,
		'Content-Type': CONTENT_TYPE,
		'Content-MD5': md5,
		'X-Signature': createHmac('sha1', secret).update(signed).digest('hex'),
	};
}

/**
 * Tells whether a webhook body was signed with the channel secret.
 * Takes the raw bytes: a body that was parsed and serialized again has another signature.
 * Real hooks end in a newline that the signature does not cover, so both readings count.
 * @param signature value of the `X-Signature` header
 * @see https://www.amocrm.ru/developers/content/chats/chat-webhooks
 */
export function isSignedBy(secret: string, body: Uint8Array, signature: unknown): boolean {
	if (secret === '' || typeof signature !== 'string') return false;
	if (!/^[0-9a-f]{40}$/i.test(signature)) return false;
	const given = Buffer.from(signature, 'hex');
	const signs = (bytes: Uint8Array) =>
		timingSafeEqual(given, createHmac('sha1', secret).update(bytes).digest());
	const trimmed = withoutTrailingNewline(body);
	return signs(body) || (trimmed.length < body.length && signs(trimmed));
}

/**
 * A UUID made from `parts`: the same parts always give the same one.
 * Not a signature, but it is made with a hash, and hashes live here only.
 */
export function stableUuid(...parts: string[]): string {
	const hex = createHash('sha256').update(JSON.stringify(parts)).digest('hex');
	// Version 8 (RFC 9562): a UUID whose content is the application's own.
	return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

function withoutTrailingNewline(body: Uint8Array): Uint8Array {
	let end = body.length;
	while (end > 0 && (body[end - 1] === 0x0a || body[end - 1] === 0x0d)) end--;
	return body.subarray(0, end);
}
