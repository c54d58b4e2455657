import { decodeEscapes, decodeExtended, decodeName } from './decodeName';
import { contentTypeOf, textOf, type Answered } from './fileHeaders';

/** As browsers show it, and no longer than file systems take it. */
const MOST_CHARACTERS = 255;

/** The usual ending of each type that messengers send, for names that have none. */
const ENDINGS: Record<string, string> = {
	'application/gzip': 'gz',
	'application/json': 'json',
	'application/msword': 'doc',
	'application/ogg': 'ogg',
	'application/pdf': 'pdf',
	'application/rtf': 'rtf',
	'application/vnd.ms-excel': 'xls',
	'application/vnd.ms-powerpoint': 'ppt',
	'application/vnd.oasis.opendocument.spreadsheet': 'ods',
	'application/vnd.oasis.opendocument.text': 'odt',
	'application/vnd.openxmlformats-officedocument.presentationml.presentation': 'pptx',
	'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'xlsx',
	'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'docx',
	'application/vnd.rar': 'rar',
	'application/x-7z-compressed': '7z',
	'application/x-rar-compressed': 'rar',
	'application/zip': 'zip',
	'audio/aac': 'aac',
	'audio/amr': 'amr',
	'audio/flac': 'flac',
	'audio/mp4': 'm4a',
	'audio/mpeg': 'mp3',
	'audio/ogg': 'ogg',
	'audio/opus': 'opus',
	'audio/wav': 'wav',
	'audio/webm': 'weba',
	'audio/x-m4a': 'm4a',
	'audio/x-wav': 'wav',
	'image/avif': 'avif',
	'image/bmp': 'bmp',
	'image/gif': 'gif',
	'image/heic': 'heic',
	'image/heif': 'heif',
	'image/jpeg': 'jpg',
	'image/jpg': 'jpg',
	'image/png': 'png',
	'image/svg+xml': 'svg',
	'image/tiff': 'tiff',
	'image/webp': 'webp',
	'text/calendar': 'ics',
	'text/csv': 'csv',
	'text/vcard': 'vcf',
	'text/x-vcard': 'vcf',
	'video/3gpp': '3gp',
	'video/mp4': 'mp4',
	'video/ogg': 'ogv',
	'video/quicktime': 'mov',
	'video/webm': 'webm',
	'video/x-matroska': 'mkv',
};

/** At least one letter: "12.05" ends in a month. */
const HAS_ENDING = /\.(?=[a-z0-9]*[a-z])[a-z0-9]{1,10}$/i;
/** A program that gives out files of any type. */
const IS_SCRIPT = /\.(php\d?|aspx?|ashx|jsp|cgi)$/i;

/** As the server calls the file, or as its address ends: the name that a browser would show. */
export function nameIn({ headers, url }: Pick<Answered, 'headers' | 'url'>): string | undefined {
	const type = contentTypeOf(headers);
	const given = givenNameIn(headers);
	if (given !== undefined) return withEnding(given, type);
	const last = nameOf(url);
	const isOutput = last !== undefined && endingOf(type) !== undefined && IS_SCRIPT.test(last);
	return last && withEnding(isOutput ? last.replace(IS_SCRIPT, '') : last, type);
}

/** How an address ends. */
export function nameOf({ pathname }: URL): string | undefined {
	return plainName(decodeEscapes(pathname.split('/').at(-1) ?? ''));
}

/** What the server itself calls the file: of two names the one that says in which characters it is written. */
export function givenNameIn(headers: Answered['headers']): string | undefined {
	const parts = partsOf(textOf(headers, 'content-disposition') ?? '');
	const names = [
		decodeExtended(parts.get('filename*') ?? ''),
		decodeName(parts.get('filename') ?? ''),
	];
	return names.map(plainName).find((name) => name !== undefined);
}

export function withEnding(name: string, type: string | undefined): string {
	const ending = endingOf(type);
	return ending === undefined || HAS_ENDING.test(name) ? name : shortened(`${name}.${ending}`);
}

function endingOf(type: string | undefined): string | undefined {
	return type !== undefined && Object.hasOwn(ENDINGS, type) ? ENDINGS[type] : undefined;
}

/** Joiners belong to emoji and to some scripts, and are invisible elsewhere. */
const STRAY_JOINERS =
	/(?<![\p{Extended_Pictographic}\p{Emoji_Modifier}\ufe0f\p{sc=Arab}\p{sc=Deva}\p{sc=Beng}\p{sc=Mlym}\p{sc=Sinh}\p{M}])[\u200c\u200d]/gu;
/** What does not show, or turns around what follows: "‮gpj.exe" reads "exe.jpg". */
const UNSEEN =
	/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]/gu;

/** Without what would make a path, a second line or another name of it; undefined where nothing is left. */
export function plainName(name: string): string | undefined {
	const plain = name
		.replace(UNSEEN, '')
		.replace(STRAY_JOINERS, '')
		.replace(/[\\/:*?"<>|]/g, '_')
		.trim();
	return /^\.*$/.test(plain) ? undefined : shortened(plain);
}

/** Keeps the ending, and no character in halves. */
function shortened(name: string): string {
	const characters = [...name];
	if (characters.length <= MOST_CHARACTERS) return name;
	const ending = [...(/\.[\p{L}\p{N}_-]{1,16}$/u.exec(name)?.[0] ?? '')];
	const kept = characters.slice(0, MOST_CHARACTERS - ending.length);
	return [...kept, ...ending].join('');
}

/** The parameters of a header, of which the first of each name counts. */
function partsOf(header: string): Map<string, string> {
	const parts = new Map<string, string>();
	const pattern = /([\w!#$&+.^`|~*-]+)\s*=\s*(?:"((?:\\.|[^"\\])*)"|([^;]*))/g;
	for (const [, name = '', quoted, plain] of header.matchAll(pattern)) {
		// Windows servers put whole paths in quotes, so that not every backslash escapes.
		const value = quoted?.replace(/\\(["\\])/g, '$1') ?? plain?.trim().replace(/^"/, '') ?? '';
		const key = name.toLowerCase();
		if (!parts.has(key)) parts.set(key, value);
	}
	return parts;
}
