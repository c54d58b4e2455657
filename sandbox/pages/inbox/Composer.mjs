import { html } from 'htm/preact';
import { useEffect, useRef, useState } from 'preact/hooks';

import { call, upload } from '../shared/http.mjs';
import { isClose, isSend } from '../shared/keys.mjs';
import { Extra, EXTRAS } from './Extra.mjs';
import { Pending } from './Pending.mjs';
import { clientName, summary } from './people.mjs';
import { attempt, inbox } from './state.mjs';

/** @import { Message } from '../../state/model.mts' */
/** @import { ChatView, InboxView } from '../../inbox/views.mts' */

/** The service tells of typing this often at most. */
const TYPING_EVERY_MS = 5000;

/** @param {{ view: InboxView, chat: ChatView, quoted?: Message, forwarded?: Message }} props */
export function Composer({ view, chat, quoted, forwarded }) {
	const [text, setText] = useState('');
	const [author, setAuthor] = useState('');
	const [extra, setExtra] = useState('');
	const lastTyping = useRef(0);
	const field = useRef(/** @type {HTMLTextAreaElement | null} */ (null));
	useEffect(() => field.current?.focus(), []);
	const conversationRefId = chat.id;
	const postId = quoted?.content.post?.id;
	const by = author === 'bot' ? { asBot: true } : { userId: author || undefined };

	/**
	 * What is typed while the message is under way stays.
	 * @param {{ text?: string, [field: string]: unknown }} content
	 */
	async function send(content) {
		const isComment = quoted?.content.post !== undefined;
		setText('');
		lastTyping.current = 0;
		inbox.set({ quoted: undefined, forwarded: undefined });
		const sent = await attempt(() =>
			isComment
				? call('POST', '/sandbox/manager/comment', {
						messageId: quoted.id,
						userId: by.userId,
						text: content.text,
					})
				: call('POST', '/sandbox/manager/message', {
						conversationRefId,
						...by,
						replyTo: quoted?.id,
						forward: forwarded?.id,
						...content,
					}),
		);
		if (sent) return;
		setText((typed) => typed || text);
		inbox.set({ quoted, forwarded });
	}

	/** @param {Record<string, unknown>} content */
	function sendExtra(content) {
		setExtra('');
		void send(content);
	}

	function sendText() {
		if (text.trim() !== '') void send({ text });
		else if (forwarded) void send({ text: summary(forwarded.content) });
	}

	/** @param {KeyboardEvent} event */
	function sendOnEnter(event) {
		if (!isSend(event)) return;
		event.preventDefault();
		sendText();
	}

	/** @param {KeyboardEvent} event */
	function closeExtra(event) {
		if (extra === '' || !isClose(event)) return;
		event.preventDefault();
		setExtra('');
		field.current?.focus();
	}

	/** @param {string} value */
	function type(value) {
		setText(value);
		const now = Date.now();
		if (value === '' || author === 'bot' || now - lastTyping.current < TYPING_EVERY_MS) return;
		lastTyping.current = now;
		const typing = { conversationRefId, userId: by.userId, postId };
		void attempt(() => call('POST', '/sandbox/manager/typing', typing));
	}

	/** @param {HTMLInputElement} input */
	async function sendFile(input) {
		const [file] = input.files ?? [];
		input.value = '';
		if (!file) return;
		const stored = await attempt(() => upload(file));
		if (!stored) return;
		const { url: media, name: fileName, size: fileSize, messageType } = stored;
		await send({ type: messageType, media, fileName, fileSize, text: text || undefined });
	}

	const users = view.accounts.find(({ amojoId }) => chat.scopeId.endsWith(amojoId))?.users ?? [];
	return html`<form
		class="composer"
		onSubmit=${(/** @type {Event} */ event) => {
			event.preventDefault();
			sendText();
		}}
		onKeyDown=${closeExtra}
	>
		${quoted && html`<${Pending} label=${postId ? 'Public answer to' : 'Reply to'} message=${quoted} />`}
		${forwarded && html`<${Pending} label="Forward, into the chat that is open:" message=${forwarded} />`}
		<${Extra} kind=${extra} text=${text} send=${sendExtra} />
		<div class="line-in">
			<textarea
				id="composer-text"
				ref=${field}
				rows="2"
				dir="auto"
				aria-label="Message to ${clientName(chat)}"
				placeholder="Answer as a manager"
				value=${text}
				onInput=${(/** @type {any} */ event) => type(event.currentTarget.value)}
				onKeyDown=${sendOnEnter}
			></textarea>
			<button class="primary">Send</button>
		</div>
		<div class="tools">
			<label class="tool file-input">
				File
				<input
					type="file"
					aria-label="Send a file"
					onChange=${(/** @type {any} */ event) => sendFile(event.currentTarget)}
				/>
			</label>
			${Object.entries(EXTRAS).map(
				([kind, { label }]) =>
					html`<button
						type="button"
						class="tool"
						aria-pressed=${extra === kind}
						onClick=${() => setExtra(extra === kind ? '' : kind)}
					>
						${label}
					</button>`,
			)}
			<label class="as">
				as
				<select
					aria-label="Write as"
					value=${author || users[0]?.id}
					onChange=${(/** @type {any} */ event) => setAuthor(event.currentTarget.value)}
				>
					${users.map(({ id, name }) => html`<option value=${id}>${name}</option>`)}
					<option value="bot">the bot</option>
				</select>
			</label>
		</div>
	</form>`;
}
