import { createHash, createHmac } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

import { invalidSignature } from './refusal.mts';

const SIGNATURE_LIFE_MS = 15 * 60 * 1000;

/** RFC 2822 as documented (`+0000`), and with `GMT`, which recorded traffic proves to be accepted. */
const RFC_2822 =
	/^(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d{1,2} (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4} \d\d:\d\d:\d\d ([+-]\d{4}|GMT)$/;

export interface SignedRequest {
	method: string;
	/** As sent, without the query. */
	path: string;
	headers: IncomingHttpHeaders;
	body: Buffer;
}

const md5 = (body: Buffer) => createHash('md5').update(body).digest('hex');

const hmac = (secret: string, data: string | Buffer) =>
	createHmac('sha1', secret).update(data).digest('hex');

/** The secret is a key as text, though it looks like hex. */
const sign = (secret: string, lines: string[]) => hmac(secret, lines.join('\n'));

/** Throws the refusal a wrongly signed request gets. */
export function verifySignature(request: SignedRequest, secret: string, now: number): void {
	const [contentMd5, contentType, date, signature] = [
		'content-md5',
		'content-type',
		'date',
		'x-signature',
	].map((name) => headerOf(request.headers, name)) as [string, string, string, string];

	const actualMd5 = md5(request.body);
	if (contentMd5 !== actualMd5) {
		const detail = `Content-MD5 is ${contentMd5}, the body's is ${actualMd5}`;
		throw invalidSignature('content-md5', detail);
	}
	if (!RFC_2822.test(date) || Number.isNaN(Date.parse(date))) {
		throw invalidSignature('date-format', `Date "${date}" is not an RFC 2822 date`);
	}
	const lines = [request.method, contentMd5, contentType, date, request.path];
	if (signature !== sign(secret, lines)) {
		const detail = `X-Signature does not match the string ${JSON.stringify(lines.join('\n'))}`;
		throw invalidSignature('signature', detail);
	}
	const age = now - Date.parse(date);
	if (Math.abs(age) > SIGNATURE_LIFE_MS) {
		const minutes = Math.round(age / 60_000);
		throw invalidSignature('date-window', `Date is ${minutes} minutes behind the service's clock`);
	}
}

/** A hook is signed by its body alone. */
export const signHook = (secret: string, body: string | Buffer) => hmac(secret, body);

function headerOf(headers: IncomingHttpHeaders, name: string): string {
	const value = headers[name];
	if (typeof value === 'string' && value !== '') return value;
	throw invalidSignature('headers', `the header ${name} is missing`);
}
