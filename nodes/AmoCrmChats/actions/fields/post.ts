import type { INodeProperties } from 'n8n-workflow';
import { compact, type JsonObject } from '../../shared/json';
import type { ItemForm } from '../form';
import { decorationOf, requiredWebAddressOf } from './webAddress';

/** The post that a comment stands under. amoCRM keeps one conversation for each. */
export const postFields: INodeProperties[] = [
	{
		displayName: 'Post ID',
		name: 'postId',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. post-1',
		description:
			"Your own ID of the post, such as the network's. Comments on one post form one conversation within the chat; the trigger outputs it as postId.",
	},
	{
		displayName: 'Post URL',
		name: 'postUrl',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. https://example.com/posts/1',
		description: 'Address of the post, which amoCRM opens for the manager',
	},
	{
		displayName: 'Post Details',
		name: 'postDetails',
		type: 'collection',
		placeholder: 'Add detail',
		default: {},
		description: 'How amoCRM shows the post above the comments',
		options: [
			{
				displayName: 'Author',
				name: 'username',
				type: 'string',
				default: '',
				placeholder: 'e.g. best_shop',
				description: 'Who published the post',
			},
			{
				displayName: 'Caption',
				name: 'caption',
				type: 'string',
				default: '',
				placeholder: 'e.g. New in our shop',
				description: 'Words of the post',
			},
			{
				displayName: 'Permanent Preview URL',
				name: 'previewPermalink',
				type: 'string',
				default: '',
				placeholder: 'e.g. https://example.com/posts/1.jpg',
				description: 'Public address of a picture of the post that stays',
			},
			{
				displayName: 'Preview URL',
				name: 'previewUrl',
				type: 'string',
				default: '',
				placeholder: 'e.g. https://example.com/posts/1.jpg',
				description: 'Public address of a picture of the post that may vanish later',
			},
		],
	},
];

export function postOf(form: ItemForm): JsonObject {
	const details = form.within('postDetails');
	return compact({
		id: form.requiredId('postId', "Enter your own ID of the post, such as the network's."),
		url: requiredWebAddressOf(form, 'postUrl', 'Enter the address of the post.'),
		preview_url: decorationOf(details, 'previewUrl', { downloaded: true }),
		preview_permalink: decorationOf(details, 'previewPermalink', { downloaded: false }),
		username: details.text('username'),
		caption: details.text('caption'),
	});
}
