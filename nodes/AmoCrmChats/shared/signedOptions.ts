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
 * Behind a redirect the signature would be wrong at best, and in the hands of a stranger at worst. The first is
 * read by n8n's helpers, the other two by its HTTP Request node, which would follow redirects by default.
 */
const STAY_HERE = {
	disableFollowRedirect: true,
	followRedirect: false,
	followAllRedirects: false,
};

/** A signature is good for any request of its path: in the hands of another host it would open the API. */
export function requireHost(options: RequestOptions, host: string): void {
	const { origin } = urlOf(options);
	if (origin === host) return;
	throw new Error(
		`The amoCRM / Kommo Chats API credential signs requests to ${host} only, and this one goes to ${origin}. Correct the URL of the request, or Host in the credential.`,
	);
}

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

function urlOf(options: RequestOptions): URL {
	const address = addressOf(options);
	if (URL.canParse(address)) return new URL(address);
	throw new Error('The URL of the request is not a web address. Begin it with https://.');
}

/** As axios joins the two, which sends the request in the end. */
function addressOf({ url, uri, baseURL }: RequestOptions): string {
	const address = String(url ?? uri ?? '');
	if (baseURL === undefined || baseURL === '' || /^([a-z][a-z\d+.-]*:)?\/\//i.test(address)) {
		return address;
	}
	return address === '' ? baseURL : `${baseURL.replace(/\/+$/, '')}/${address.replace(/^\/+/, '')}`;
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
