import type { Reading } from './duration';

const KILOBITS = [32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320];
const LOW_KILOBITS = [8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160];
const RATES = [44_100, 48_000, 32_000];

/** ISO/IEC 11172-3: frames of equal time, which are counted unless the first one tells their number. */
export function* mp3(start: Buffer, size: number): Reading {
	const begin = start.toString('latin1', 0, 3) === 'ID3' ? afterTag(start) : 0;
	let seconds = 0;
	for (let at = begin; at + 4 <= size;) {
		const bytes = yield { at, length: 48 };
		const frame = frameOf(bytes);
		if (frame === undefined) return isClosingTag(bytes) ? seconds : undefined;
		const count = at === begin ? framesIn(bytes.subarray(frame.sideInfoEnd)) : undefined;
		if (count !== undefined) return count * frame.seconds;
		at += frame.length;
		if (at <= size) seconds += frame.seconds;
	}
	return seconds;
}

/** The tag of ID3v2 before the sound, whose length has 7 bits to the byte. */
function afterTag(start: Buffer): number {
	return start.subarray(6, 10).reduce((length, byte) => length * 128 + (byte & 127), 0) + 10;
}

function frameOf(bytes: Buffer) {
	if (bytes.length < 4) return undefined;
	const bits = bytes.readUInt32BE(0);
	// Layer III of MPEG-1 (3), MPEG-2 (2) or "MPEG-2.5" (0).
	const version = (bits >>> 19) & 3;
	if (bits >>> 21 !== 0x7ff || version === 1 || ((bits >>> 17) & 3) !== 1) return undefined;
	const isLow = version !== 3;
	const kilobits = (isLow ? LOW_KILOBITS : KILOBITS)[((bits >>> 12) & 15) - 1];
	const highest = RATES[(bits >>> 10) & 3];
	if (kilobits === undefined || highest === undefined) return undefined;
	const rate = highest / (isLow ? (version === 2 ? 2 : 4) : 1);
	const samples = isLow ? 576 : 1152;
	const isMono = ((bits >>> 6) & 3) === 3;
	return {
		seconds: samples / rate,
		length: Math.floor((kilobits * 125 * samples) / rate) + ((bits >>> 9) & 1),
		sideInfoEnd: 4 + (isLow ? (isMono ? 9 : 17) : isMono ? 17 : 32),
	};
}

/** Encoders put the number of frames into a first one that is silent. */
function framesIn(tag: Buffer): number | undefined {
	const isTag = tag.length >= 12 && /^(Info|Xing)/.test(tag.toString('latin1'));
	return isTag && tag.readUInt8(7) & 1 ? tag.readUInt32BE(8) : undefined;
}

function isClosingTag(bytes: Buffer): boolean {
	return /^(APETAG|TAG)/.test(bytes.toString('latin1'));
}
