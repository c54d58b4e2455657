import { send } from '../../../../nodes/AmoCrmChats/actions/comment/send.operation';
import { formOf, outputOf, payloadOf, refusalOf, type FormValues } from '../form';

const USER = '76fc2bea-902f-425c-9a3d-dcdac4766090';
const post: FormValues = { postId: 7490, postUrl: 'https://social.example/p/1' };
const fromClient: FormValues = {
	...post,
	conversationId: 'chat-1',
	senderId: 'client-1',
	senderName: 'Ann',
	text: 'Price?',
};
const fromManager: FormValues = {
	...post,
	direction: 'fromManager',
	conversationId: 'chat-1',
	senderRefId: USER,
	receiverId: 'client-1',
	receiverName: 'Ann',
	text: '10',
};
const wirePost = { id: '7490', url: 'https://social.example/p/1' };

test('from the client', () => {
	expect(payloadOf(send, fromClient)).toEqual({
		timestamp: 1769860800,
		msec_timestamp: 1769860800250,
		msgid: expect.any(String),
		conversation_id: 'chat-1',
		silent: false,
		sender: { id: 'client-1', name: 'Ann' },
		message: { type: 'text', text: 'Price?', post: wirePost },
	});
});

test('from a manager', () => {
	expect(payloadOf(send, fromManager)).toMatchObject({
		silent: true,
		sender: { ref_id: USER },
		receiver: { id: 'client-1', name: 'Ann' },
		message: { type: 'text', text: '10', post: wirePost },
	});
});

test('with everything that the form offers', () => {
	const values: FormValues = {
		...fromClient,
		messageType: 'picture',
		mediaUrl: 'https://example.com/a.jpg',
		text: 'Look',
		postDetails: {
			caption: 'New!',
			previewPermalink: 'https://social.example/p.jpg',
			previewUrl: 'https://social.example/t.jpg',
			username: 'shop',
		},
		options: {
			conversationRefId: '9a8b7c6d-5e4f-4a3b-9c2d-1e0f9a8b7c6d',
			fileName: 'a.jpg',
			fileSize: 3,
			messageId: 'c-1',
			replyTo: { message: { quoteBy: 'externalMessageId', externalMessageId: 'c-0' } },
			silent: true,
			sourceId: 'page-1',
			timestamp: 1738661400123,
		},
	};
	expect(payloadOf(send, values)).toEqual({
		timestamp: 1738661400,
		msec_timestamp: 1738661400123,
		msgid: 'c-1',
		conversation_id: 'chat-1',
		conversation_ref_id: '9a8b7c6d-5e4f-4a3b-9c2d-1e0f9a8b7c6d',
		source: { external_id: 'page-1' },
		silent: true,
		sender: { id: 'client-1', name: 'Ann' },
		message: {
			type: 'picture',
			text: 'Look',
			media: 'https://example.com/a.jpg',
			file_name: 'a.jpg',
			file_size: 3,
			post: {
				...wirePost,
				preview_url: 'https://social.example/t.jpg',
				preview_permalink: 'https://social.example/p.jpg',
				username: 'shop',
				caption: 'New!',
			},
		},
		reply_to: { message: { msgid: 'c-0' } },
	});
});

test.each<[string, FormValues, string]>([
	['without a post', { postId: '' }, 'postId'],
	["without the post's address", { postUrl: '' }, 'postUrl'],
	['with half an address', { postUrl: 'social.example/p/1' }, 'postUrl'],
	['from a bot', { direction: 'fromBot' }, 'direction'],
	['without words', { text: '' }, 'text'],
])('%s it is refused', (_, values, parameter) => {
	expect(refusalOf(send, { ...fromClient, ...values }).parameter).toBe(parameter);
});

test('comments and messages of one chat share its lane', () => {
	expect(send.lane(formOf(send, fromClient))).toBe('chat-1');
});

test('puts out the IDs of both sides', () => {
	const answer = { new_message: { msgid: 'a', ref_id: 'b', conversation_id: 'c', sender_id: 'd' } };
	expect(outputOf(send, fromClient, answer)).toEqual({
		direction: 'fromClient',
		timestamp: '2026-01-31T12:00:00.250Z',
		conversationId: 'chat-1',
		messageId: 'a',
		externalMessageId: 'b',
		conversationRefId: 'c',
		senderRefId: 'd',
	});
});
