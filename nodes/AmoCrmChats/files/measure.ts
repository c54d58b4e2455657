import type { IExecuteFunctions } from 'n8n-workflow';
import { durationOf } from './duration';

/** Of a larger file too much would have to be read to find its header. */
const MOST_BYTES = 16 * 1024 * 1024;

/** Whole seconds that a recording plays. What cannot be told is left out: a message without it arrives as well. */
export async function secondsOf(
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
