import { call, follow, Refused } from '../shared/http.mjs';
import { Store } from '../shared/store.mjs';

/** @import { Phone, PhoneMessage } from '../../messenger/model.mts' */

const TYPING_SHOWN_MS = 5000;

/** The address says whose phone it is: /phone#Ann */
export const name = decodeURIComponent(location.hash.slice(1)) || 'Ann';

export const state = new Store({
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

export function start() {
	const refresh = follow('/messenger/events', {
		load,
		onLost: () => state.set({ problem: 'No connection' }),
		on: {
			phone: () => void refresh(),
			cleared: () => void refresh(),
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
	addEventListener('hashchange', () => location.reload());
}

/** What is on the screen has been read. */
function markRead() {
	const { messages } = state.value;
	if (document.hidden || !messages.some(({ status }) => status === 'unread')) return;
	void act('POST', '/read');
}

/**
 * What this phone does.
 * @param {string} method
 * @param {string} path
 * @param {object} [body]
 */
export async function act(method, path, body) {
	const id = encodeURIComponent(state.value.phone?.id ?? '');
	try {
		await call(method, `/messenger/phones/${id}${path}`, body);
	} catch (error) {
		state.set({ problem: error instanceof Refused ? error.message : 'No connection' });
	}
}
