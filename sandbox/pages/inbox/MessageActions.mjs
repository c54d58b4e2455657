import { html } from 'htm/preact';
import { useState } from 'preact/hooks';

import { call } from '../shared/http.mjs';
import { isClose } from '../shared/keys.mjs';
import { attempt, inbox } from './state.mjs';

/** @import { Message } from '../../state/model.mts' */
/** @import { ChatView } from '../../inbox/views.mts' */

const EMOJI = ['👍', '❤️', '😂', '😮', '😢', '🙏'];

/** What a manager can do with a message. @param {{ message: Message, chat: ChatView }} props */
export function MessageActions({ message }) {
	const [isChoosing, setIsChoosing] = useState(false);
	const { id } = message;

	/** @param {string} [emoji] */
	const react = (emoji) => {
		setIsChoosing(false);
		void attempt(() => call('POST', '/sandbox/manager/reaction', { messageId: id, emoji }));
	};
	const forward = () => inbox.set({ forwarded: message, quoted: undefined });
	const quote = () => {
		inbox.set({ quoted: message, forwarded: undefined });
		document.getElementById('composer-text')?.focus();
	};

	/** @param {KeyboardEvent} event */
	function close(event) {
		if (!isChoosing || !isClose(event)) return;
		event.preventDefault();
		setIsChoosing(false);
		/** @type {HTMLElement} */ (event.currentTarget).querySelector('button')?.focus();
	}

	return html`<div class="actions" onKeyDown=${close}>
		<button onClick=${() => setIsChoosing(!isChoosing)} aria-expanded=${isChoosing}>React</button>
		<button onClick=${quote}>${message.content.post ? 'Answer comment' : 'Reply'}</button>
		<button onClick=${forward}>Forward</button>
		${
			isChoosing &&
			html`<span class="emoji" role="group" aria-label="Reaction">
				${EMOJI.map(
					(emoji) =>
						html`<button onClick=${() => react(emoji)} aria-label="React with ${emoji}">
							${emoji}
						</button>`,
				)}
				<button onClick=${() => react()}>Take back</button>
			</span>`
		}
	</div>`;
}
