import { DateTime } from 'luxon';
import type { Json } from '../../../nodes/AmoCrmChats/shared/json';
import { troubleOf } from '../../../nodes/AmoCrmChats/transport/trouble';

const now = DateTime.fromISO('2026-01-31T12:00:00Z');
const read = (status: number, body?: Json, retryAfter?: string) =>
	troubleOf({ status, body }, retryAfter, now);

test.each([
	['7', undefined, 7000],
	[' 7 ', undefined, 7000],
	['0', undefined, 0],
	['Sat, 31 Jan 2026 12:01:30 GMT', undefined, 90_000],
	['Sat, 31 Jan 2026 11:00:00 GMT', undefined, 0],
	['soon', undefined, undefined],
	['-1', undefined, undefined],
	[undefined, { retry_after: 3 }, 3000],
	[undefined, { retry_after: '3' }, 3000],
	[undefined, { retry_after: -3 }, undefined],
	[undefined, '<html>', undefined],
	['2', { retry_after: 3 }, 2000],
	['soon', { retry_after: 3 }, 3000],
])('Retry-After %j with the body %j waits %s ms', (header, body, expected) => {
	expect(read(429, body, header).retryAfter).toBe(expected);
});

test.each([
	[{ error_type: 'DUPLICATE_MSGID' }, true],
	[{ error_description: 'Message with this msgid already exists' }, true],
	['msgid is not unique', true],
	[{ error_type: 'INVALID_DATA', error_description: 'payload.msgid: is required' }, false],
	// Something else exists already: the message did not arrive, and to call it done would lose it.
	[{ error_description: 'conversation_ref_id is already linked to another chat' }, false],
	[{ error_description: 'user with this phone already exists' }, false],
	[{ error_type: 'INVALID_DATA', details: { message: { text: 'I already paid' } } }, false],
	[undefined, false],
	['', false],
])('%j is known already: %s', (body, expected) => {
	expect(read(400, body).isAlreadyKnown).toBe(expected);
	expect(read(409, body).isAlreadyKnown).toBe(expected);
	expect(read(403, body).isAlreadyKnown).toBe(false);
	expect(read(500, body).isAlreadyKnown).toBe(false);
});

test.each([
	[400, false],
	[403, false],
	[404, false],
	[429, false],
	[500, true],
	[502, true],
	[504, true],
])('after %i the request may have been carried out: %s', (status, expected) => {
	expect(read(status).mayHaveArrived).toBe(expected);
});
