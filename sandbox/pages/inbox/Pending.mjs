import { html } from 'htm/preact';

import { summary } from './people.mjs';
import { inbox } from './state.mjs';

/** @import { Message } from '../../state/model.mts' */

/** The message that the next one quotes or sends on. @param {{ label: string, message: Message }} props */
export function Pending({ label, message }) {
	const cancel = () => inbox.set({ quoted: undefined, forwarded: undefined });
	return html`<p class="pending">
		<span><span class="faint">${label}</span> <bdi>${summary(message.content)}</bdi></span>
		<button type="button" onClick=${cancel} aria-label="Cancel">×</button>
	</p>`;
}
