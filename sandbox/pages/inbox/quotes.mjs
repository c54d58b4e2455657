import { html } from 'htm/preact';

import { safeUrl } from '../shared/media.mjs';
import { personName, summary } from './people.mjs';

/** @import { Content, Message } from '../../state/model.mts' */
/** @import { ChatView, InboxView } from '../../inbox/views.mts' */
/** @typedef {{ id?: string, msgid?: string, sender?: { id?: string, ref_id?: string, name?: string } } & Partial<Content>} Embedded */

/**
 * A message inside another one: described there, or found by its id.
 * @param {{ label: string, quoted?: Embedded, view: InboxView, chat: ChatView, messages: Message[] }} props
 */
export function Quote({ label, quoted, view, chat, messages }) {
	if (!quoted) return null;
	const { id, msgid, sender } = quoted;
	const original = messages.find(
		(message) => (id && message.id === id) || (msgid && message.integrationId === msgid),
	);
	const author =
		sender?.name ??
		(original ? personName(view, chat, original.senderId) : undefined) ??
		(sender ? personName(view, chat, sender.ref_id ?? sender.id) : undefined);
	const content = original?.content ?? { type: 'message', ...quoted };
	return html`<blockquote>
		<span class="faint"
			>${label}${author && ` ${label === 'Forwarded' ? 'from ' : ''}${author}`}</span
		>
		<span dir="auto">${summary(content)}</span>
	</blockquote>`;
}

/** The publication that comments stand under. @param {{ post: NonNullable<Content['post']> }} props */
export function PostCard({ post }) {
	const {
		id,
		url,
		caption,
		username,
		preview_url: preview,
	} = /** @type {Record<string, string>} */ (/** @type {unknown} */ (post));
	const picture = safeUrl(preview);
	return html`<aside class="post" aria-label="Post">
		${picture && html`<img src=${picture} alt="" referrerpolicy="no-referrer" />`}
		<p>
			<strong>${username ?? 'Post'}</strong>
			${caption && html`<span>${caption}</span>`}
			${
				safeUrl(url)
					? html`<a href=${safeUrl(url)} target="_blank" rel="noreferrer">Open the post</a>`
					: html`<span class="faint">${id}</span>`
			}
		</p>
	</aside>`;
}
