import { html } from 'htm/preact';

/**
 * One line of a form. Other attributes go to the input.
 * @param {{ label: string, [attribute: string]: unknown }} props
 */
export function Field({ label, ...input }) {
	return html`<label>${label}<input autocomplete="off" ...${input} /></label>`;
}

/**
 * What the form of a submit event holds; empty fields are left out.
 * @param {SubmitEvent} event
 * @returns {Record<string, string>}
 */
export function formValues({ currentTarget }) {
	const entries = [...new FormData(/** @type {HTMLFormElement} */ (currentTarget)).entries()];
	return Object.fromEntries(
		entries.map(([name, value]) => [name, String(value).trim()]).filter(([, value]) => value),
	);
}
