import { PassThrough, Readable } from 'node:stream';
import { readAnswer } from '../../../nodes/AmoCrmChats/transport/answer.ts';

const MEGABYTE = 1024 * 1024;

const read = async (body: Readable, statusCode = 200, signal = new AbortController().signal) =>
	await readAnswer({ statusCode, headers: { date: 'd', 'retry-after': '7' }, body }, signal);
const bodyOf = async (text: string, status?: number) =>
	(await read(Readable.from([Buffer.from(text)]), status)).body;

test.each([
	['{"a":[1,"x"]}', { a: [1, 'x'] }],
	['\uFEFF{"a":1}', { a: 1 }],
	['{"a":"\u043f\u0440\u0438\u0432\u0435\u0442"}', { a: '\u043f\u0440\u0438\u0432\u0435\u0442' }],
	['[]', []],
	['', undefined],
	[' \n', undefined],
	['OK', 'OK'],
	['{"a":', '{"a":'],
])('%j is read as %j', async (text, expected) => {
	expect(await bodyOf(text)).toEqual(expected);
	expect(await bodyOf(text, 400)).toEqual(expected);
});

test('status and headers are kept, and letters that come in pieces are put together', async () => {
	const bytes = Buffer.from('"\u043f\u0440"');
	const answer = await read(Readable.from([...bytes].map((byte) => Buffer.from([byte]))), 429);
	expect(answer).toEqual({ status: 429, body: '\u043f\u0440', date: 'd', retryAfter: '7' });
});

test.each([
	[200, 4 * MEGABYTE],
	[400, 64 * 1024],
])('of an endless answer with %i no more than %i bytes are taken', async (status, most) => {
	const piece = Buffer.alloc(16 * 1024, 'x');
	let taken = 0;
	const endless = Readable.from(
		(function* () {
			for (;;) {
				taken += piece.length;
				yield piece;
			}
		})(),
	);
	const { body } = await read(endless, status);
	expect(body).toHaveLength(most);
	expect(taken).toBeLessThan(most + 40 * piece.length);
	expect(endless.destroyed).toBe(true);
});

test('of spaces without end something is left, since they are not an empty answer', async () => {
	expect(await bodyOf(' '.repeat(5 * MEGABYTE))).toBe('(only spaces)');
});

test.each([
	['[', ']'],
	['{"a":', '}'],
])('JSON that is deeper than any answer of the API (%s) stays text', async (open, close) => {
	const nested = (levels: number) => `${open.repeat(levels)}1${close.repeat(levels)}`;
	expect(typeof (await bodyOf(nested(100)))).toBe('object');
	for (const levels of [101, 100_000]) {
		expect(await bodyOf(nested(levels))).toBe(nested(levels));
	}
});

test('brackets within words are no levels', async () => {
	const text = `${'[{'.repeat(200)}\\"\\`;
	expect(await bodyOf(JSON.stringify({ text }))).toEqual({ text });
});

test('a text that is all quotes and backslashes is looked through in no time', async () => {
	const started = Date.now();
	await bodyOf('"\\'.repeat(2 * MEGABYTE - 1));
	expect(Date.now() - started).toBeLessThan(2000);
});

test('an answer that drips ends with its signal', async () => {
	const dripping = new PassThrough();
	dripping.write('{');
	const reading = read(dripping, 200, AbortSignal.timeout(50));
	await expect(reading).rejects.toThrow('timeout');
	expect(dripping.destroyed).toBe(true);
});
