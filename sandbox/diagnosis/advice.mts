import type { Check, RequestRecord } from '../api/record.mts';
import { requestKinds } from '../faults/faults.mts';

/** What to do about a refused request, by the check it did not pass. */
export const advice: Record<Check, string> = {
	path: `Compare method and path with the documentation: under /v2/origin/custom there are ${requestKinds.length} endpoints, ${requestKinds.join(', ')}.`,
	channel:
		'The path begins with the channel ID, or with scope ID: channel ID, underscore, account ID.',
	headers: 'Send all four: Date, Content-Type, Content-MD5, X-Signature; GET and DELETE too.',
	'content-md5': 'Hash exactly the bytes that are sent, in hex, in lower case.',
	'date-format': 'Write the date as in "Tue, 04 Feb 2025 09:30:00 +0000".',
	signature:
		'None of the known ways to sign wrongly gives this signature, so secret or body are other than thought: copy the secret again.',
	'date-window':
		'A signature is good for 15 minutes before and after its Date. Synchronise the clock (NTP).',
	'content-type': 'Send Content-Type: application/json, without a charset.',
	json: 'Send one JSON object in UTF-8; look at the end of the body, which may be cut off.',
	schema: 'Put right the field that is named; ids are texts even where they look like numbers.',
	connection:
		'Connect the account to the channel first: Channel: Connect, or the Setup panel here.',
	rule: 'Put right the field that is named.',
	duplicate: 'An id of a message is used once. This message is stored already; nothing is lost.',
	'not-found': 'The id must be the one that amoCRM gave; your own id is not found here.',
	server: 'This is the sandbox’s own doing, not yours: please report it with the request.',
};

const MINUTE = 60_000;

/** A clock that is wrong by whole time zones is a clock that is right, written wrongly. */
export function clockAdvice(date: string, { at, skew = 0 }: RequestRecord): string {
	const minutes = Math.round((Date.parse(date) - at - skew) / MINUTE);
	const size = Math.abs(minutes);
	const said = `Date is ${size} minutes ${minutes > 0 ? 'ahead of' : 'behind'} the sandbox’s clock.`;
	if (skew !== 0) return `${said} A fault put that clock off on purpose; it passes with the fault.`;
	const offBy = Math.abs(size - Math.round(size / 30) * 30);
	const isZone = size >= 28 && size <= 14 * 60 && offBy <= 2;
	if (!isZone) return `${said} ${advice['date-window']}`;
	return `${said} That is a difference of time zones: local time was written as if it were UTC (+0000).`;
}
