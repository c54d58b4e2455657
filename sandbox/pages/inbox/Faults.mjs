import { html } from 'htm/preact';

import { call } from '../shared/http.mjs';
import { formValues } from './Field.mjs';
import { attempt } from './state.mjs';

/** @import { Fault } from '../../faults/faults.mts' */

/** @type {Record<string, { label: string, fault: object }>} */
const OF_REQUESTS = {
	slow: { label: 'Slow answer, 3 s', fault: { type: 'latency', ms: 3000 } },
	slower: { label: 'Slower answer, 30 s', fault: { type: 'latency', ms: 30_000 } },
	429: {
		label: '429, Retry-After 2 s',
		fault: { type: 'status', status: 429, headers: { 'Retry-After': '2' } },
	},
	429.1: { label: '429 without Retry-After', fault: { type: 'status', status: 429 } },
	500: { label: '500', fault: { type: 'status', status: 500 } },
	502: {
		label: '502 with a page of HTML',
		fault: { type: 'status', status: 502, body: '<html><h1>502 Bad Gateway</h1></html>' },
	},
	503: { label: '503', fault: { type: 'status', status: 503 } },
	lost: {
		label: '500 although it was carried out',
		fault: { type: 'status', status: 500, when: 'after' },
	},
	drop: { label: 'Connection dropped', fault: { type: 'drop' } },
	dropAfter: {
		label: 'Connection dropped after it was carried out',
		fault: { type: 'drop', when: 'after' },
	},
	hang: { label: 'No answer at all', fault: { type: 'hang' } },
	ahead: { label: 'Clock 20 minutes ahead', fault: { type: 'skew', ms: 20 * 60_000 } },
	behind: { label: 'Clock 20 minutes behind', fault: { type: 'skew', ms: -20 * 60_000 } },
};

/** @type {Record<string, { label: string, fault: object }>} */
const OF_HOOKS = {
	hookLate: { label: 'Webhook 10 s late', fault: { type: 'hookLate', ms: 10_000 } },
	hookDoubled: { label: 'Webhook sent twice', fault: { type: 'hookDoubled' } },
	hookWithoutNewline: {
		label: 'Webhook without the newline at its end',
		fault: { type: 'hookWithoutNewline' },
	},
};

const ALL = { ...OF_REQUESTS, ...OF_HOOKS };

/** What shall go wrong on purpose. @param {{ faults: readonly Fault[] }} props */
export function Faults({ faults }) {
	/** @param {SubmitEvent} event */
	async function add(event) {
		event.preventDefault();
		const { what = '', times } = formValues(event);
		const fault = { ...ALL[what]?.fault, times: times ? Number(times) : undefined };
		await attempt(() => call('POST', '/sandbox/faults', [fault]));
	}

	/** @param {number} index */
	const remove = (index) => attempt(() => call('DELETE', `/sandbox/faults/${index}`));

	return html`
		<form onSubmit=${add}>
			<label>
				What goes wrong
				<select name="what">
					${group('Requests to the API', OF_REQUESTS)} ${group('Webhooks to n8n', OF_HOOKS)}
				</select>
			</label>
			<label>
				How often
				<select name="times">
					<option value="1">The next one</option>
					<option value="3">The next three</option>
					<option value="">Every one, until removed</option>
				</select>
			</label>
			<button class="primary">Add</button>
		</form>
		${faults.length === 0 && html`<p class="empty">Nothing goes wrong on purpose.</p>`}
		<ul class="faults">
			${faults.map(
				(fault, index) =>
					html`<li>
						<span>${labelOf(fault)} <span class="faint">${left(fault)}</span></span>
						<button onClick=${() => remove(index)} aria-label="Remove ${labelOf(fault)}">×</button>
					</li>`,
			)}
		</ul>
	`;
}

/**
 * @param {string} label
 * @param {typeof ALL} presets
 */
function group(label, presets) {
	return html`<optgroup label=${label}>
		${Object.entries(presets).map(([key, preset]) => html`<option value=${key}>${preset.label}</option>`)}
	</optgroup>`;
}

/** Its name here, or, set by a test or a script, what it is. @param {Fault} fault */
function labelOf({ on, ...fault }) {
	const text = JSON.stringify({ ...fault, times: undefined });
	const preset = Object.values(ALL).find((each) => JSON.stringify(each.fault) === text);
	return `${preset?.label ?? text}${on ? ` (${on})` : ''}`;
}

/** @param {Fault} fault */
const left = ({ times }) => (times === undefined ? 'every one' : `${times} to come`);
