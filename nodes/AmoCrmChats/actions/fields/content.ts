import type { INodeProperties } from 'n8n-workflow';
import { compact, type JsonObject } from '../../shared/json';
import { MESSAGE_TYPES, type MessageType } from '../../shared/wire';
import type { Parameters } from '../parameters';
import { webAddressOf } from './webAddress';

const MEDIA: MessageType[] = ['audio', 'file', 'picture', 'sticker', 'video', 'voice'];
/** The types whose name and size amoCRM demands. */
const NAMED_MEDIA: MessageType[] = ['file', 'picture', 'video'];

const only = (...types: MessageType[]) => ({ show: { messageType: types } });

/** What a message says: the fields of its type and nothing else. */
export const contentFields: INodeProperties[] = [
	{
		displayName: 'Message Type',
		name: 'messageType',
		type: 'options',
		options: [
			{ name: 'Audio', value: 'audio' },
			{ name: 'Contact', value: 'contact' },
			{ name: 'File', value: 'file' },
			{ name: 'Location', value: 'location' },
			{ name: 'Picture', value: 'picture' },
			{ name: 'Sticker', value: 'sticker' },
			{ name: 'Text', value: 'text' },
			{ name: 'Video', value: 'video' },
			{ name: 'Voice', value: 'voice' },
		],
		default: 'text',
		description: 'How amoCRM shows the message',
	},
	{
		displayName: 'Text',
		name: 'text',
		type: 'string',
		typeOptions: { rows: 3 },
		default: '',
		required: true,
		placeholder: 'e.g. Hello, is it still in stock?',
		description: 'The words of the message',
		displayOptions: only('text'),
	},
	{
		displayName: 'Media URL',
		name: 'mediaUrl',
		type: 'string',
		default: '',
		placeholder: 'e.g. https://example.com/photo.jpg',
		description:
			'Public address that amoCRM downloads the file from, so it must work without a login',
		displayOptions: only(...MEDIA),
	},
	{
		displayName: 'Caption',
		name: 'text',
		type: 'string',
		default: '',
		placeholder: 'e.g. The invoice',
		description: 'Words that go with the message, if any',
		displayOptions: only(...MEDIA, 'contact', 'location'),
	},
	{
		displayName: 'Latitude',
		name: 'latitude',
		type: 'number',
		typeOptions: { minValue: -90, maxValue: 90, numberPrecision: 6 },
		default: 0,
		required: true,
		description: 'Degrees north of the equator, negative in the south',
		displayOptions: only('location'),
	},
	{
		displayName: 'Longitude',
		name: 'longitude',
		type: 'number',
		typeOptions: { minValue: -180, maxValue: 180, numberPrecision: 6 },
		default: 0,
		required: true,
		description: 'Degrees east of Greenwich, negative in the west',
		displayOptions: only('location'),
	},
	{
		displayName: 'Contact Name',
		name: 'contactName',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. Nathan Smith',
		description: 'Name on the contact card that was sent',
		displayOptions: only('contact'),
	},
	{
		displayName: 'Contact Phone',
		name: 'contactPhone',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. +15550100001',
		description: 'Phone number on the contact card that was sent',
		displayOptions: only('contact'),
	},
];

export const mediaOptions: INodeProperties[] = [
	{
		displayName: 'File Name',
		name: 'fileName',
		type: 'string',
		default: '',
		placeholder: 'e.g. invoice.pdf',
		description: 'Name that amoCRM shows for the file, needed for files, pictures and videos',
		displayOptions: { show: { '/messageType': MEDIA } },
	},
	{
		displayName: 'File Size',
		name: 'fileSize',
		type: 'number',
		typeOptions: { minValue: 0 },
		default: 0,
		description: 'Bytes of the file, needed for files, pictures and videos',
		displayOptions: { show: { '/messageType': MEDIA } },
	},
	{
		displayName: 'Media Duration',
		name: 'mediaDuration',
		type: 'number',
		typeOptions: { minValue: 0 },
		default: 0,
		description: 'Length of the recording in seconds',
		displayOptions: { show: { '/messageType': ['audio', 'video', 'voice'] } },
	},
	{
		displayName: 'Sticker ID',
		name: 'stickerId',
		type: 'string',
		default: '',
		placeholder: 'e.g. cool-cat-1',
		description: 'ID of a sticker that is the same in every account',
		displayOptions: { show: { '/messageType': ['sticker'] } },
	},
];

/** Rules 7 to 14 and 38: the `message` object of its type. `isEdit` lets an unchanged file stay away. */
export function contentOf(parameters: Parameters, { isEdit = false } = {}): JsonObject {
	const type = parameters.choice('messageType', MESSAGE_TYPES);
	if (type === 'text') {
		return { type, text: parameters.requiredText('text', 'Enter the words of the message.') };
	}
	return compact({ type, text: parameters.text('text'), ...partsOf(parameters, type, isEdit) });
}

function partsOf(parameters: Parameters, type: MessageType, isEdit: boolean): JsonObject {
	if (type === 'location') return { location: locationOf(parameters) };
	if (type === 'contact') return { contact: contactOf(parameters) };
	return mediaOf(parameters, type, isEdit);
}

function mediaOf(parameters: Parameters, type: MessageType, isEdit: boolean): JsonObject {
	const media = webAddressOf(parameters, 'mediaUrl', { downloaded: true });
	const stickerId = type === 'sticker' ? parameters.id('options.stickerId') : undefined;
	if (media === undefined && type === 'sticker' && stickerId === undefined && !isEdit) {
		parameters.warn('mediaUrl', 'is empty and so is Sticker ID; amoCRM has nothing to show');
	}
	if (media === undefined && type !== 'sticker' && !isEdit) {
		throw parameters.invalid('mediaUrl', 'is empty', 'Enter the public address of the file.');
	}
	const fileName = parameters.text('options.fileName')?.trim();
	const fileSize = parameters.integer('options.fileSize', 0);
	if (NAMED_MEDIA.includes(type) && !isEdit) demandNameAndSize(parameters, fileName, fileSize);
	return compact({
		media,
		sticker_id: stickerId,
		file_name: fileName,
		file_size: fileSize,
		media_duration: ['audio', 'video', 'voice'].includes(type)
			? parameters.integer('options.mediaDuration', 0)
			: undefined,
	});
}

/** Rule 9: amoCRM documents both as required, Kommo as optional; running clients leave them out. */
function demandNameAndSize(parameters: Parameters, name?: string, size?: number): void {
	if (name === undefined) {
		throw parameters.invalid(
			'options.fileName',
			'is missing',
			'Add File Name under Options, with its ending.',
		);
	}
	if (size === undefined) {
		throw parameters.invalid(
			'options.fileSize',
			'is missing',
			'Add File Size under Options, in bytes.',
		);
	}
}

function locationOf(parameters: Parameters): JsonObject {
	const lat = parameters.number('latitude', -90, 90);
	const lon = parameters.number('longitude', -180, 180);
	if (lat === undefined)
		throw parameters.invalid('latitude', 'is empty', 'Enter degrees from -90 to 90.');
	if (lon === undefined)
		throw parameters.invalid('longitude', 'is empty', 'Enter degrees from -180 to 180.');
	return { lon, lat };
}

function contactOf(parameters: Parameters): JsonObject {
	return {
		name: parameters.requiredText('contactName', 'Enter the name on the contact card.'),
		phone: parameters.requiredText('contactPhone', 'Enter the phone number on the contact card.'),
	};
}
