import { send } from '../../../../nodes/AmoCrmChats/actions/message/send.operation';
import type { JsonObject } from '../../../../nodes/AmoCrmChats/shared/json';
import { payloadOf, refusalOf, warningsOf, type FormValues } from '../form';

const client: FormValues = { conversationId: 'chat-1', senderId: 'client-1', senderName: 'Ann' };
const media = 'https://cdn.example.com/a.bin';
const named = { fileName: 'a.bin', fileSize: 5 };
const wireNamed = { file_name: 'a.bin', file_size: 5 };

const messageOf = (values: FormValues) => payloadOf(send, { ...client, ...values }).message;

describe('each message type', () => {
	test.each<[string, FormValues, JsonObject]>([
		['text', { text: 'Hi' }, { text: 'Hi' }],
		['picture', { mediaUrl: media, options: named }, { media, ...wireNamed }],
		['file', { mediaUrl: media, options: named }, { media, ...wireNamed }],
		[
			'video',
			{ mediaUrl: media, options: { ...named, mediaDuration: 12 } },
			{ media, ...wireNamed, media_duration: 12 },
		],
		['voice', { mediaUrl: media }, { media }],
		[
			'voice',
			{ mediaUrl: media, options: { ...named, mediaDuration: 4 } },
			{ media, ...wireNamed, media_duration: 4 },
		],
		[
			'audio',
			{ mediaUrl: media, options: { mediaDuration: '180' } },
			{ media, media_duration: 180 },
		],
		['sticker', { mediaUrl: media }, { media }],
		['sticker', { options: { stickerId: 77 } }, { sticker_id: '77' }],
		['sticker', { mediaUrl: media, options: { stickerId: 'x' } }, { media, sticker_id: 'x' }],
		[
			'location',
			{ latitude: 55.7558, longitude: 37.6173 },
			{ location: { lon: 37.6173, lat: 55.7558 } },
		],
		[
			'location',
			{ latitude: '-33.5', longitude: '-70.25' },
			{ location: { lon: -70.25, lat: -33.5 } },
		],
		[
			'contact',
			{ contactName: 'Support', contactPhone: 15550100001 },
			{ contact: { name: 'Support', phone: '15550100001' } },
		],
	])('%s %j', (messageType, values, parts) => {
		expect(messageOf({ messageType, ...values })).toEqual({ type: messageType, ...parts });
	});

	test.each(['picture', 'file', 'video', 'voice', 'audio', 'sticker'])(
		'%s takes a caption',
		(messageType) => {
			const values = { messageType, mediaUrl: media, text: ' Look ', options: named };
			expect(messageOf(values)).toMatchObject({ type: messageType, text: ' Look ', media });
		},
	);

	test.each([
		['location', { latitude: 1, longitude: 2 }],
		['contact', { contactName: 'A', contactPhone: '1' }],
	])('%s takes a caption', (messageType, values) => {
		expect(messageOf({ messageType, text: 'Look', ...values })).toMatchObject({ text: 'Look' });
	});

	test('what another type showed and is now hidden does not travel', () => {
		const everything: FormValues = {
			text: 'Hi',
			mediaUrl: media,
			latitude: 1,
			longitude: 2,
			contactName: 'A',
			contactPhone: '1',
			options: { ...named, mediaDuration: 3, stickerId: 'x' },
		};
		const ofType = (messageType: string) => messageOf({ ...everything, messageType });
		expect(ofType('text')).toEqual({ type: 'text', text: 'Hi' });
		expect(ofType('picture')).toEqual({ type: 'picture', text: 'Hi', media, ...wireNamed });
		expect(ofType('contact')).toEqual({
			type: 'contact',
			text: 'Hi',
			contact: { name: 'A', phone: '1' },
		});
	});
});

test('callback data answers a list message', () => {
	expect(messageOf({ text: 'Row 1', options: { callbackData: 'vG9ujre8N7' } })).toEqual({
		type: 'text',
		text: 'Row 1',
		callback_data: 'vG9ujre8N7',
	});
});

describe('a shared post', () => {
	const post = {
		url: 'https://social.example/p/1',
		previewLink: 'https://social.example/t/1.jpg',
		previewPermalink: 'https://social.example/p/1.jpg',
		siteName: 'Social',
	};

	test('travels whole', () => {
		expect(messageOf({ text: 'look', options: { sharedPost: { post } } })).toEqual({
			type: 'text',
			text: 'look',
			shared_post: {
				url: post.url,
				preview_link: post.previewLink,
				preview_permalink: post.previewPermalink,
				type: 'post',
				site_name: 'Social',
			},
		});
	});

	test('needs only its address', () => {
		const options = { sharedPost: { post: { url: post.url } } };
		expect(messageOf({ text: 'look', options })).toMatchObject({
			shared_post: { url: post.url, type: 'post' },
		});
	});

	test.each([{}, { sharedPost: {} }])('stays away when it is not there: %j', (options) => {
		expect(messageOf({ text: 'look', options })).not.toHaveProperty('shared_post');
	});
});

test('the answer to a chat that a manager started links chat and client', () => {
	const values = {
		...client,
		text: 'Yes?',
		senderDetails: { refId: '2ed64e26-70a1-4857-8382-bb066a076219' },
		options: { conversationRefId: '9a8b7c6d-5e4f-4a3b-9c2d-1e0f9a8b7c6d' },
	};
	expect(payloadOf(send, values)).toMatchObject({
		conversation_id: 'chat-1',
		conversation_ref_id: '9a8b7c6d-5e4f-4a3b-9c2d-1e0f9a8b7c6d',
		sender: { id: 'client-1', ref_id: '2ed64e26-70a1-4857-8382-bb066a076219', name: 'Ann' },
	});
	expect(warningsOf(send, values)).toEqual([]);
});

test.each<[string, FormValues, string]>([
	['no file', { messageType: 'voice' }, 'mediaUrl'],
	[
		'no name',
		{ messageType: 'file', mediaUrl: media, options: { fileSize: 1 } },
		'options.fileName',
	],
	[
		'no size',
		{ messageType: 'file', mediaUrl: media, options: { fileName: 'a' } },
		'options.fileSize',
	],
	[
		'half a byte',
		{ messageType: 'voice', mediaUrl: media, options: { fileSize: 1.5 } },
		'options.fileSize',
	],
	[
		'a negative length',
		{ messageType: 'voice', mediaUrl: media, options: { mediaDuration: -1 } },
		'options.mediaDuration',
	],
	['a file path', { messageType: 'voice', mediaUrl: '/tmp/a.ogg' }, 'mediaUrl'],
	['no phone', { messageType: 'contact', contactName: 'A' }, 'contactPhone'],
	['the north of the north', { messageType: 'location', latitude: 90.1 }, 'latitude'],
	['an address in words', { messageType: 'location', longitude: 'Baker Street' }, 'longitude'],
	[
		'a post without address',
		{ text: 'a', options: { sharedPost: { post: { siteName: 'S' } } } },
		'options.sharedPost.post.url',
	],
])('%s is refused', (_, values, parameter) => {
	expect(refusalOf(send, { ...client, ...values })).toMatchObject({
		parameter,
		message: expect.stringMatching(/^'[^']+' is /),
		description: expect.stringMatching(/\.$/),
	});
});
