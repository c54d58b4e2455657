import type { Brought } from '../standIn/multipart.mts';
import { isVisitable, visit } from '../standIn/visit.mts';
import { textAt, type Fields } from '../standIn/values.mts';
import { isWebp, sizeOfImage } from './image.mts';
import { badRequest, Refusal } from './refusal.mts';
import type { ArrivedFile, KeptFile, World } from './world.mts';
import { sha256Of } from './world.mts';

const MB = 1024 * 1024;
const MOST_UPLOADED = 50 * MB;
const MOST_UPLOADED_PHOTO = 10 * MB;
const MOST_BY_URL = 20 * MB;
const MOST_PHOTO_BY_URL = 5 * MB;
const MOST_VOICE_BY_URL = MB;

const typesByUrl: Record<string, RegExp> = {
	photo: /^image\/(jpeg|png|webp|gif)/,
	video: /^video\/mp4/,
	document: /^(application\/pdf|application\/(x-)?zip|application\/x-zip-compressed|image\/gif)/,
	voice: /^audio\/ogg/,
	audio: /^audio\/(mpeg|mp3|mp4|m4a|x-m4a)/,
	sticker: /^image\/webp/,
};

/** What an upload must look like to become more than a document. */
const namesOfUploads: Record<string, RegExp> = {
	video: /\.mp4$/i,
	voice: /\.(ogg|oga|opus|mp3|m4a)$/i,
	audio: /\.(mp3|m4a)$/i,
	sticker: /\.(webp|tgs|webm)$/i,
};

export interface Incoming {
	file: KeptFile;
	arrived: ArrivedFile;
}

/** The file of a call: uploaded, fetched from an address, or one that Telegram has already. */
export async function fileOf(
	world: World,
	kind: string,
	{ fields, files }: { fields: Fields; files: Map<string, Brought> },
	allowedHosts: readonly string[],
): Promise<Incoming> {
	const given = textAt(fields, kind) ?? '';
	const part = files.get(given.startsWith('attach://') ? given.slice('attach://'.length) : kind);
	if (part) return uploaded(world, kind, part);
	if (given === '' || given.startsWith('attach://')) {
		throw badRequest(
			kind === 'sticker'
				? 'there is no sticker file in the request'
				: `there is no ${kind} in the request`,
		);
	}
	if (/^https?:/i.test(given)) return fetched(world, kind, given, allowedHosts);
	const known = world.files.get(given);
	if (!known) throw badRequest('wrong file identifier/HTTP URL specified');
	if (known.kind !== kind) throw badRequest(`can't use file of type ${known.kind} as ${kind}`);
	return { file: known, arrived: arrivedAs('id', known, kind) };
}

function uploaded(world: World, kind: string, part: Brought): Incoming {
	const size = part.bytes.length;
	if (size === 0) throw badRequest('file must be non-empty');
	if (size > MOST_UPLOADED) throw new Refusal(413, 'Request Entity Too Large');
	if (kind === 'photo') checkPhoto(part.bytes);
	const filed = namesOfUploads[kind]?.test(part.name) === false ? 'document' : kind;
	if (filed === 'sticker' && /\.webp$/i.test(part.name) && !isWebp(part.bytes)) {
		throw badRequest('STICKER_FILE_INVALID');
	}
	const file = world.keepFile(filed, part);
	return { file, arrived: arrivedAs('upload', file, filed) };
}

function checkPhoto(bytes: Buffer): void {
	if (bytes.length > MOST_UPLOADED_PHOTO) {
		const most = `the maximum size is ${MOST_UPLOADED_PHOTO} bytes`;
		throw badRequest(`file of size ${bytes.length} bytes is too big for a photo; ${most}`);
	}
	const size = sizeOfImage(bytes);
	if (!size) throw badRequest('IMAGE_PROCESS_FAILED');
	const { width, height } = size;
	const ratio = Math.max(width, height) / Math.min(width, height);
	if (width + height > 10_000 || ratio > 20) throw badRequest('PHOTO_INVALID_DIMENSIONS');
}

async function fetched(
	world: World,
	kind: string,
	url: string,
	allowedHosts: readonly string[],
): Promise<Incoming> {
	if (!URL.canParse(url) || !isVisitable(url)) throw badRequest('wrong HTTP URL specified');
	const brought = await visit(url, allowedHosts);
	if (!brought) throw badRequest('failed to get HTTP URL content');
	const size = brought.bytes.length;
	const isOfKind = typesByUrl[kind]?.test(brought.type) ?? false;
	if (size === 0 || !isOfKind) throw badRequest('wrong type of the web page content');
	// Telegram's servers say the same of what is too big and of what they cannot reach.
	const most = kind === 'photo' ? MOST_PHOTO_BY_URL : MOST_BY_URL;
	if (size > most) throw badRequest('failed to get HTTP URL content');
	if (kind === 'photo') checkPhoto(brought.bytes);
	const filed = kind === 'voice' && size > MOST_VOICE_BY_URL ? 'document' : kind;
	const file = world.keepFile(filed, brought);
	return { file, arrived: { ...arrivedAs('url', file, filed), url } };
}

function arrivedAs(from: ArrivedFile['from'], file: KeptFile, kind: string): ArrivedFile {
	const { name, type, size, bytes } = file;
	return { from, name, type, size, sha256: sha256Of(bytes), kind };
}
