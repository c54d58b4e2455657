import { DateTime } from 'luxon';
import { numberAt, textAt } from '../shared/json';
import type { Refusal } from './refusals';

/** Why one attempt at a request did not end well: what decides whether it is made again. */
export interface Trouble {
	/** Missing when there was no answer at all. */
	status?: number;
	/** The service may have carried the request out all the same. */
	mayHaveArrived: boolean;
	/** The service says that it has this message already. */
	isAlreadyKnown: boolean;
	/** Milliseconds that the service asks to wait. */
	retryAfter?: number;
}

/** Reads a refusal; `retryAfter` is the value of the answer's Retry-After header. */
export function troubleOf(
	refusal: Refusal,
	retryAfter: string | undefined,
	now: DateTime,
): Trouble {
	return {
		status: refusal.status,
		mayHaveArrived: refusal.status >= 500,
		isAlreadyKnown: isAlreadyKnown(refusal),
		retryAfter: secondsOf(retryAfter, now) ?? waitInBody(refusal),
	};
}

/**
 * How amoCRM answers to a message ID that it has is documented only as "is not accepted", so the words are
 * all there is to go by. Reading too much into them would lose a message: they must be about the message ID
 * (a chat or a contact may exist already too), and whoever asks must have a second reason to believe that
 * this very message arrived before.
 */
function isAlreadyKnown({ status, body }: Refusal): boolean {
	if (status !== 400 && status !== 409) return false;
	const named = [textAt(body, 'error_type'), textAt(body, 'error_description')];
	const words = typeof body === 'string' ? body : named.join(' ');
	const isRepetition = /duplicat|already|exists|not[_ ]unique/i.test(words);
	return isRepetition && /msg_?id|message[_ ]?id|\bmessage (with|already|exists|is)/i.test(words);
}

/** Seconds, or the moment from which on to ask again (RFC 9110). */
function secondsOf(header: string | undefined, now: DateTime): number | undefined {
	if (header === undefined) return undefined;
	if (/^\d+$/.test(header.trim())) return Number(header) * 1000;
	const moment = DateTime.fromHTTP(header);
	return moment.isValid ? Math.max(0, moment.toMillis() - now.toMillis()) : undefined;
}

function waitInBody({ body }: Refusal): number | undefined {
	const seconds = numberAt(body, 'retry_after');
	return seconds === undefined || seconds < 0 ? undefined : seconds * 1000;
}
