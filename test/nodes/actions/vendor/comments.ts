import { send } from '../../../../nodes/AmoCrmChats/actions/comment/send.operation';
import type { FormValues } from '../form';
import { CHAT, CLIENT, contact, MANAGER, person, post, type VendorExample } from './example';

const K5_PROFILE = ['+1234567890', 'client@example.com'] as const;
const k5Client = person(CLIENT, 'Client name', ...K5_PROFILE);
const k5Post = {
	id: 'my-int-376265',
	url: 'https://www.example.com/@example/video/7490',
	preview_url: 'https://example/1/preview.png',
	preview_permalink: 'https://example/2/preview.png',
	username: 'post creator',
	caption: 'Post description',
};
const k5PostForm: FormValues = {
	conversationId: CHAT,
	postId: k5Post.id,
	postUrl: k5Post.url,
	postDetails: {
		previewUrl: k5Post.preview_url,
		previewPermalink: k5Post.preview_permalink,
		username: k5Post.username,
		caption: k5Post.caption,
	},
};

export const comments: VendorExample[] = [
	{
		name: 'K5: from the client',
		operation: send,
		form: {
			...k5PostForm,
			senderId: CLIENT,
			senderName: 'Client name',
			senderDetails: contact(...K5_PROFILE),
			text: 'Message from the client',
			options: { messageId: 'my_int-5f2836a8ca475', timestamp: 1639604761694 },
		},
		request: post({
			event_type: 'new_message',
			payload: {
				timestamp: 1639604761,
				msec_timestamp: 1639604761694,
				msgid: 'my_int-5f2836a8ca475',
				conversation_id: CHAT,
				sender: k5Client,
				message: { type: 'text', text: 'Message from the client', post: k5Post },
				silent: false,
			},
		}),
	},
	{
		name: 'K5: from a manager',
		operation: send,
		form: {
			...k5PostForm,
			direction: 'fromManager',
			senderId: 'my_int-manager1_user_id',
			senderName: 'Manager name',
			senderRefId: MANAGER,
			receiverId: CLIENT,
			receiverName: 'Client name',
			receiverDetails: contact(...K5_PROFILE),
			text: `Comment from a manager ${MANAGER}`,
			options: { messageId: 'my_int-5f2836a8ca476', timestamp: 1639604903161 },
		},
		request: post({
			event_type: 'new_message',
			payload: {
				timestamp: 1639604903,
				msec_timestamp: 1639604903161,
				msgid: 'my_int-5f2836a8ca476',
				conversation_id: CHAT,
				sender: { id: 'my_int-manager1_user_id', name: 'Manager name', ref_id: MANAGER },
				receiver: k5Client,
				message: { type: 'text', text: `Comment from a manager ${MANAGER}`, post: k5Post },
				silent: true,
			},
		}),
	},
];
