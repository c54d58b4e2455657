/** Recordings of silence, made as their containers are specified. */

const latin = (text: string) => Buffer.from(text, 'latin1');
const zeros = (length: number) => Buffer.alloc(length);

function little(bytes: 2 | 4, ...numbers: number[]): Buffer {
	return Buffer.concat(numbers.map((number) => big(bytes, number).reverse()));
}

function big(bytes: 2 | 4, ...numbers: number[]): Buffer {
	const parts = numbers.map((number) => {
		const part = Buffer.alloc(bytes);
		part.writeUIntBE(number, 0, bytes);
		return part;
	});
	return Buffer.concat(parts);
}

function big64(number: bigint): Buffer {
	const bytes = Buffer.alloc(8);
	bytes.writeBigUInt64BE(number);
	return bytes;
}

interface Page {
	position: bigint;
	packets: Buffer[];
	serial?: number;
	flags?: number;
	sequence?: number;
}

/** RFC 3533; packets of less than 255 bytes. */
export function oggPage({ position, packets, serial = 7, flags = 0, sequence = 0 }: Page): Buffer {
	const head = [latin('OggS'), Buffer.from([0, flags]), big64(position).reverse()];
	const lengths = Buffer.from([packets.length, ...packets.map(({ length }) => length)]);
	const page = (sum: number) =>
		Buffer.concat([...head, little(4, serial, sequence, sum), lengths, ...packets]);
	return page(checksum(page(0)));
}

function checksum(bytes: Buffer): number {
	let sum = 0;
	for (const byte of bytes) {
		sum ^= byte << 24;
		for (let bit = 0; bit < 8; bit++) sum = (sum << 1) ^ (sum < 0 ? 0x04c11db7 : 0);
	}
	return sum >>> 0;
}

const SKIPPED = 312;

/** RFC 7845. Half of a last packet is to be skipped, so its page tells less than its packets hold. */
export function opus(seconds: number, ...more: Buffer[]): Buffer {
	const head = Buffer.concat([
		...[latin('OpusHead'), Buffer.from([1, 1]), little(2, SKIPPED), little(4, 48_000)],
		zeros(3),
	]);
	const tags = Buffer.concat([latin('OpusTags'), little(4, 4), latin('test'), little(4, 0)]);
	const silence = Array.from({ length: 50 }, () => Buffer.from([0xf8, 0xff, 0xfe]));
	const pages = Array.from({ length: Math.ceil(seconds) }, (_, second) => {
		const isLast = second + 1 >= seconds;
		const position = BigInt(SKIPPED + 48_000 * Math.min(second + 1, seconds));
		return oggPage({ position, packets: silence, flags: isLast ? 4 : 0, sequence: second + 2 });
	});
	return Buffer.concat([
		oggPage({ position: 0n, packets: [head], flags: 2 }),
		oggPage({ position: 0n, packets: [tags], sequence: 1 }),
		...pages,
		...more,
	]);
}

/** The first page of Vorbis and one that ends it; the only one here that does not play. */
export function vorbis(seconds: number, rate: number): Buffer {
	const sizes = Buffer.from([0xb8, 1]);
	const head = Buffer.concat([
		...[latin('\x01vorbis'), zeros(4), Buffer.from([1]), little(4, rate), zeros(12), sizes],
	]);
	const position = BigInt(seconds * rate);
	return Buffer.concat([
		oggPage({ position: 0n, packets: [head], flags: 2 }),
		oggPage({ position, packets: [zeros(9)], flags: 4, sequence: 1 }),
	]);
}

const chunk = (name: string, ...parts: Buffer[]) => {
	const body = Buffer.concat(parts);
	return Buffer.concat([latin(name), little(4, body.length), body, zeros(body.length % 2)]);
};

interface Sound {
	seconds: number;
	/** What the header says of the length of the sound. */
	says?: number;
	/** 1 is PCM. */
	format?: number;
}

export function wav({ seconds, says, format = 1 }: Sound): Buffer {
	const rate = 8000;
	const sound = zeros(seconds * rate * 2);
	const fmt = chunk('fmt ', little(2, format, 1), little(4, rate, rate * 2), little(2, 2, 16));
	const note = chunk('LIST', latin('INFOISFT'), little(4, 3), latin('abc'));
	const data = [latin('data'), little(4, says ?? sound.length), sound];
	return Buffer.concat([
		...riff(4 + fmt.length + note.length + 8 + sound.length),
		fmt,
		note,
		...data,
	]);
}

const riff = (length: number) => [latin('RIFF'), little(4, length), latin('WAVE')];

const box = (name: string, ...parts: Buffer[]) => {
	const body = Buffer.concat(parts);
	return Buffer.concat([big(4, body.length + 8), latin(name), body]);
};
/** A box whose length has 64 bits. */
const longBox = (name: string, ...parts: Buffer[]) => {
	const body = Buffer.concat(parts);
	return Buffer.concat([big(4, 1), latin(name), big64(BigInt(body.length + 16)), body]);
};

const SCALE = 600;
const END_OF_MVHD = zeros(80);

/** ISO/IEC 14496-12, as a telephone writes it: what is played first, what says how long it is at the end. */
export function mp4(units: number, { isLong = false, media = 5000 } = {}): Buffer {
	const mvhd = isLong
		? box('mvhd', big(4, 0x01000000), zeros(16), big(4, SCALE), big64(BigInt(units)), END_OF_MVHD)
		: box('mvhd', zeros(12), big(4, SCALE, units), END_OF_MVHD);
	const boxed = isLong ? longBox : box;
	return Buffer.concat([
		box('ftyp', latin('isom'), big(4, 512), latin('isommp42')),
		box('free'),
		boxed('mdat', zeros(media)),
		boxed('moov', mvhd),
	]);
}
