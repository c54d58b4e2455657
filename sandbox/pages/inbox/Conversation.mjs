import { html } from 'htm/preact';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';

import { dayName } from '../shared/time.mjs';
import { Composer } from './Composer.mjs';
import { MessageItem } from './MessageItem.mjs';
import { clientName } from './people.mjs';
import { showEarlier } from './live.mjs';
import { show } from './state.mjs';

/** @import { Message, Typing } from '../../state/model.mts' */
/** @import { ChatView, InboxView } from '../../inbox/views.mts' */
/** @import { Thread } from './state.mjs' */

/**
 * @param {{ view: InboxView, chat: ChatView, thread?: Thread, typings: Record<string, Typing>,
 *   quoted?: Message, forwarded?: Message }} props
 */
export function Conversation({ view, chat, thread, typings, quoted, forwarded }) {
	const messages = thread?.messages ?? [];
	const list = useScrolledToEnd(messages.at(-1), chat.id in typings);
	return html`
		<div class="chat-head">
			<button class="back" onClick=${() => show({ chat: '' })} aria-label="Back to the chats">
				‹
			</button>
			<h2 dir="auto">${clientName(chat)}</h2>
			<p class="faint">${details(chat)}</p>
			${chat.leadMessageId && html`<span class="lead">Incoming lead</span>`}
		</div>
		<div class="messages" ref=${list} role="log" aria-label="Messages" tabindex="0">
			${
				thread?.mayHaveMore &&
				html`<button class="link earlier" onClick=${showEarlier}>Show earlier messages</button>`
			}
			<ol>
				${messages.map((message, index) => {
					const before = messages[index - 1];
					const day = dayName(message.sentAt);
					const isNewDay = !before || dayName(before.sentAt) !== day;
					return html`
						${isNewDay && html`<li class="day" key=${day}><span>${day}</span></li>`}
						<${MessageItem}
							key=${message.id}
							...${{ view, chat, message, messages }}
							isUnderPost=${isSamePost(before, message)}
						/>
					`;
				})}
			</ol>
			${
				chat.id in typings &&
				html`<p class="typing" role="status">
					${clientName(chat)} is typing <span>•</span><span>•</span><span>•</span>
				</p>`
			}
		</div>
		<${Composer} ...${{ view, chat, quoted, forwarded }} />
	`;
}

/** @param {ChatView} chat */
function details({ client, integrationId, sourceId }) {
	const parts = [integrationId ?? 'no chat ID yet', client?.phone, client?.email];
	return [...parts, sourceId && `source ${sourceId}`].filter(Boolean).join(' · ');
}

/**
 * @param {Message | undefined} before
 * @param {Message} message
 */
function isSamePost(before, { content }) {
	return content.post !== undefined && before?.content.post?.id === content.post.id;
}

/**
 * Follows the conversation, unless the reader has scrolled up; what they write themselves is shown.
 * @param {Message | undefined} last
 * @param {boolean} isTyping
 */
function useScrolledToEnd(last, isTyping) {
	const list = useRef(/** @type {HTMLElement | null} */ (null));
	const isAtEnd = useRef(true);
	useEffect(() => {
		const element = list.current;
		if (!element) return;
		const note = () => {
			const below = element.scrollHeight - element.scrollTop - element.clientHeight;
			isAtEnd.current = below < 60;
		};
		const keep = () => isAtEnd.current && element.scrollTo(0, element.scrollHeight);
		element.addEventListener('scroll', note);
		// Pictures grow when they have loaded.
		element.addEventListener('load', keep, true);
		return () => {
			element.removeEventListener('scroll', note);
			element.removeEventListener('load', keep, true);
		};
	}, []);
	useLayoutEffect(() => {
		if (last?.origin === 'crm') isAtEnd.current = true;
		if (isAtEnd.current) list.current?.scrollTo(0, list.current.scrollHeight);
	}, [last?.id, isTyping]);
	return list;
}
