import type { IExecuteFunctions } from 'n8n-workflow';

/** Of a larger file, too much would have to be read to find its header. */
const MOST_BYTES = 16 * 1024 * 1024;

/** Whole seconds that a stored recording plays. What cannot be told is left out: a message without it arrives as well. */
export async function measureDuration(
	{ helpers }: IExecuteFunctions,
	id: string,
	size: number,
): Promise<number | undefined> {
	if (size > MOST_BYTES) return undefined;
	try {
		const seconds = await read(await helpers.getBinaryStream(id), size);
		return seconds && Math.max(1, Math.round(seconds));
	} catch {
		return undefined;
	}
}

/** Reads no further than it must, and lets go of what lies before. */
async function read(
	stream: Awaited<ReturnType<IExecuteFunctions['helpers']['getBinaryStream']>>,
	size: number,
): Promise<number | undefined> {
	const pieces = (stream as AsyncIterable<Buffer>)[Symbol.asyncIterator]();
	const reading = durationOf(size);
	let begin = 0;
	let held = Buffer.alloc(0);
	try {
		for (let step = reading.next(); ;) {
			if (step.done) return step.value;
			const { at, length } = step.value;
			const end = Math.min(at + length, size);
			while (begin + held.length < end) {
				const { value, done } = await pieces.next();
				if (done) break;
				const kept = held.subarray(Math.min(at - begin, held.length));
				begin += held.length - kept.length;
				held = Buffer.concat([kept, value]);
			}
			step = reading.next(held.subarray(Math.max(0, at - begin), Math.max(0, end - begin)));
		}
	} finally {
		stream.destroy();
	}
}

/**
 * Reads a file's header: what is wanted of the file is yielded, in the order in which it lies there, and its bytes
 * come back, fewer where the file ends. What it returns are seconds; nothing where the header does not tell.
 */
export type Reading = Generator<Range, number | undefined, Buffer>;

export interface Range {
	/** Never before where the last one began. */
	at: number;
	length: number;
}

/** Enough to tell what a file is. */
const START = 64;
/** A header that is not found within so many parts is not there. */
const MOST_PARTS = 200;

/** How long a recording plays: OGG with Opus or Vorbis, WAV, MP4 and its kin. */
export function* durationOf(size: number): Reading {
	const start = yield { at: 0, length: START };
	if (start.length < START) return undefined;
	const reading = readingOf(start, size);
	if (reading === undefined) return undefined;
	const seconds = yield* reading;
	// A header that gives less than a byte to the second is not to be believed.
	return seconds !== undefined && seconds > 0 && seconds <= size ? seconds : undefined;
}

/** An MP3 file, for one, has no header that tells. */
function readingOf(start: Buffer, size: number): Reading | undefined {
	const name = start.toString('latin1', 0, 12);
	if (name.startsWith('OggS')) return ogg(start, size);
	if (/^RIFF....WAVE/s.test(name)) return wav(size);
	if (/^....(ftyp|free|mdat|moov|skip|wide)/s.test(name)) return mp4();
	return undefined;
}

/** A page is 65,307 bytes at most, so the last one begins among those. */
const LONGEST_PAGE = 65_307;
/** Of a page on which no packet ends. */
const NO_POSITION = 0xffff_ffff_ffff_ffffn;

/** RFC 3533: each page tells how many samples there are up to its end; of Opus, in 48 kHz (RFC 7845). */
function* ogg(start: Buffer, size: number): Reading {
	const packet = start.subarray(28);
	const isOpus = packet.toString('latin1', 0, 8) === 'OpusHead';
	if (!isOpus && packet.toString('latin1', 1, 7) !== 'vorbis') return undefined;
	const rate = isOpus ? 48_000 : packet.readUInt32LE(12);
	const skipped = isOpus ? packet.readUInt16LE(10) : 0;
	const end = yield { at: Math.max(0, size - LONGEST_PAGE), length: LONGEST_PAGE };
	for (let page = end.lastIndexOf('OggS'); page >= 0; page = end.lastIndexOf('OggS', page - 1)) {
		if (page + 18 <= end.length && end.readUInt32LE(page + 14) === start.readUInt32LE(14)) {
			const position = end.readBigUInt64LE(page + 6);
			if (position !== NO_POSITION) return (Number(position) - skipped) / rate;
		}
		if (page === 0) break;
	}
	return undefined;
}

/** PCM as integers and floats, A-law, µ-law, and what says which of them further on; of others the rate is often wrong. */
const STEADY = [1, 3, 6, 7, 0xfffe];

function* wav(size: number): Reading {
	let bytesPerSecond = 0;
	let at = 12;
	for (let part = 0; part < MOST_PARTS; part++) {
		const chunk = yield { at, length: 20 };
		if (chunk.length < 20) return undefined;
		const name = chunk.toString('latin1', 0, 4);
		const length = chunk.readUInt32LE(4);
		if (name === 'fmt ' && STEADY.includes(chunk.readUInt16LE(8))) {
			bytesPerSecond = chunk.readUInt32LE(16);
		}
		if (name === 'data') {
			// Who writes into a pipe does not know the length, and leaves none or the largest.
			return Math.min(length || Infinity, size - at - 8) / bytesPerSecond;
		}
		at += 8 + length + (length % 2);
	}
	return undefined;
}

/** ISO/IEC 14496-12: the first box within `moov` is `mvhd`, which has the length of the whole. */
function* mp4(): Reading {
	let at = 0;
	for (let part = 0; part < MOST_PARTS; part++) {
		const box = yield { at, length: 40 };
		if (box.length < 40) return undefined;
		const name = box.toString('latin1', 4, 8);
		if (name === 'mvhd') {
			if (box[8] === 1) return Number(box.readBigUInt64BE(32)) / box.readUInt32BE(28);
			const length = box.readUInt32BE(24);
			return length === 0xffff_ffff ? undefined : length / box.readUInt32BE(20);
		}
		const short = box.readUInt32BE(0);
		const length = short === 1 ? Number(box.readBigUInt64BE(8)) : short;
		// A length of 0 is "up to the end".
		if (length < 8) return undefined;
		at += name !== 'moov' ? length : short === 1 ? 16 : 8;
	}
	return undefined;
}
