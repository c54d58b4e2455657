import { DateTime } from 'luxon';
import type { Json } from '../../../nodes/AmoCrmChats/shared/json';
import { troubleOf } from '../../../nodes/AmoCrmChats/transport/trouble';

const now = DateTime.fromISO('2026-01-31T12:00:00Z');
const read = (status: number, body?: Json, retryAfter?: string) =>
	troubleOf({ status, body, retryAfter }, now);

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
	expect(read(429, body, header).waitMs).toBe(expected);
});

test.each([
	[301, { mayRepeat: false, slowDown: false, mayHaveArrived: false }],
	[400, { mayRepeat: false, slowDown: false, mayHaveArrived: false }],
	[403, { mayRepeat: false, slowDown: false, mayHaveArrived: false }],
	[404, { mayRepeat: false, slowDown: false, mayHaveArrived: false }],
	[429, { mayRepeat: true, slowDown: true, mayHaveArrived: false }],
	[500, { mayRepeat: true, slowDown: false, mayHaveArrived: true }],
	[501, { mayRepeat: false, slowDown: false, mayHaveArrived: true }],
	[502, { mayRepeat: true, slowDown: false, mayHaveArrived: true }],
	[503, { mayRepeat: true, slowDown: true, mayHaveArrived: true }],
	[504, { mayRepeat: true, slowDown: false, mayHaveArrived: true }],
])('what follows from %i', (status, expected) => {
	expect(read(status)).toEqual({ ...expected, waitMs: undefined });
});

test.each([
	[
		{ error_code: 429, error_type: 'X' },
		{ mayRepeat: true, slowDown: true },
	],
	[{ error_code: 500 }, { mayRepeat: true, slowDown: false, mayHaveArrived: true }],
	[{ error_code: 453 }, { mayRepeat: false }],
	[{ status: 'error' }, { mayRepeat: false }],
])('a 200 with %j in its body is repeated as the number in it says', (body, expected) => {
	expect(read(200, body)).toMatchObject(expected);
});
