import fc from 'fast-check';
import { durationOf } from '../../../nodes/AmoCrmChats/files/duration';
import { mp4, oggPage, opus, vorbis, wav } from './recordings';

/** What is read of a file to tell how long it plays, and the answer. */
function measure(file: Buffer, size = file.length) {
	const reading = durationOf(size);
	const begins: number[] = [];
	let bytes = 0;
	let step = reading.next();
	while (!step.done) {
		const { at, length } = step.value;
		begins.push(at);
		bytes += length;
		step = reading.next(file.subarray(at, at + length));
	}
	return { seconds: step.value, begins, bytes };
}

const secondsOf = (file: Buffer) => measure(file).seconds;
/** Frames of 417 bytes that begin so. */
const frames = (header: string) =>
	Buffer.concat(Array.from({ length: 5 }, () => Buffer.alloc(417).fill(header, 0, 4, 'hex')));

test.each<[string, Buffer, number]>([
	['Opus', opus(3), 3],
	['Opus that ends within a packet', opus(2.25), 2.25],
	['Opus of more than the last page', opus(3600), 3600],
	['Vorbis', vorbis(12, 44_100), 12],
	['WAV', wav({ seconds: 2 }), 2],
	['WAV from a pipe, without a length', wav({ seconds: 2, says: 0 }), 2],
	['WAV from a pipe, with the largest length', wav({ seconds: 2, says: 0xffffffff }), 2],
	['WAV of floats', wav({ seconds: 1, format: 3 }), 1],
	['MP4', mp4(4500), 7.5],
	['MP4 with boxes of 64 bits', mp4(4500, { isLong: true }), 7.5],
])('%s', (_, file, seconds) => {
	expect(secondsOf(file)).toBeCloseTo(seconds, 6);
});

test('of Ogg, pages of another stream and pages on which nothing ends do not count', () => {
	const packets = [Buffer.alloc(9)];
	const stranger = oggPage({ position: 480_000_000n, packets, serial: 8 });
	const unfinished = oggPage({ position: 0xffffffffffffffffn, packets });
	expect(secondsOf(opus(3, unfinished, stranger))).toBe(3);
	expect(secondsOf(opus(3, stranger, Buffer.alloc(65_307)))).toBeUndefined();
});

test.each<[string, Buffer]>([
	['nothing', Buffer.alloc(0)],
	['a text', Buffer.from('No recording at all, but the words of somebody. '.repeat(9))],
	['a page of Ogg with something else', oggPage({ position: 9n, packets: [Buffer.alloc(90, 1)] })],
	['WAV whose rate cannot be relied on', wav({ seconds: 2, format: 17 })],
	['WAV without sound', wav({ seconds: 0 })],
	['MP4 in fragments, which does not know', mp4(0)],
	['MP4 of unknown length', mp4(0xffffffff, { media: 9_000_000 })],
	['MP4 of 80 days in 5 kB', mp4(0xfffffffe)],
	['MP3, which has no header that tells', frames('fffb9000')],
	['MP3 with a tag before it', Buffer.concat([Buffer.from('ID3'), frames('fffb9000')])],
	['AAC', frames('fff15080')],
])('%s gives no length', (_, file) => {
	expect(secondsOf(file)).toBeUndefined();
});

test('only what is needed is read', () => {
	expect(measure(opus(3600)).bytes).toBeLessThan(66_000);
	expect(measure(mp4(600, { media: 5_000_000 })).bytes).toBeLessThan(500);
	expect(measure(wav({ seconds: 60 })).bytes).toBeLessThan(200);
});

describe('of whatever comes', () => {
	const files = [opus(2), vorbis(2, 8000), wav({ seconds: 1 }), mp4(600)];
	const openings = [...files, mp4(600, { isLong: true })].map((file) => file.subarray(0, 60));
	const damaged = fc
		.tuple(fc.constantFrom(...files), fc.array(fc.tuple(fc.nat(), fc.nat(255))), fc.nat())
		.map(([file, changes, length]) => {
			const bytes = Buffer.from(file.subarray(0, length % (file.length + 1)));
			for (const [at, byte] of changes) if (bytes.length > 0) bytes[at % bytes.length] = byte;
			return bytes;
		});
	const nonsense = fc
		.tuple(fc.constantFrom(Buffer.alloc(0), ...openings), fc.uint8Array({ maxLength: 3000 }))
		.map(([opening, bytes]) => Buffer.concat([opening, bytes]));

	test.each([
		['damaged', damaged],
		['random', nonsense],
	])('%s bytes end in a length or in none, and are read forwards', (_, bytes) => {
		fc.assert(
			fc.property(bytes, fc.nat(99_999), (file, missing) => {
				const { seconds, begins } = measure(file, file.length + missing);
				expect(seconds === undefined || (seconds > 0 && Number.isFinite(seconds))).toBe(true);
				expect(begins).toEqual(begins.toSorted((a, b) => a - b));
				expect(begins.length).toBeLessThan(file.length + 202);
			}),
			{ numRuns: 3000 },
		);
	});
});
