import fc from 'fast-check';
import type { IHttpRequestOptions } from 'n8n-workflow';
import { signOptions, isSignedBy } from '../../../nodes/AmoCrmChats/shared/signature';
import { hookSignatureOf, md5Of, signatureOf } from '../../credentials/oracle';

const MEGABYTE = 1_048_576;

/** Any text: all of Unicode, and halves of surrogate pairs too. */
const anyText = fc.oneof(
	fc.string({ unit: 'binary' }),
	fc.array(fc.integer({ min: 0, max: 0xffff })).map((units) => String.fromCharCode(...units)),
);
const secret = fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 64 });
const method = fc.constantFrom('POST', 'DELETE', 'PUT', 'PATCH');
const path = fc
	.array(fc.stringMatching(/^[\w.~-]{1,40}$/).filter((part) => !/^\.{1,2}$/.test(part)))
	.map((parts) => `/${parts.join('/')}`);
const date = fc.integer({ min: 0, max: 4_102_444_800 }).map((seconds) => new Date(seconds * 1000));

interface Sent {
	headers: Record<string, string>;
	body?: Buffer;
}

function sign(request: Partial<IHttpRequestOptions>, key: string, at: Date): Sent {
	const options = { url: '', ...request } as IHttpRequestOptions;
	const { headers, body } = signOptions(options, key, at);
	return { headers: { ...headers } as Record<string, string>, body: body as Buffer | undefined };
}

function expectSigned(
	{ headers, body }: Sent,
	verb: string,
	signedPath: string,
	key: string,
): void {
	const contentMd5 = md5Of(body ?? '');
	const contentType = 'application/json';
	const parts = {
		method: verb,
		contentMd5,
		contentType,
		date: String(headers.Date),
		path: signedPath,
	};
	expect(headers['Content-MD5']).toBe(contentMd5);
	expect(headers['Content-Type']).toBe(contentType);
	expect(headers['X-Signature']).toBe(signatureOf(parts, key));
}

test('a request with any JSON body is signed over its bytes, as another implementation does', () => {
	fc.assert(
		fc.property(
			fc.dictionary(anyText, fc.oneof(anyText, fc.double(), fc.array(anyText)), { minKeys: 1 }),
			method,
			path,
			secret,
			date,
			(body, verb, target, key, at) => {
				const url = `https://amojo.kommo.com${target}`;
				const sent = sign({ method: verb as 'GET', url, body }, key, at);
				expect(sent.body?.equals(Buffer.from(JSON.stringify(body), 'utf8'))).toBe(true);
				expect(md5Of(JSON.stringify(body))).toBe(sent.headers['Content-MD5']);
				expectSigned(sent, verb, target, key);
				expect(new Date(String(sent.headers.Date))).toEqual(at);
			},
		),
	);
});

test('a GET is signed without the body that somebody gave it, and sent without', () => {
	fc.assert(
		fc.property(fc.oneof(anyText, fc.jsonValue()), path, secret, date, (body, target, key, at) => {
			const url = `https://amojo.kommo.com${target}`;
			const sent = sign({ method: 'GET', url, body: body as string }, key, at);
			expect(sent).not.toHaveProperty('body', expect.anything());
			expectSigned(sent, 'GET', target, key);
		}),
	);
});

test('so is one with text or bytes as its body', () => {
	fc.assert(
		fc.property(fc.oneof(anyText, fc.uint8Array()), secret, date, (given, key, at) => {
			const body = typeof given === 'string' ? given : Buffer.from(given);
			const sent = sign({ method: 'POST', url: 'https://amojo.amocrm.ru/x', body }, key, at);
			expect(Buffer.from(body).equals(sent.body ?? Buffer.alloc(0))).toBe(true);
			expectSigned(sent, 'POST', '/x', key);
		}),
	);
});

test('so is one of up to a megabyte', () => {
	fc.assert(
		fc.property(
			fc.integer({ min: MEGABYTE / 2, max: MEGABYTE }),
			fc.string({ unit: 'binary', minLength: 1, maxLength: 50 }),
			secret,
			(size, pattern, key) => {
				const times = Math.floor(size / Buffer.byteLength(JSON.stringify(pattern)));
				const body = { text: pattern.repeat(times) };
				const sent = sign(
					{ method: 'POST', url: 'https://amojo.amocrm.ru/x', body },
					key,
					new Date(0),
				);
				expect(String(sent.body)).toBe(JSON.stringify(body));
				expectSigned(sent, 'POST', '/x', key);
			},
		),
		{ numRuns: 4 },
	);
});

test('a hook is verified over its bytes, with or without the newline at its end', () => {
	fc.assert(
		fc.property(
			fc.oneof(
				anyText.map((text) => new Uint8Array(Buffer.from(text))),
				fc.uint8Array(),
			),
			fc.constantFrom('', '\n', '\r\n'),
			secret,
			(bytes, end, key) => {
				const signature = hookSignatureOf(bytes, key);
				const wire = Buffer.concat([bytes, Buffer.from(end)]);
				// What ends in a newline of its own is trimmed with the one that was added.
				const isTrimmedTooFar = end !== '' && [10, 13].includes(bytes.at(-1) ?? 0);
				expect(isSignedBy(key, wire, signature)).toBe(!isTrimmedTooFar);
				expect(isSignedBy(`${key}x`, wire, signature)).toBe(false);
				expect(isSignedBy(key, Buffer.concat([wire, Buffer.from('x')]), signature)).toBe(false);
			},
		),
	);
});

test('a hook of a megabyte is verified', () => {
	fc.assert(
		fc.property(fc.uint8Array({ minLength: 100, maxLength: 200 }), secret, (part, key) => {
			const body = Buffer.concat(
				new Array<Uint8Array>(Math.floor(MEGABYTE / part.length)).fill(part),
			);
			expect(isSignedBy(key, body, hookSignatureOf(body, key))).toBe(true);
		}),
		{ numRuns: 3 },
	);
});
