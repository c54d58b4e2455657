import { html } from 'htm/preact';

import { shortTime } from '../shared/time.mjs';
import { clientName, initials, summary } from './people.mjs';
import { show } from './state.mjs';
import { WriteFirst } from './WriteFirst.mjs';

/** @import { Connection, Typing } from '../../state/model.mts' */
/** @import { ChatView, InboxView } from '../../inbox/views.mts' */

/** @param {{ view: InboxView, openChat?: string, typings: Record<string, Typing> }} props */
export function ChatList({ view, openChat, typings }) {
	const { connections } = view;
	return html`<nav class="chats" aria-label="Chats">
		${connections.map(
			(connection) =>
				html`<${Group} key=${connection.scopeId} ...${{ connection, view, openChat, typings }} />`,
		)}
		${
			connections.length === 0 &&
			html`<p class="empty">
				No account is connected. Run Channel: Connect in n8n, or connect one under${' '}
				<button class="link" onClick=${() => show({ panel: 'setup' })}>Setup</button>.
			</p>`
		}
		${connections.length > 0 && html`<${WriteFirst} view=${view} />`}
	</nav>`;
}

/** @param {{ connection: Connection, view: InboxView, openChat?: string, typings: Record<string, Typing> }} props */
function Group({ connection, view, openChat, typings }) {
	const account = view.accounts.find(({ amojoId }) => amojoId === connection.accountId);
	const chats = view.chats
		.filter(({ scopeId }) => scopeId === connection.scopeId)
		.sort((a, b) => lastTime(b) - lastTime(a));
	return html`<section>
		<h2>${account?.name} <span class="faint">${connection.title}</span></h2>
		<ul>
			${chats.map(
				(chat) =>
					html`<li key=${chat.id}>
						<${Line} chat=${chat} isOpen=${chat.id === openChat} isTyping=${chat.id in typings} />
					</li>`,
			)}
		</ul>
		${chats.length === 0 && html`<p class="empty">No chats yet</p>`}
	</section>`;
}

/** @param {{ chat: ChatView, isOpen: boolean, isTyping: boolean }} props */
function Line({ chat, isOpen, isTyping }) {
	const name = clientName(chat);
	const { last, unread } = chat;
	const isOwn = last?.direction === 'outgoing';
	return html`<button
		class="line"
		aria-current=${isOpen ? 'true' : undefined}
		onClick=${() => show({ chat: chat.id })}
	>
		<span class="avatar" aria-hidden="true">${initials(name)}</span>
		<span class="name" dir="auto">${name}</span>
		${chat.leadMessageId && html`<span class="lead" title="An incoming lead was created">lead</span>`}
		<time class="faint">${last && shortTime(last.sentAt)}</time>
		<span class="last faint">
			${isTyping ? html`<em>is typing …</em>` : html`${isOwn && 'You: '}<bdi>${summary(last?.content)}</bdi>`}
		</span>
		${unread ? html`<span class="unread" aria-label="${unread} unread">${unread}</span>` : null}
	</button>`;
}

/** @param {ChatView} chat */
const lastTime = ({ last, createdAt }) => last?.sentAt ?? createdAt;
