import type { MessageType } from '../shared/wire';
import type { Media } from './messenger';

const MEGABYTE = 1024 * 1024;
const MOST_UPLOADED = 50 * MEGABYTE;
const MOST_AS_PICTURE = 10 * MEGABYTE;

export type FileKind = Exclude<MessageType, 'contact' | 'location' | 'text'>;

/** How a file is sent. */
interface FileWay {
	method: string;
	field: string;
	/** Endings of names that this method takes. */
	takes?: RegExp;
	/** What Telegram gets by itself from an address. */
	fetches: { most: number; only?: RegExp };
}

export const FILE_WAYS: Readonly<Record<FileKind, FileWay>> = {
	picture: {
		...{ method: 'sendPhoto', field: 'photo', takes: /^(jpe?g|png|webp)$/ },
		fetches: { most: 5 * MEGABYTE },
	},
	video: {
		...{ method: 'sendVideo', field: 'video', takes: /^mp4$/ },
		fetches: { most: 20 * MEGABYTE },
	},
	audio: {
		...{ method: 'sendAudio', field: 'audio', takes: /^(mp3|mpeg|m4a|mp4)$/ },
		fetches: { most: 20 * MEGABYTE },
	},
	voice: {
		...{ method: 'sendVoice', field: 'voice', takes: /^(og[ag]|opus|mp3|mpeg|m4a|mp4)$/ },
		fetches: { most: MEGABYTE, only: /^og[ag]$/ },
	},
	sticker: {
		...{ method: 'sendSticker', field: 'sticker', takes: /^(webp|tgs|webm)$/ },
		fetches: { most: MEGABYTE, only: /^webp$/ },
	},
	file: {
		...{ method: 'sendDocument', field: 'document' },
		fetches: { most: 20 * MEGABYTE, only: /^(gif|pdf|zip)$/ },
	},
};

/** What the method for this kind would not take goes as a file. */
export function kindFor(type: FileKind, media: Media): FileKind {
	const ending = endingOf(media);
	const isTaken = ending === undefined || FILE_WAYS[type].takes?.test(ending) !== false;
	const kind = isTaken ? type : type === 'sticker' ? kindFor('picture', media) : 'file';
	return kind === 'picture' && (media.size ?? 0) > MOST_AS_PICTURE ? 'file' : kind;
}

export function isTooBig({ size = 0 }: Media): boolean {
	return size > MOST_UPLOADED;
}

/** Whether Telegram gets it by itself; what is doubtful is tried, unless only some formats may be. */
export function isFetched(kind: FileKind, media: Media): boolean {
	const { most, only } = FILE_WAYS[kind].fetches;
	const isFormat = only === undefined || only.test(endingOf(media) ?? '');
	return urlOf(media) !== undefined && isFormat && (media.size ?? 0) <= most;
}

export function urlOf(media: Media | undefined): string | undefined {
	return media !== undefined && 'url' in media.from ? media.from.url : undefined;
}

/** Of its name, or of its address, or what its type comes down to. */
function endingOf(media: Media): string | undefined {
	const path = urlOf(media)?.replace(/[?#].*$/, '');
	const [, ending] = /\.([a-z0-9]+)$/i.exec(media.name ?? path?.split('/').at(-1) ?? '') ?? [];
	const [, subtype] = /^[^/]+\/(?:x-)?([^;]+)/.exec(media.mime ?? '') ?? [];
	return (ending ?? subtype)?.trim().toLowerCase();
}
