import type { INodeProperties } from 'n8n-workflow';
import { compact, type Json, type JsonObject } from '../../shared/json';
import type { MediaFile } from '../../shared/mediaFile';
import type { MessageType } from '../../shared/wire';
import type { ItemForm } from '../form';
import { showingIf } from './showing';
import { fileAddressOf } from './webAddress';

export const MEDIA: MessageType[] = ['audio', 'file', 'picture', 'sticker', 'video', 'voice'];
export const RECORDINGS: MessageType[] = ['audio', 'video', 'voice'];
/** The types whose name and size amoCRM demands. */
export const NAMED_MEDIA: MessageType[] = ['file', 'picture', 'video'];

export const mediaUrl: INodeProperties = {
	displayName: 'Media URL',
	name: 'mediaUrl',
	type: 'string',
	default: '',
	placeholder: 'e.g. https://example.com/photo.jpg',
	description:
		'Public address that amoCRM downloads the file from, shortly after the message arrives. It must work without a login.',
};

const fileName: INodeProperties = {
	displayName: 'File Name',
	name: 'fileName',
	type: 'string',
	default: '',
	placeholder: 'e.g. invoice.pdf',
	description:
		'Name that amoCRM shows for the file. If not set, it is that of the binary file, or what the server of the URL says.',
};

const fileSize: INodeProperties = {
	displayName: 'File Size (Bytes)',
	name: 'fileSize',
	type: 'number',
	typeOptions: { minValue: 0 },
	default: 0,
	description:
		'Size that amoCRM shows beside the name. If not set, it is that of the binary file, or what the server of the URL says.',
};

const mediaDuration: INodeProperties = {
	displayName: 'Media Duration (Seconds)',
	name: 'mediaDuration',
	type: 'number',
	typeOptions: { minValue: 0 },
	default: 0,
	description:
		'How long the recording plays, which amoCRM shows in its player. If not set, it is read from the binary file where its format allows.',
};

const stickerId: INodeProperties = {
	displayName: 'Sticker ID',
	name: 'stickerId',
	type: 'string',
	default: '',
	placeholder: 'e.g. cool-cat-1',
	description:
		"The messenger's ID of the sticker, the same in every account; enough without a Media URL if amoCRM has seen it",
};

/** For the Options of an operation. */
export const mediaOptions: INodeProperties[] = [
	...showingIf({ '/messageType': MEDIA }, [fileName, fileSize]),
	...showingIf({ '/messageType': RECORDINGS }, [mediaDuration]),
	...showingIf({ '/messageType': ['sticker'] }, [stickerId]),
];

/** For a message within another: there only what is added counts, for 0 is a size and a length too. */
export const fileDetails: INodeProperties = {
	displayName: 'File Details',
	name: 'fileDetails',
	type: 'collection',
	placeholder: 'Add detail',
	default: {},
	description: 'What else is known of the file',
	options: [fileName, fileSize, mediaDuration],
	displayOptions: { show: { messageType: MEDIA } },
};

/** The file of a new message. */
export function mediaOf(
	form: ItemForm,
	type: MessageType,
	file: MediaFile | undefined,
): JsonObject {
	const options = form.within('options');
	const known = knownMediaOf(form, type, options, file);
	if (type === 'sticker') {
		if (known.media === undefined && known.sticker_id === undefined) {
			form.warn('mediaUrl', 'is empty and so is Sticker ID; amoCRM has nothing to show');
		}
		return known;
	}
	if (known.media === undefined) {
		throw form.invalid('mediaUrl', 'is empty', 'Enter the public address of the file.');
	}
	if (NAMED_MEDIA.includes(type)) {
		requireFact(
			options,
			'fileName',
			known.file_name,
			'Add File Name under Options, with its ending.',
		);
		requireFact(
			options,
			'fileSize',
			known.file_size,
			'Add File Size under Options, in bytes; the server of the file does not tell it.',
		);
	}
	return known;
}

/** amoCRM documents name and size as required, Kommo as optional. */
function requireFact(options: ItemForm, path: string, fact: Json | undefined, expected: string) {
	if (fact !== undefined) return;
	if (!options.account.isKommo) throw options.invalid(path, 'is missing', expected);
	options.warn(path, 'is missing; Kommo takes the file without, but shows less of it');
}

/**
 * As much as the form says: an edit leaves out what stays, and so does a quote. `facts` holds name and size,
 * and goes before what was learned of the file.
 */
export function knownMediaOf(
	form: ItemForm,
	type: MessageType,
	facts: ItemForm,
	file?: MediaFile,
): JsonObject {
	return compact({
		media: file?.url ?? fileAddressOf(form, 'mediaUrl'),
		sticker_id: type === 'sticker' ? facts.id('stickerId') : undefined,
		file_name: facts.text('fileName')?.trim() ?? file?.name,
		file_size: facts.integer('fileSize', 0) ?? file?.size,
		media_duration: RECORDINGS.includes(type) ? (wholeSeconds(facts) ?? file?.duration) : undefined,
	});
}

/** Messengers give fractions, amoCRM takes whole seconds; a sound is never of none. */
function wholeSeconds(facts: ItemForm): number | undefined {
	const seconds = facts.number('mediaDuration', 0, Number.MAX_SAFE_INTEGER);
	return seconds && Math.max(1, Math.round(seconds));
}
