import { DateTime } from 'luxon';
import { numberAt, textAt } from '../shared/json';
import type { Refusal } from './refusals';

/** What follows for the next attempts when one did not end well. */
export interface Trouble {
	/** The same request may end better if it is made again. */
	mayRepeat: boolean;
	/** All requests of the run are to slow down, not only this one. */
	slowDown: boolean;
	/** The server may have carried the request out all the same. */
	mayHaveArrived: boolean;
	/** Milliseconds that the server asks to wait. */
	waitMs?: number;
}

const SLOW_DOWN = [429, 503];
/** What a server cannot do now, it cannot do later. */
const NEVER = [501, 505];

/** What a status says by itself, whoever answers with it: 400, 403 and 404 would only be said again. */
export function troubleOfStatus(status: number): Trouble {
	const isServersFault = status >= 500;
	return {
		mayRepeat: status === 429 || (isServersFault && !NEVER.includes(status)),
		slowDown: SLOW_DOWN.includes(status),
		mayHaveArrived: isServersFault,
	};
}

/** Reads a refusal; `retryAfter` is the value of the answer's Retry-After header. */
export function troubleOf(
	refusal: Refusal,
	retryAfter: string | undefined,
	now: DateTime,
): Trouble {
	const waitMs = waitInHeader(retryAfter, now) ?? waitInBody(refusal);
	return { ...troubleOfStatus(refusal.status), waitMs };
}

/**
 * How amoCRM answers to a message ID that it has is documented only as "is not accepted", so the words are
 * all there is to go by. Reading too much into them would lose a message: they must be about the message ID
 * (a chat or a contact may exist already too), and whoever asks must have a second reason to believe that
 * this very message arrived before.
 */
export function isAlreadyKnown({ status, body }: Refusal): boolean {
	if (status !== 400 && status !== 409) return false;
	const named = [textAt(body, 'error_type'), textAt(body, 'error_description')];
	const words = typeof body === 'string' ? body : named.join(' ');
	const isRepetition = /duplicat|already|exists|not[_ ]unique/i.test(words);
	return isRepetition && /msg_?id|message[_ ]?id|\bmessage (with|already|exists|is)/i.test(words);
}

/** Milliseconds; the header has seconds, or the moment from which on to ask again (RFC 9110). */
function waitInHeader(header: string | undefined, now: DateTime): number | undefined {
	if (header === undefined) return undefined;
	if (/^\d+$/.test(header.trim())) return Number(header) * 1000;
	const moment = DateTime.fromHTTP(header);
	return moment.isValid ? Math.max(0, moment.toMillis() - now.toMillis()) : undefined;
}

function waitInBody({ body }: Refusal): number | undefined {
	const seconds = numberAt(body, 'retry_after');
	return seconds === undefined || seconds < 0 ? undefined : seconds * 1000;
}
