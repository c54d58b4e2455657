import fc from 'fast-check';
import { durationOf } from '../../../nodes/AmoCrmChats/files/duration';
import { id3, mp3, mp4, oggPage, opus, vorbis, wav } from './recordings';

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
const FRAME = 1152 / 44_100;
const note = Buffer.from('TAG'.padEnd(128), 'latin1');

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
	['MP3', mp3({ count: 100 }), 100 * FRAME],
	['MP3 that says how many frames it has', mp3({ count: 10, says: 1000 }), 1000 * FRAME],
	['MP3 with a tag on either side', mp3({ count: 7, tag: id3(9000), end: note }), 7 * FRAME],
	['MP3 of one channel', mp3({ count: 1, header: 0xfb90c0, says: 50, saysAt: 21 }), 50 * FRAME],
	['MP3 of MPEG-2', mp3({ count: 50, header: 0xf38000, length: 208 }), (50 * 576) / 22_050],
	['MP3 of MPEG-2.5', mp3({ count: 50, header: 0xe38000, length: 417 }), (50 * 576) / 11_025],
	['MP3 of 48 kHz', mp3({ count: 50, header: 0xfb9400, length: 384 }), 1.2],
	['MP3 whose last frame is cut', mp3({ count: 9 }).subarray(0, -1), 8 * FRAME],
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
	['MP3 with something else within', mp3({ count: 5, end: Buffer.alloc(500, 1) })],
	['MP3 of free bit rate', mp3({ count: 5, header: 0xfb0000 })],
	['AAC, whose frames begin alike', mp3({ count: 5, header: 0xf15080 })],
])('%s gives no length', (_, file) => {
	expect(secondsOf(file)).toBeUndefined();
});

test('only what is needed is read', () => {
	expect(measure(opus(3600)).bytes).toBeLessThan(66_000);
	expect(measure(mp4(600, { media: 5_000_000 })).bytes).toBeLessThan(500);
	expect(measure(mp3({ count: 5000, says: 4999 })).bytes).toBeLessThan(200);
	expect(measure(wav({ seconds: 60 })).bytes).toBeLessThan(200);
});

describe('of whatever comes', () => {
	const files = [opus(2), vorbis(2, 8000), wav({ seconds: 1 }), mp4(600), mp3({ count: 9 })];
	const openings = [...files, mp4(600, { isLong: true }), mp3({ count: 2, tag: id3(20) })].map(
		(file) => file.subarray(0, 60),
	);
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
