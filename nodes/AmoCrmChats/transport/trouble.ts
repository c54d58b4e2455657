import { DateTime } from 'luxon';
import { numberAt } from '../shared/json';
import { codeOf, isSuccess, type Answer } from './answer';

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

/** What follows from a refusal of the Chats API; one with a good status has its number in the body. */
export function troubleOf(refusal: Answer, now: DateTime): Trouble {
	const waitMs = waitInHeader(refusal.retryAfter, now) ?? waitInBody(refusal);
	const status = isSuccess(refusal.status) ? codeOf(refusal) : refusal.status;
	return { ...troubleOfStatus(status), waitMs };
}

/** Milliseconds; the header has seconds, or the moment from which on to ask again (RFC 9110). */
function waitInHeader(header: string | undefined, now: DateTime): number | undefined {
	if (header === undefined) return undefined;
	if (/^\d+$/.test(header.trim())) return Number(header) * 1000;
	const moment = DateTime.fromHTTP(header);
	return moment.isValid ? Math.max(0, moment.toMillis() - now.toMillis()) : undefined;
}

function waitInBody({ body }: Answer): number | undefined {
	const seconds = numberAt(body, 'retry_after');
	return seconds === undefined || seconds < 0 ? undefined : seconds * 1000;
}
