import type { Content } from '../state/model.mts';
import type { ManagerMessage } from './managerSchemas.mts';

export type ManagerContent = Pick<
	ManagerMessage,
	| 'type'
	| 'text'
	| 'media'
	| 'thumbnail'
	| 'fileName'
	| 'fileSize'
	| 'mediaDuration'
	| 'mediaGroupId'
	| 'location'
	| 'contact'
	| 'markup'
	| 'template'
	| 'replyTo'
	| 'forward'
	| 'sourceId'
> & { post?: { id: string } };

const TYPE_BY_EXTENSION: Record<string, string> = {
	jpg: 'picture',
	png: 'picture',
	webp: 'sticker',
	mp4: 'video',
	ogg: 'voice',
	m4a: 'voice',
	mp3: 'audio',
};

export function contentOf(parts: ManagerContent): Content {
	const { fileName, fileSize, mediaDuration, mediaGroupId, location, contact } = parts;
	const { text, media, thumbnail, markup, template, post } = parts;
	const content = {
		type: parts.type ?? guessType(parts),
		text,
		media,
		thumbnail,
		file_name: fileName,
		file_size: fileSize,
		media_duration: mediaDuration,
		media_group_id: mediaGroupId,
		location,
		contact,
		markup,
		template,
		post,
	};
	return content;
}

function guessType({ media, location, contact }: ManagerContent): string {
	if (location) return 'location';
	if (contact) return 'contact';
	if (media === undefined) return 'text';
	return TYPE_BY_EXTENSION[media.split('.').pop() ?? ''] ?? 'file';
}
