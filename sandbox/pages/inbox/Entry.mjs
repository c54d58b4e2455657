import { html } from 'htm/preact';
import { useState } from 'preact/hooks';

import { exactTime } from '../shared/time.mjs';

/**
 * One line of the log, which opens. Its inside is made when it is looked at.
 * @param {{ direction: 'in' | 'out', title: string, subtitle: string, at: number, status?: number,
 *   verdict: string, children?: unknown }} props
 */
export function Entry({ direction, title, subtitle, at, status, verdict, children }) {
	const [isOpen, setIsOpen] = useState(false);
	return html`<li>
		<details
			class="entry ${direction} ${verdict}"
			onToggle=${(/** @type {any} */ event) => setIsOpen(event.currentTarget.open)}
		>
			<summary>
				<span class="arrow" aria-label=${direction === 'in' ? 'Request' : 'Webhook'}>
					${direction === 'in' ? '→' : '←'}
				</span>
				<b>${title}</b>
				<span class="verdict">${verdict === 'accepted' ? '' : verdict} ${status ?? ''}</span>
				<time class="faint">${exactTime(at)}</time>
				<span class="path faint">${subtitle}</span>
			</summary>
			${isOpen && html`<div class="entry-body">${children}</div>`}
		</details>
	</li>`;
}

/** What was sent or answered. @param {{ title: string, headers?: Record<string, unknown>, body?: string }} props */
export function Bytes({ title, headers = {}, body }) {
	return html`<section class="bytes">
		<h3>${title}</h3>
		<dl>
			${Object.entries(headers).map(
				([name, value]) =>
					html`<div>
						<dt>${name}</dt>
						<dd>${String(value)}</dd>
					</div>`,
			)}
		</dl>
		${body && html`<pre tabindex="0">${readable(body)}</pre>`}
	</section>`;
}

/** @param {string} body */
function readable(body) {
	try {
		return JSON.stringify(JSON.parse(body), null, 2);
	} catch {
		return body;
	}
}
