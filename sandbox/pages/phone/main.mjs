import { render } from 'preact';
import { html } from 'htm/preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';

import { call, follow, upload } from '../shared/http.mjs';
import { Store, useStore } from '../shared/store.mjs';
import { Bubble } from './Bubble.mjs';

/** @import { Phone, PhoneMessage } from '../../messenger/model.mts' */

const TYPING_EVERY_MS = 4000;
const TYPING_SHOWN_MS = 5000;

/** The address says whose phone it is: /phone#Ann */
const name = decodeURIComponent(location.hash.slice(1)) || 'Ann';
addEventListener('hashchange', () => location.reload());

const state = new Store({
	/** @type {Phone | undefined} */
	phone: undefined,
	/** @type {Phone[]} */
	phones: [],
	/** @type {PhoneMessage[]} */
	messages: [],
	typingUntil: 0,
	/** @type {string | undefined} */
	problem: undefined,
});

async function load() {
	const phone = await call('POST', '/messenger/phones', { name });
	const [phones, messages] = await Promise.all([
		call('GET', '/messenger/phones'),
		call('GET', `/messenger/phones/${encodeURIComponent(phone.id)}/messages`),
	]);
	state.set({ phone, phones, messages, problem: undefined });
	markRead();
}

follow('/messenger/events', {
	onOpen: () => void load(),
	onLost: () => state.set({ problem: 'No connection' }),
	on: {
		phone: () => void load(),
		message: (/** @type {PhoneMessage} */ message) => {
			const { phone, messages } = state.value;
			if (message.phoneId !== phone?.id) return;
			const index = messages.findIndex(({ id }) => id === message.id);
			const all = index < 0 ? [...messages, message] : messages.with(index, message);
			state.set({ messages: all, typingUntil: message.isOwn ? state.value.typingUntil : 0 });
			markRead();
		},
		typing: ({ phoneId }) => {
			if (phoneId !== state.value.phone?.id) return;
			state.set({ typingUntil: Date.now() + TYPING_SHOWN_MS });
			setTimeout(() => state.set({}), TYPING_SHOWN_MS + 50);
		},
	},
});
document.addEventListener('visibilitychange', markRead);

/** What is on the screen has been read. */
function markRead() {
	const { messages } = state.value;
	if (document.hidden || !messages.some(({ status }) => status === 'unread')) return;
	void act('POST', '/read');
}

/**
 * @param {string} method
 * @param {string} path
 * @param {object} [body]
 */
function act(method, path, body) {
	const id = encodeURIComponent(state.value.phone?.id ?? '');
	return call(method, `/messenger/phones/${id}${path}`, body);
}

function PhonePage() {
	const { phone, phones, messages, typingUntil, problem } = useStore(state);
	const [text, setText] = useState('');
	const lastTyping = useRef(0);
	const list = useRef(/** @type {HTMLElement | null} */ (null));
	const isTyping = typingUntil > Date.now();
	useLayoutEffect(() => {
		list.current?.scrollTo(0, list.current.scrollHeight);
	}, [messages, isTyping]);
	if (!phone) return html`<p class="loading">Loading …</p>`;

	/** @param {string} words */
	const sendText = (words) => void act('POST', '/messages', { type: 'text', text: words });

	/** @param {SubmitEvent} event */
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
				<h1>${phone.name}’s phone</h1>
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
			<input
				aria-label="Message to the company"
				placeholder="Message"
				autocomplete="off"
				value=${text}
				onInput=${(/** @type {any} */ event) => type(event.currentTarget.value)}
			/>
			<button class="primary">Send</button>
		</form>
	`;
}

/** @param {string} chosen */
function choose(chosen) {
	location.hash = encodeURIComponent(chosen || prompt('Name of the client')?.trim() || name);
}

render(html`<${PhonePage} />`, document.body);
