import { numberAt, type Fields } from '../standIn/values.mts';
import { sizeOfImage } from './image.mts';
import type { KeptFile } from './world.mts';

interface Facts {
	/** What every kind has. */
	base: Fields;
	name: string;
	mime: string;
	duration: number;
	frame: Fields;
}

const VIDEO_FRAME = { width: 640, height: 360 };

const named = ({ base, name, mime }: Facts) => ({ ...base, file_name: name, mime_type: mime });

const kinds: Record<string, (facts: Facts) => Fields> = {
	photo: ({ base, frame }) => {
		const small = { file_id: `${String(base.file_id)}-s`, width: 90, height: 67, file_size: 1200 };
		return {
			photo: [
				{ ...base, ...small },
				{ ...base, ...frame },
			],
		};
	},
	video: (facts) => ({ video: { ...named(facts), ...VIDEO_FRAME, duration: facts.duration } }),
	// Older clients of the API look for a document.
	animation: (facts) => ({
		animation: { ...named(facts), ...VIDEO_FRAME, duration: facts.duration },
		document: named(facts),
	}),
	video_note: ({ base, duration }) => ({ video_note: { ...base, length: 240, duration } }),
	voice: ({ base, mime, duration }) => ({ voice: { ...base, duration, mime_type: mime } }),
	audio: (facts) => ({ audio: { ...named(facts), duration: facts.duration } }),
	sticker: ({ base, name }) => {
		const motion = { is_animated: name.endsWith('.tgs'), is_video: name.endsWith('.webm') };
		const frame = { width: 512, height: 512 };
		return { sticker: { ...base, type: 'regular', ...frame, ...motion, emoji: '🙂' } };
	},
	document: (facts) => ({ document: named(facts) }),
};

/** The file in the words of a message, whoever sent it. */
export function mediaOf(file: KeptFile, extra: Fields = {}): Fields {
	const { kind, name, type: mime, size, id, uniqueId, bytes } = file;
	const base = { file_id: id, file_unique_id: uniqueId, file_size: size };
	const frame = { ...(sizeOfImage(bytes) ?? { width: 100, height: 100 }) };
	const duration = numberAt(extra, 'duration') ?? 1;
	return kinds[kind]?.({ base, name, mime, duration, frame }) ?? {};
}
