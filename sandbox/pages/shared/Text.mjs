import { html } from 'htm/preact';

import { safeUrl } from './media.mjs';

const LINK = /https?:\/\/[^\s<>"«»“”]+/gi;

/** What somebody wrote: in its own direction, with its lines, and with links that can be followed. @param {{ text: string }} props */
export function Text({ text }) {
	return html`<p class="text" dir="auto">${partsOf(text)}</p>`;
}

/** @param {string} text */
function partsOf(text) {
	const parts = [];
	let end = 0;
	for (const { 0: found, index } of text.matchAll(LINK)) {
		const address = withoutSentence(found);
		if (!URL.canParse(address)) continue;
		parts.push(text.slice(end, index), link(address));
		end = index + address.length;
	}
	return [...parts, text.slice(end)];
}

/** @param {string} address */
const link = (address) =>
	html`<a href=${safeUrl(address)} target="_blank" rel="noopener noreferrer">${address}</a>`;

/**
 * Marks at the end belong to the sentence, and a bracket if none was opened in the address.
 * @param {string} found
 * @returns {string}
 */
function withoutSentence(found) {
	const address = found.replace(/[.,;:!?'’…]+$/, '');
	const isOpened = address.split('(').length >= address.split(')').length;
	return address.endsWith(')') && !isOpened ? withoutSentence(address.slice(0, -1)) : address;
}
