import { DateTime } from 'luxon';
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { isObject } from './json';
import { STAY_HERE, urlOf, type RequestOptions } from './requestHost';

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

const SIGNED_HEADERS = ['date', 'content-type', 'content-md5', 'x-signature'];

/**
 * The same request with its body frozen to bytes and the four signature headers set.
 * Signing what is already signed gives a fresh signature: n8n signs again when it resends after a 401.
 */
export function signOptions<T extends RequestOptions>(options: T, secret: string, date: Date): T {
	const method = options.method ?? 'GET';
	const body = bytesOf(options, method);
	const kept = Object.entries(options.headers ?? {}).filter(
		([name]) => !SIGNED_HEADERS.includes(name.toLowerCase()),
	);
	const path = urlOf(options).pathname;
	const signature = signRequest({ method, path, body, secret, date });
	const headers = { ...Object.fromEntries(kept), ...signature };
	const signed = { ...options, headers, ...STAY_HERE };
	// A Buffer is the one form that neither n8n nor axios trims, parses or serializes again.
	if (body.length > 0) signed.body = body;
	else delete signed.body;
	return signed;
}

function bytesOf(options: RequestOptions, method: string): Buffer {
	const { body } = options;
	const isForm = 'form' in options || 'formData' in options || body instanceof URLSearchParams;
	// A file of n8n is a stream: what it will yield cannot be signed beforehand.
	if (isForm || (isObject(body) && typeof Object(body).pipe === 'function')) {
		throw new Error(
			'The Chats API takes JSON only. Set the body content type of the request to JSON.',
		);
	}
	// n8n's helpers drop the body of a GET, its HTTP Request node sends it: none is sent by either, then.
	if (/^(GET|HEAD)$/i.test(method)) return Buffer.alloc(0);
	if (body === undefined || body === null || body === '') return Buffer.alloc(0);
	if (Buffer.isBuffer(body)) return body;
	if (typeof body === 'string') return Buffer.from(body, 'utf8');
	// n8n drops an empty object on its way out, so it must not be signed either.
	if (isObject(body) && Object.keys(body).length === 0) return Buffer.alloc(0);
	return Buffer.from(JSON.stringify(body), 'utf8');
}
