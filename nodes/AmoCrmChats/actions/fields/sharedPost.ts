import type { INodeProperties } from 'n8n-workflow';
import { compact, type JsonObject } from '../../shared/json';
import type { ItemForm } from '../form';
import { requiredWebAddressOf, webAddressOf } from './webAddress';

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
export function sharedPostOf(form: ItemForm): JsonObject | undefined {
	if (!form.has('options.sharedPost.post')) return undefined;
	const post = form.within('options.sharedPost.post');
	return compact({
		url: requiredWebAddressOf(post, 'url', 'Enter the address of the post.'),
		preview_link: webAddressOf(post, 'previewLink', { downloaded: true }),
		preview_permalink: webAddressOf(post, 'previewPermalink', { downloaded: false }),
		type: 'post',
		site_name: post.text('siteName'),
	});
}
