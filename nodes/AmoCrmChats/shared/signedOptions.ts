import { isObject } from './json';
import { signRequest } from './signature';

/** What n8n hands to a credential: its helpers say `url`, its HTTP Request node says `uri`. */
interface RequestOptions {
	url?: string;
	uri?: string;
	baseURL?: string;
	method?: string;
	headers?: object;
	body?: unknown;
}

const SIGNED_HEADERS = ['date', 'content-type', 'content-md5', 'x-signature'];

/**
 * The same request with its body frozen to bytes and the four signature headers set.
 * Signing what is already signed gives a fresh signature: n8n signs again when it resends after a 401.
 */
export function signOptions<T extends RequestOptions>(options: T, secret: string, date: Date): T {
	const body = bytesOf(options);
	const method = options.method ?? 'GET';
	const path = new URL(addressOf(options)).pathname;
	const kept = Object.entries(options.headers ?? {}).filter(
		([name]) => !SIGNED_HEADERS.includes(name.toLowerCase()),
	);
	const signature = signRequest({ method, path, body, secret, date });
	const signed = { ...options, headers: { ...Object.fromEntries(kept), ...signature } };
	// A Buffer is the one form that neither n8n nor axios trims, parses or serializes again.
	if (body.length > 0) signed.body = body;
	else delete signed.body;
	return signed;
}

function addressOf({ url, uri, baseURL }: RequestOptions): string {
	const address = url ?? uri ?? '';
	if (baseURL === undefined || baseURL === '' || /^[a-z][a-z\d+.-]*:\/\//i.test(address)) {
		return address;
	}
	return address === '' ? baseURL : `${baseURL.replace(/\/+$/, '')}/${address.replace(/^\/+/, '')}`;
}

function bytesOf(options: RequestOptions): Buffer {
	const { body } = options;
	const isForm = 'form' in options || 'formData' in options || body instanceof URLSearchParams;
	// A file of n8n is a stream: what it will yield cannot be signed beforehand.
	if (isForm || (isObject(body) && typeof Object(body).pipe === 'function')) {
		throw new Error(
			'The Chats API takes JSON only. Set the body content type of the request to JSON.',
		);
	}
	if (body === undefined || body === null || body === '') return Buffer.alloc(0);
	if (Buffer.isBuffer(body)) return body;
	if (typeof body === 'string') return Buffer.from(body, 'utf8');
	// n8n drops an empty object on its way out, so it must not be signed either.
	if (isObject(body) && Object.keys(body).length === 0) return Buffer.alloc(0);
	return Buffer.from(JSON.stringify(body), 'utf8');
}
