import { render } from 'preact';
import { html } from 'htm/preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';

import { upload } from '../shared/http.mjs';
import { isClose, isSend } from '../shared/keys.mjs';
import { useStore } from '../shared/store.mjs';
import { Bubble } from './Bubble.mjs';
import { act, name, start, state } from './state.mjs';

const TYPING_EVERY_MS = 4000;

/** Shown in a panel of the inbox, whose focus and whose Escape it leaves to it. */
const isInInbox = parent !== window;

function PhonePage() {
	const { phone, phones, messages, typingUntil, problem } = useStore(state);
	const [text, setText] = useState('');
	const lastTyping = useRef(0);
	const list = useRef(/** @type {HTMLElement | null} */ (null));
	const isTyping = typingUntil > Date.now();
	useLayoutEffect(() => {
		list.current?.scrollTo(0, list.current.scrollHeight);
	}, [messages, isTyping]);
	const field = useRef(/** @type {HTMLTextAreaElement | null} */ (null));
	const isReady = phone !== undefined;
	useEffect(() => {
		if (isReady && !isInInbox) field.current?.focus();
	}, [isReady]);
	if (!phone) return html`<p class="loading">Loading …</p>`;

	/** @param {string} words */
	const sendText = (words) => void act('POST', '/messages', { type: 'text', text: words });

	/** @param {Event} event */
	function submit(event) {
		event.preventDefault();
		if (text.trim() === '') return;
		sendText(text);
		setText('');
		lastTyping.current = 0;
	}

	/** @param {string} value */
	function type(value) {
		setText(value);
		if (value === '' || Date.now() - lastTyping.current < TYPING_EVERY_MS) return;
		lastTyping.current = Date.now();
		void act('POST', '/typing');
	}

	/** @param {HTMLInputElement} input */
	async function sendFile(input) {
		const [file] = input.files ?? [];
		if (!file) return;
		const stored = await upload(file);
		input.value = '';
		await act('POST', '/messages', {
			type: stored.messageType,
			mediaUrl: stored.url,
			fileName: stored.name,
			fileSize: stored.size,
		});
	}

	return html`
		<header>
			<div>
				<h1><bdi>${phone.name}</bdi>’s phone</h1>
				<p class="faint">${phone.number}</p>
			</div>
			<label class="whose">
				<span class="faint">Whose</span>
				<select
					value=${phone.name}
					onChange=${(/** @type {any} */ event) => choose(event.currentTarget.value)}
				>
					${phones.map((each) => html`<option>${each.name}</option>`)}
					<option value="">Another client …</option>
				</select>
			</label>
			<label class="blocking">
				<input
					type="checkbox"
					checked=${phone.isBlocking}
					onChange=${(/** @type {any} */ event) =>
						act('PUT', '/blocking', { isBlocking: event.currentTarget.checked })}
				/>
				Block
			</label>
		</header>
		${problem && html`<p class="problem" role="alert">${problem}</p>`}
		<ol class="messages" ref=${list} role="log" aria-label="Messages" tabindex="0">
			${messages.map(
				(message) =>
					html`<${Bubble}
						key=${message.id}
						message=${message}
						answer=${sendText}
						react=${(/** @type {string | undefined} */ emoji) =>
							act('POST', '/reaction', { messageId: message.id, emoji })}
					/>`,
			)}
		</ol>
		${messages.length === 0 && html`<p class="empty">Write to the company.</p>`}
		${
			isTyping &&
			html`<p class="typing" role="status">
				The company is typing <span>•</span><span>•</span><span>•</span>
			</p>`
		}
		<form onSubmit=${submit}>
			<label class="file-input" title="Send a file">
				+
				<input
					type="file"
					aria-label="Send a file"
					onChange=${(/** @type {any} */ event) => sendFile(event.currentTarget)}
				/>
			</label>
			<textarea
				ref=${field}
				rows="1"
				dir="auto"
				aria-label="Message to the company"
				placeholder="Message"
				value=${text}
				onInput=${(/** @type {any} */ event) => type(event.currentTarget.value)}
				onKeyDown=${(/** @type {KeyboardEvent} */ event) => isSend(event) && submit(event)}
			></textarea>
			<button class="primary">Send</button>
		</form>
	`;
}

/** @param {string} chosen */
function choose(chosen) {
	location.hash = encodeURIComponent(chosen || prompt('Name of the client')?.trim() || name);
}

addEventListener('keydown', (event) => {
	if (isInInbox && isClose(event)) parent.dispatchEvent(new KeyboardEvent('keydown', event));
});
start();
render(html`<${PhonePage} />`, document.body);
