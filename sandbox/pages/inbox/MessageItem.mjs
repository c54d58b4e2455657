import { html } from 'htm/preact';

import { clockTime } from '../shared/time.mjs';
import { MessageActions } from './MessageActions.mjs';
import { MessageContent } from './MessageContent.mjs';
import { PostCard, Quote } from './quotes.mjs';
import { personName } from './people.mjs';

/** @import { Message } from '../../state/model.mts' */
/** @import { ChatView, InboxView } from '../../inbox/views.mts' */

/**
 * @param {{ view: InboxView, chat: ChatView, message: Message, messages: Message[],
 *   isUnderPost: boolean }} props
 */
export function MessageItem({ view, chat, message, messages, isUnderPost }) {
	const { content, direction, author, senderId, edits, reactions } = message;
	const name = personName(view, chat, senderId);
	return html`<li
		class="message ${direction} ${content.post ? 'comment' : ''}"
		data-id=${message.id}
	>
		${content.post && !isUnderPost && html`<${PostCard} post=${content.post} />`}
		<article class="bubble" aria-label="Message of ${name}">
			<p class="author" dir="auto">
				${name}${author === 'bot' && html` <span class="tag">bot</span>`}
			</p>
			<${Quote}
				label="Forwarded"
				quoted=${first(message.forwards)}
				...${{ view, chat, messages }}
			/>
			<${Quote}
				label="In answer to"
				quoted=${replied(message.replyTo)}
				...${{ view, chat, messages }}
			/>
			<${MessageContent} content=${content} />
			<p class="foot">
				${edits.length > 0 && html`<span title=${edited(edits)}>edited</span>`}
				${message.silent && direction === 'incoming' && html`<span title="No lead and no notification">silent</span>`}
				<time datetime=${new Date(message.sentAt).toISOString()}>${clockTime(message.sentAt)}</time>
				${direction === 'outgoing' && html`<${Ticks} delivery=${message.delivery} />`}
			</p>
		</article>
		${
			reactions.length > 0 &&
			html`<ul class="reactions" aria-label="Reactions">
				${reactions.map(({ userId, emoji }) => {
					const who = personName(view, chat, userId);
					return html`<li key=${userId} title=${who} aria-label="${emoji} from ${who}">
						${emoji}
					</li>`;
				})}
			</ul>`
		}
		${message.delivery.status === 'error' && html`<p class="not-delivered">${reason(message.delivery)}</p>`}
		${chat.leadMessageId === message.id && html`<p class="lead">Incoming lead created</p>`}
		<${MessageActions} message=${message} chat=${chat} />
	</li>`;
}

const TICKS = {
	sent: { sign: '✓', label: 'Sent' },
	delivered: { sign: '✓✓', label: 'Delivered' },
	read: { sign: '✓✓', label: 'Read' },
	error: { sign: '!', label: 'Not delivered' },
};

/** @param {{ delivery: Message['delivery'] }} props */
function Ticks({ delivery: { status } }) {
	const { sign, label } = TICKS[status];
	return html`<span class="ticks ${status}" role="img" aria-label=${label} title=${label}
		>${sign}</span
	>`;
}

/** @param {Message['delivery']} delivery */
function reason({ errorCode, error }) {
	return `Not delivered: ${error || 'no reason given'}${errorCode ? ` (${errorCode})` : ''}`;
}

/** @param {Message['edits']} edits */
function edited(edits) {
	const before = edits.map(
		({ at, before }) => `${clockTime(at)} before: ${before.text ?? before.type}`,
	);
	return before.join('\n');
}

/** @param {object | undefined} replyTo */
const replied = (replyTo) => /** @type {{ message?: object } | undefined} */ (replyTo)?.message;

/** @param {object | undefined} forwards */
const first = (forwards) =>
	/** @type {{ messages?: object[] } | undefined} */ (forwards)?.messages?.[0];
