import type { INodeProperties } from 'n8n-workflow';
import { type JsonObject, compact } from '../../shared/json';
import type { FileNeed, MediaFile } from '../../shared/mediaFile';
import { MESSAGE_TYPES, type MessageType } from '../../shared/wire';
import type { ItemForm } from '../form';
import { contactCardFields, contactCardOf } from './contactCard';
import { MEDIA, knownMediaOf, mediaOf, mediaUrl } from './media';
import { mediaNeedOf, mediaSourceFields } from './mediaSource';
import { placeFields, placeOf } from './place';
import { showingIf } from './showing';
import { decorationOf, requiredWebAddressOf } from './webAddress';

export const sharedPostOption: INodeProperties = {
	displayName: 'Shared Post',
	name: 'sharedPost',
	type: 'fixedCollection',
	placeholder: 'Add post',
	default: {},
	description: 'A post that the client shared; amoCRM shows it as a card with picture and link',
	options: [
		{
			displayName: 'Post',
			name: 'post',
			values: [
				{
					displayName: 'Permanent Preview URL',
					name: 'previewPermalink',
					type: 'string',
					default: '',
					placeholder: 'e.g. https://example.com/posts/1.jpg',
					description:
						'Public address of a picture that stays; amoCRM shows it from there and prefers it to Preview URL',
				},
				{
					displayName: 'Post URL',
					name: 'url',
					type: 'string',
					default: '',
					required: true,
					placeholder: 'e.g. https://example.com/posts/1',
					description: 'Address of the post, which the card opens',
				},
				{
					displayName: 'Preview URL',
					name: 'previewLink',
					type: 'string',
					default: '',
					placeholder: 'e.g. https://example.com/posts/1.jpg',
					description:
						'Public address of a picture that may vanish; amoCRM downloads it shortly after the message arrives',
				},
				{
					displayName: 'Site Name',
					name: 'siteName',
					type: 'string',
					default: '',
					placeholder: 'e.g. Instagram',
					description: 'Words under the card, such as the name of the site',
				},
			],
		},
	],
};

/** amoCRM demands the address, and knows `post` as the only type. */
function sharedPostOf(form: ItemForm): JsonObject | undefined {
	if (!form.has('options.sharedPost.post')) return undefined;
	const post = form.within('options.sharedPost.post');
	return compact({
		url: requiredWebAddressOf(post, 'url', 'Enter the address of the post.'),
		preview_link: decorationOf(post, 'previewLink', { downloaded: true }),
		preview_permalink: decorationOf(post, 'previewPermalink', { downloaded: false }),
		type: 'post',
		site_name: post.text('siteName'),
	});
}

const messageType: INodeProperties = {
	displayName: 'Message Type',
	name: 'messageType',
	type: 'options',
	options: [
		{ name: 'Audio', value: 'audio', description: 'A sound file with a player' },
		{ name: 'Contact', value: 'contact', description: 'A contact card with name and phone' },
		{ name: 'File', value: 'file', description: 'A document to download' },
		{ name: 'Location', value: 'location', description: 'A place on the map' },
		{ name: 'Picture', value: 'picture', description: 'A picture that opens in the chat' },
		{ name: 'Sticker', value: 'sticker', description: 'A picture without a frame' },
		{ name: 'Text', value: 'text', description: 'Words only' },
		{ name: 'Video', value: 'video', description: 'A video with a player' },
		{ name: 'Voice', value: 'voice', description: 'A recorded voice message with a player' },
	],
	default: 'text',
	description: 'What kind of message amoCRM shows in the chat',
};

const text: INodeProperties = {
	displayName: 'Text',
	name: 'text',
	type: 'string',
	typeOptions: { rows: 3 },
	default: '',
	required: true,
	placeholder: 'e.g. Hello, is it still in stock?',
	description: 'Words of the message, shown as they are',
};

const caption: INodeProperties = {
	displayName: 'Caption',
	name: 'text',
	type: 'string',
	typeOptions: { rows: 2 },
	default: '',
	placeholder: 'e.g. The invoice',
	description: 'Words that amoCRM shows with it, if any',
};

/** What a message says: the fields of its type and nothing else. */
const contentFieldsWith = (media: INodeProperties[]): INodeProperties[] => [
	messageType,
	...showingIf({ messageType: ['text'] }, [text]),
	...media,
	...showingIf({ messageType: ['location'] }, placeFields),
	...showingIf({ messageType: ['contact'] }, contactCardFields),
	...showingIf({ messageType: [...MEDIA, 'contact', 'location'] }, [caption]),
];

export const contentFields = contentFieldsWith(mediaSourceFields);

/** Of a message that a quote describes, amoCRM takes the address as it is. */
export const quotedContentFields = contentFieldsWith(showingIf({ messageType: MEDIA }, [mediaUrl]));

export const callbackDataOption: INodeProperties = {
	displayName: 'Callback Data',
	name: 'callbackData',
	type: 'string',
	default: '',
	placeholder: 'e.g. vG9ujre8N7',
	description:
		'Value of the row that the client chose in a list message, so that the Salesbot goes on; the trigger outputs the rows as listMessage.sections',
};

/** The `message` object of a new message. */
export function contentOf(form: ItemForm, file?: MediaFile): JsonObject {
	const type = typeOf(form);
	return messageOf(form, type, isMedia(type) ? mediaOf(form, type, file) : {});
}

/** The same for an edit, whose file may stay as it is. */
export function editedContentOf(form: ItemForm, file?: MediaFile): JsonObject {
	const type = typeOf(form);
	const facts = form.within('options');
	const media = isMedia(type) ? knownMediaOf(form, type, facts, file) : {};
	return messageOf(form, type, media);
}

/** The same for a message that a quote describes. */
export function quotedContentOf(form: ItemForm): JsonObject {
	const type = typeOf(form);
	const media = isMedia(type) ? knownMediaOf(form, type, form.within('fileDetails')) : {};
	return { type, ...bodyOf(form, type), ...media };
}

/** What a message must learn about its file before it can speak of it, if it has one. */
export function fileNeedOf(form: ItemForm): FileNeed | undefined {
	const type = typeOf(form);
	return isMedia(type) ? mediaNeedOf(form, type) : undefined;
}

function messageOf(form: ItemForm, type: MessageType, media: JsonObject): JsonObject {
	return compact({
		type,
		...bodyOf(form, type),
		...media,
		callback_data: form.text('options.callbackData'),
		shared_post: sharedPostOf(form),
	});
}

function bodyOf(form: ItemForm, type: MessageType): JsonObject {
	if (type === 'text') {
		return { text: form.requiredText('text', NO_WORDS) };
	}
	return compact({
		text: form.text('text'),
		location: type === 'location' ? placeOf(form) : undefined,
		contact: type === 'contact' ? contactCardOf(form) : undefined,
	});
}

const NO_WORDS =
	'Enter the words of the message. For a photo choose Message Type Picture, and for any other file its type.';

function typeOf(form: ItemForm): MessageType {
	return form.requiredChoice('messageType', MESSAGE_TYPES);
}

function isMedia(type: MessageType): boolean {
	return MEDIA.includes(type);
}
