/** The value of `filename*`, as RFC 8187 has it: character set, language and what is escaped. Empty where it is none. */
export function decodeExtended(value: string): string {
	const [, charset, text] = /^([\w.:-]*)'[^']*'"?(.*?)"?$/.exec(value) ?? [];
	if (charset === undefined || text === undefined) return decodeName(value);
	const bytes = unescaped(text);
	return (charset === '' ? decoded(bytes) : inCharset(bytes, charset)) ?? '';
}

/** The value of `filename`, in which servers put what they like: bytes, escapes, the words of e-mail. */
export function decodeName(value: string): string {
	if (ENCODED_WORD.test(value)) return decodedWords(value);
	const plain = decodeHeader(value);
	const bytes = unescaped(value);
	// "50%de.pdf" may be meant as it is.
	return inCharset(bytes, 'utf-8') ?? (cyrillicPairs(bytes) > 0 ? decoded(bytes) : plain);
}

/** A text of a header, which Node.js reads as if each byte were a character. */
export function decodeHeader(value: string): string {
	return decoded(bytesOf(value));
}

/** A part of an address. */
export function decodeEscapes(text: string): string {
	return decoded(unescaped(text));
}

/** RFC 2047: =?utf-8?B?…?= or =?utf-8?Q?…?=, several where it is long, which may split a character. */
const ENCODED_WORD = /=\?([\w.:-]+)(?:\*[\w-]*)?\?([bq])\?([^?]*)\?=/i;

function decodedWords(text: string): string {
	const word = new RegExp(ENCODED_WORD, 'gi');
	const runs = new RegExp(`${ENCODED_WORD.source}(?:${ENCODED_WORD.source})*`, 'gi');
	return text.replace(/\?=\s+=\?/g, '?==?').replace(runs, (run) => {
		const pieces: Array<{ charset: string; bytes: Buffer }> = [];
		for (const [, charset = '', way = '', content = ''] of run.matchAll(word)) {
			const bytes = /b/i.test(way) ? Buffer.from(content, 'base64') : quotedPrintable(content);
			const last = pieces.at(-1);
			if (last?.charset === charset) last.bytes = Buffer.concat([last.bytes, bytes]);
			else pieces.push({ charset, bytes });
		}
		return pieces.map(({ charset, bytes }) => inCharset(bytes, charset) ?? decoded(bytes)).join('');
	});
}

function quotedPrintable(text: string): Buffer {
	const escaped = text.replace(/_/g, ' ').replace(/=([0-9a-f]{2})/gi, characterOf);
	return bytesOf(escaped);
}

function unescaped(text: string): Buffer {
	return bytesOf(text.replace(/%([0-9a-f]{2})/gi, characterOf));
}

const characterOf = (_: string, hex: string) => String.fromCharCode(parseInt(hex, 16));

/** Node.js reads each byte of a header as one character; what others have decoded already stays so. */
function bytesOf(text: string): Buffer {
	return Buffer.from(text, /[^\0-\xff]/.test(text) ? 'utf8' : 'latin1');
}

/** Where nobody says which characters the bytes are: UTF-8, or what a Russian or a western Windows writes. */
function decoded(bytes: Buffer): string {
	const text = inCharset(bytes, 'utf-8');
	if (text !== undefined) return text;
	const mixed = bytes.toString('latin1').match(/[a-z][\x80-\xff]|[\x80-\xff][a-z]/gi)?.length ?? 0;
	const isCyrillic = mixed === 0 || cyrillicPairs(bytes) > mixed;
	return inCharset(bytes, isCyrillic ? 'windows-1251' : 'windows-1252') ?? bytes.toString('latin1');
}

/** Western words have their accented letters between plain ones, Russian words have nothing else. */
function cyrillicPairs(bytes: Buffer): number {
	const text = bytes.toString('latin1');
	return text.match(/[\xa8\xb8\xc0-\xff](?=[\xa8\xb8\xc0-\xff])/g)?.length ?? 0;
}

/** Undefined where the bytes are none of this character set, or nobody knows it. */
function inCharset(bytes: Buffer, charset: string): string | undefined {
	try {
		return new TextDecoder(charset, { fatal: true }).decode(bytes);
	} catch {
		return undefined;
	}
}
