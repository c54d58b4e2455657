import { html } from 'htm/preact';

import { Media } from '../shared/media.mjs';
import { Text } from '../shared/Text.mjs';
import { clockTime } from '../shared/time.mjs';

/** @import { PhoneMessage } from '../../messenger/model.mts' */

const EMOJI = ['👍', '❤️', '😂'];

/**
 * @param {{ message: PhoneMessage, answer: (text: string) => void, react: (emoji?: string) => void }} props
 */
export function Bubble({ message, answer, react }) {
	const { isOwn, text, status, problem, ownReaction, theirReaction, choices } = message;
	return html`<li class="bubble ${isOwn ? 'own' : ''}">
		<${Media}
			type=${message.type}
			url=${message.mediaUrl}
			name=${message.fileName}
			size=${message.fileSize}
		/>
		${text && html`<${Text} text=${text} />`}
		<p class="foot">
			${[ownReaction, theirReaction].filter(Boolean).map((emoji) => html`<span class="reaction">${emoji}</span>`)}
			<time>${clockTime(message.at)}</time>
			${isOwn && html`<span class=${status}>${status === 'sending' ? '…' : status}</span>`}
		</p>
		${problem && html`<p class="failed">${problem}</p>`}
		${
			choices &&
			html`<p class="choices">
				${choices.map((choice) => html`<button dir="auto" onClick=${() => answer(choice)}>${choice}</button>`)}
			</p>`
		}
		${
			!isOwn &&
			html`<p class="react" role="group" aria-label="Reaction">
				${EMOJI.map(
					(emoji) =>
						html`<button
							aria-pressed=${ownReaction === emoji}
							aria-label="React with ${emoji}"
							onClick=${() => react(ownReaction === emoji ? undefined : emoji)}
						>
							${emoji}
						</button>`,
				)}
			</p>`
		}
	</li>`;
}
