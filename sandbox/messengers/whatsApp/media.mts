import { randomBytes } from 'node:crypto';

import type { Sent } from '../standIn/fields.mts';
import type { Brought } from '../standIn/multipart.mts';
import type { Reply } from '../standIn/server.mts';
import { isVisitable, visit } from '../standIn/visit.mts';
import { textAt, type Fields } from '../standIn/values.mts';
import { GraphError, noSuchObject, WrongParameter } from './errors.mts';
import { sha256Of, type ArrivedFile, type Media, type World } from './world.mts';

const KB = 1024;
const MB = KB * KB;
const MS_OFFERED = 5 * 60 * 1000;
const MOST_ANIMATED_STICKER = 500 * KB;
export const ATTACHMENTS = '/whatsapp_business/attachments/';

const DOCUMENTS = [
	...['text/plain', 'application/pdf', 'application/msword', 'application/vnd.ms-excel'],
	'application/vnd.ms-powerpoint',
	...['wordprocessingml.document', 'spreadsheetml.sheet', 'presentationml.presentation'].map(
		(name) => `application/vnd.openxmlformats-officedocument.${name}`,
	),
];
const AUDIO = ['audio/aac', 'audio/amr', 'audio/mpeg', 'audio/mp4', 'audio/ogg'];
const VIDEO = ['video/mp4', 'video/3gp', 'video/3gpp'];

interface Limit {
	most: number;
	/** Undefined: any, as documents go by link. */
	types?: string[];
}

const limits: Record<string, Limit> = {
	image: { most: 5 * MB, types: ['image/jpeg', 'image/png'] },
	video: { most: 16 * MB, types: VIDEO },
	audio: { most: 16 * MB, types: AUDIO },
	document: { most: 100 * MB },
	sticker: { most: MOST_ANIMATED_STICKER, types: ['image/webp'] },
};

const mimeOf = (type: string) => type.split(';')[0]?.trim() ?? '';

/** Why a file cannot be this kind of media. */
export function troubleOf(kind: string, { type, bytes }: Brought, isVoice: boolean) {
	const { most, types } = limits[kind] ?? { most: 0 };
	const mime = mimeOf(type);
	if (types && !types.includes(mime)) {
		return new GraphError(131053, `Unsupported ${kind} mime type ${mime}.`);
	}
	if (isVoice && mime !== 'audio/ogg') {
		return new GraphError(131053, `Voice messages must be audio/ogg with OPUS, not ${mime}.`);
	}
	if (bytes.length > most || bytes.length === 0) {
		return new GraphError(131053, `Media file size ${bytes.length} is not within 1 and ${most}.`);
	}
	const isHeavySticker = kind === 'sticker' && bytes.length > 100 * KB && !isAnimated(bytes);
	return isHeavySticker ? new GraphError(131053, 'Static stickers have up to 100KB.') : undefined;
}

/** The extended WebP header has a bit for animations. */
const isAnimated = (bytes: Buffer) =>
	bytes.subarray(12, 16).toString('latin1') === 'VP8X' && ((bytes[20] ?? 0) & 2) !== 0;

export interface Attached {
	file?: ArrivedFile;
	/** Told by a failed status: links are fetched after the message was accepted. */
	trouble?: GraphError;
}

export async function attachedFile(
	world: World,
	kind: string,
	content: Fields,
	allowedHosts: readonly string[],
): Promise<Attached> {
	const id = textAt(content, 'id');
	const link = textAt(content, 'link');
	if ((id === undefined) === (link === undefined)) {
		throw new WrongParameter(`Param ${kind} must have exactly one of "id" and "link".`);
	}
	const isVoice = content.voice === true;
	if (id !== undefined) {
		const media = world.media.get(id);
		if (!media) throw new GraphError(131009, `Media ID ${id} does not exist.`);
		return { file: arrivedFrom('id', media), trouble: troubleOf(kind, media, isVoice) };
	}
	if (!link || !isVisitable(link)) {
		throw new WrongParameter(`Param ${kind}['link'] is not a valid URI.`);
	}
	const brought = await visit(link, allowedHosts);
	if (!brought) return { trouble: new GraphError(131053, `Media could not be got from ${link}.`) };
	const trouble = troubleOf(kind, brought, isVoice);
	return trouble ? { trouble } : { file: { ...arrivedFrom('link', brought), link } };
}

const arrivedFrom = (from: ArrivedFile['from'], { name, type, bytes }: Brought): ArrivedFile => ({
	...{ from, name, type, size: bytes.length, sha256: sha256Of(bytes) },
});

/** `POST /<phone number ID>/media` */
export function uploadMedia(world: World, { fields, files }: Sent): Reply {
	if (fields.messaging_product !== 'whatsapp') {
		throw new WrongParameter('The parameter messaging_product is required.');
	}
	const file = files.get('file');
	if (!file) throw new WrongParameter('The parameter file is required.');
	const type = textAt(fields, 'type') ?? file.type;
	const kind = kindOf(mimeOf(type));
	if (!kind)
		throw new WrongParameter(
			`Param file must be a file with one of the supported types, not ${type}.`,
		);
	const trouble = troubleOf(kind, { ...file, type }, false);
	if (trouble) throw trouble;
	return { body: { id: world.keepMedia({ ...file, type }).id } };
}

function kindOf(mime: string): string | undefined {
	const kind = Object.keys(limits).find((name) => limits[name]?.types?.includes(mime));
	return kind ?? (DOCUMENTS.includes(mime) ? 'document' : undefined);
}

/** Addresses of media, which live for five minutes. */
export class Lookaside {
	private readonly offers = new Map<string, { id: string; until: number }>();

	constructor(
		private readonly world: World,
		/** Where the addresses lead: the stand-in itself, unless tests lead the real host to it. */
		readonly origin: string,
	) {}

	offer({ id }: Media): string {
		const hash = randomBytes(12).toString('base64url');
		const until = this.world.now() + MS_OFFERED;
		this.offers.set(hash, { id, until });
		const query = new URLSearchParams({ mid: id, ext: String(Math.floor(until / 1000)), hash });
		return `${this.origin}${ATTACHMENTS}?${query}`;
	}

	download(query: URLSearchParams): Reply {
		const offer = this.offers.get(query.get('hash') ?? '');
		const media = this.world.media.get(query.get('mid') ?? '');
		if (!offer || !media || offer.id !== media.id || this.world.now() >= offer.until) {
			return { status: 404, type: 'text/plain', body: 'URL signature expired' };
		}
		return { type: media.type, body: media.bytes };
	}

	/** `GET` and `DELETE /<media ID>` */
	describe(method: string, id: string): Reply {
		const media = this.world.media.get(id);
		if (!media || !['GET', 'DELETE'].includes(method)) return noSuchObject(method, id);
		if (method === 'DELETE') return { body: { success: this.world.media.delete(id) } };
		const { type: mime_type, size: file_size, bytes } = media;
		const url = this.offer(media);
		const facts = { url, mime_type, sha256: sha256Of(bytes), file_size, id };
		return { body: { ...facts, messaging_product: 'whatsapp' } };
	}
}
