import { Readable } from 'node:stream';
import type { IExecuteFunctions } from 'n8n-workflow';
import { measureDuration } from '../../../nodes/AmoCrmChats/files/duration.ts';
import { mp4, opus, wav } from './recordings.ts';

/** n8n's store with one file in it, which comes in pieces of so many bytes, and may break off. */
function storeOf(file: Buffer, piece: number, breaksAt = Infinity) {
	const store = { opened: 0, read: 0, isOpen: false };
	async function* pieces() {
		try {
			for (let at = 0; at < file.length; at += piece) {
				if (at >= breaksAt) throw new Error('The disk is gone');
				store.read = Math.min(file.length, at + piece);
				yield await Promise.resolve(file.subarray(at, at + piece));
			}
		} finally {
			store.isOpen = false;
		}
	}
	const getBinaryStream = async () => {
		store.opened++;
		store.isOpen = true;
		return await Promise.resolve(Readable.from(pieces(), { highWaterMark: 1 }));
	};
	const context = { helpers: { getBinaryStream } } as unknown as IExecuteFunctions;
	return {
		store,
		seconds: async (size = file.length) => await measureDuration(context, 'id', size),
	};
}

const files: Array<[string, Buffer, number]> = [
	['Opus', opus(400), 400],
	['WAV', wav({ seconds: 9 }), 9],
	['MP4', mp4(3000, { media: 300_000 }), 5],
];

test.each(files)('%s is the same in pieces of any size', async (_, file, seconds) => {
	for (const piece of [333, 4096, 65_536, file.length]) {
		const { store, ...recording } = storeOf(file, piece);
		expect([piece, await recording.seconds()]).toEqual([piece, seconds]);
		await new Promise(setImmediate);
		expect(store.isOpen).toBe(false);
	}
});

test('no more is read than it takes', async () => {
	const recording = storeOf(wav({ seconds: 60 }), 4096);
	expect(await recording.seconds()).toBe(60);
	expect(recording.store.read).toBeLessThan(20_000);
});

test.each(files)('%s that breaks off gives no length and no error', async (_, file) => {
	expect(await storeOf(file, 30, 40).seconds()).toBeUndefined();
	expect(await storeOf(file.subarray(0, 50), 30).seconds(file.length)).toBeUndefined();
});

test('a file of more than 16 MB is not opened', async () => {
	const recording = storeOf(opus(1), 4096);
	expect(await recording.seconds(16 * 1024 * 1024 + 1)).toBeUndefined();
	expect(recording.store.opened).toBe(0);
});

test('less than a second counts as one', async () => {
	expect(await storeOf(mp4(100), 4096).seconds()).toBe(1);
});
