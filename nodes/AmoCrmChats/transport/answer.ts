import type { IN8nHttpFullResponse } from 'n8n-workflow';
import { arrayAt, at, numberAt, textAt, type Json } from '../shared/json';

/** An answer as it came, before anybody judges it. */
export interface Answer {
	status: number;
	/** JSON; text where it is none, or none that the API would send; undefined where there is nothing. */
	body: Json | undefined;
	/** Value of the Date header. */
	date?: string;
	/** Value of the Retry-After header. */
	retryAfter?: string;
}

/** A page of 50 long messages is far smaller. */
const MOST_BYTES = 4 * 1024 * 1024;
/** The first words of a refusal are all that anybody is shown. */
const MOST_BYTES_OF_REFUSAL = 64 * 1024;
/** Answers of the API are a few levels deep. Far deeper ones break whatever walks through them. */
const MOST_LEVELS = 100;

interface ByteStream extends AsyncIterable<Buffer> {
	destroy: (error?: Error) => unknown;
}

/** Reads no more than an answer of the API can be, and only until the signal is aborted. */
export async function readAnswer(
	{ statusCode, headers, body }: IN8nHttpFullResponse,
	signal: AbortSignal,
): Promise<Answer> {
	const most = isSuccess(statusCode) ? MOST_BYTES : MOST_BYTES_OF_REFUSAL;
	return {
		status: statusCode,
		body: isByteStream(body) ? contentOf(await read(body, most, signal)) : (body as Json),
		date: headerOf(headers, 'date'),
		retryAfter: headerOf(headers, 'retry-after'),
	};
}

export function isSuccess(status: number): boolean {
	return status >= 200 && status < 300;
}

/** Statuses of refusals; a body may name one, whatever the answer's own status is. */
const isRefusalCode = (code: number | undefined) => code !== undefined && code >= 400 && code < 600;

/** Whether an answer with a good status says all the same that the request was not carried out. */
export function isRefusedInBody(body: Json | undefined): boolean {
	const code = numberAt(body, 'error_code') ?? 0;
	const status = at(body, 'status');
	return (
		code !== 0 ||
		textAt(body, 'error_type') !== undefined ||
		textAt(body, 'error_description') !== undefined ||
		isRefusalCode(numberAt(body, 'status')) ||
		(typeof status === 'string' && /^(error|fail)/i.test(status)) ||
		at(body, 'success') === false ||
		Boolean(at(body, 'error')) ||
		arrayAt(body, 'errors').length > 0
	);
}

/** What the refusal is by its number: the one in the body says more than that of the answer. */
export function codeOf({ status, body }: Answer): number {
	const codes = [
		numberAt(body, 'error_code'),
		isSuccess(status) ? numberAt(body, 'status') : status,
	];
	return codes.find(isRefusalCode) ?? status;
}

interface Text {
	text: string;
	isWhole: boolean;
}

async function read(body: ByteStream, most: number, signal: AbortSignal): Promise<Text> {
	const stop = () => body.destroy(new Error('timeout'));
	signal.addEventListener('abort', stop, { once: true });
	const pieces: Buffer[] = [];
	let bytes = 0;
	try {
		if (signal.aborted) stop();
		for await (const piece of body) {
			pieces.push(piece);
			bytes += piece.length;
			// Leaving the loop ends the connection.
			if (bytes > most) break;
		}
	} finally {
		signal.removeEventListener('abort', stop);
	}
	const text = Buffer.concat(pieces).subarray(0, most).toString('utf8');
	return { text: text.replace(/^\uFEFF/, ''), isWhole: bytes <= most };
}

function contentOf({ text, isWhole }: Text): Json | undefined {
	if (!isWhole) return text.trim() === '' ? '(only spaces)' : text;
	if (text.trim() === '') return undefined;
	if (levelsOf(text) > MOST_LEVELS) return text;
	try {
		const json: Json = JSON.parse(text);
		return json;
	} catch {
		return text;
	}
}

/** How deep a JSON text goes: found before it is parsed, since a text of brackets takes far more memory parsed. */
function levelsOf(text: string): number {
	let level = 0;
	let deepest = 0;
	let isInString = false;
	for (let position = 0; position < text.length; position++) {
		const character = text.charAt(position);
		if (isInString && character === '\\') position++;
		else if (character === '"') isInString = !isInString;
		else if (isInString) continue;
		else if (character === '[' || character === '{') deepest = Math.max(deepest, ++level);
		else if (character === ']' || character === '}') level--;
	}
	return deepest;
}

function isByteStream(body: unknown): body is ByteStream {
	return typeof body === 'object' && body !== null && Symbol.asyncIterator in body;
}

function headerOf(headers: IN8nHttpFullResponse['headers'], name: string): string | undefined {
	const value = headers[name];
	return typeof value === 'string' ? value : undefined;
}

/**
 * Does work that ends when its time is over or the execution is cancelled: its signal is aborted then, for the
 * reason of the one that came first. Listeners of its own keep the time-out alive (Node 20 forgets one that only
 * `AbortSignal.any` knows with its next garbage collection), and are taken back when the work is done, so that
 * thousands of requests do not leave a waiting time-out each.
 */
export async function inTime<T>(
	milliseconds: number,
	cancel: AbortSignal | undefined,
	work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
	const ending = new AbortController();
	const sources = [AbortSignal.timeout(milliseconds), cancel].filter((one) => one !== undefined);
	const watched = sources.map((source) => {
		const stop = () => ending.abort(source.reason);
		if (source.aborted) stop();
		source.addEventListener('abort', stop);
		return { source, stop };
	});
	try {
		return await work(ending.signal);
	} finally {
		for (const { source, stop } of watched) source.removeEventListener('abort', stop);
	}
}
