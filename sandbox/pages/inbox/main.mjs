import { render } from 'preact';
import { html } from 'htm/preact';

import { useStore } from '../shared/store.mjs';
import { ChatList } from './ChatList.mjs';
import { Conversation } from './Conversation.mjs';
import { closeOnEscape } from './escape.mjs';
import { PanelColumn, PanelTabs } from './Panel.mjs';
import { start } from './live.mjs';
import { inbox } from './state.mjs';

function Inbox() {
	const state = useStore(inbox);
	const { view, openChat, panel, isOnline, problem } = state;
	if (!view) return html`<p class="loading">Loading …</p>`;
	const chat = view.chats.find(({ id }) => id === openChat);
	return html`
		<header class="top">
			<h1><img src="/pages/shared/icon.svg" alt="" width="22" height="22" /> Sandbox</h1>
			<p class="state ${isOnline ? '' : 'lost'}" role="status">
				${isOnline ? 'Live' : 'Connection lost, trying again'}
			</p>
			<${PanelTabs} panel=${panel} faults=${view.faults.length} />
		</header>
		${problem && html`<p class="problem" role="alert">${problem}</p>`}
		<div class="columns ${chat ? 'has-chat' : ''} ${panel ? 'has-panel' : ''}">
			<${ChatList} view=${view} openChat=${openChat} typings=${state.typings} />
			<main class="conversation" aria-label="Chat">
				${
					chat
						? html`<${Conversation} key=${chat.id} chat=${chat} ...${state} view=${view} />`
						: html`<p class="empty">${emptyText(view.chats.length)}</p>`
				}
			</main>
			${panel && html`<${PanelColumn} panel=${panel} ...${state} view=${view} />`}
		</div>
	`;
}

/** @param {number} chats */
function emptyText(chats) {
	return chats > 0
		? 'Choose a chat.'
		: 'No chats yet. A chat begins with a client’s message through the API, or when you write first.';
}

closeOnEscape();
start();
render(html`<${Inbox} />`, document.body);
