import { isClose } from '../shared/keys.mjs';
import { inbox, show } from './state.mjs';

/** Escape closes the innermost thing that is open. What a component opens by itself, it closes by itself, before this. */
export function closeOnEscape() {
	addEventListener('keydown', (event) => {
		if (!isClose(event)) return;
		const at = event.target instanceof Element ? event.target : document.body;
		const { panel, quoted, forwarded, openChat } = inbox.value;
		const details = at.closest('details[open]');
		if (details instanceof HTMLDetailsElement) closeDetails(details);
		else if (panel && at.closest('.panel')) closePanel();
		else if (quoted || forwarded) inbox.set({ quoted: undefined, forwarded: undefined });
		else if (panel) closePanel();
		else if (openChat && !hasDraft()) closeChat();
	});
}

/** @param {HTMLDetailsElement} details */
function closeDetails(details) {
	details.open = false;
	details.querySelector('summary')?.focus();
}

function closePanel() {
	focusOn('.panel-tabs [aria-pressed="true"]');
	show({ panel: '' });
}

function closeChat() {
	// On a narrow screen its line is to be seen only when the chat has gone.
	addEventListener('hashchange', () => setTimeout(() => line?.focus()), { once: true });
	const line = /** @type {HTMLElement | null} */ (document.querySelector('.line[aria-current]'));
	show({ chat: '' });
}

function hasDraft() {
	const field = document.getElementById('composer-text');
	return field instanceof HTMLTextAreaElement && field.value !== '';
}

/** @param {string} selector */
function focusOn(selector) {
	const element = document.querySelector(selector);
	if (element instanceof HTMLElement) element.focus();
}
