import { html } from 'htm/preact';

import { Faults } from './Faults.mjs';
import { Setup } from './Setup.mjs';
import { show } from './state.mjs';
import { Traffic } from './Traffic.mjs';

/** @import { RequestRecord } from '../../api/record.mts' */
/** @import { HookRecord } from '../../hooks/deliver.mts' */
/** @import { InboxView } from '../../inbox/views.mts' */
/** @import { Panel } from './state.mjs' */

/** @type {Record<Panel, string>} */
const TITLES = { traffic: 'Traffic', faults: 'Faults', setup: 'Setup', phone: 'Phone' };

/** @param {{ panel?: Panel, faults: number }} props */
export function PanelTabs({ panel, faults }) {
	return html`<div class="panel-tabs" role="group" aria-label="Panels">
		${Object.entries(TITLES).map(
			([name, title]) =>
				html`<button
					aria-pressed=${panel === name}
					onClick=${() => show({ panel: panel === name ? '' : name })}
				>
					${title} ${name === 'faults' && faults > 0 && html`<span class="count">${faults}</span>`}
				</button>`,
		)}
	</div>`;
}

/** @param {{ panel: Panel, view: InboxView, requests: RequestRecord[], hooks: HookRecord[] }} props */
export function PanelColumn({ panel, view, requests, hooks }) {
	return html`<section class="panel ${panel}" aria-label=${TITLES[panel]}>
		<div class="panel-head">
			<h2>${TITLES[panel]}</h2>
			<button onClick=${() => show({ panel: '' })} aria-label="Close">×</button>
		</div>
		${panel === 'traffic' && html`<${Traffic} requests=${requests} hooks=${hooks} />`}
		${panel === 'faults' && html`<${Faults} faults=${view.faults} />`}
		${panel === 'setup' && html`<${Setup} view=${view} />`}
		${panel === 'phone' && html`<iframe src="/phone" title="The client’s phone"></iframe>`}
	</section>`;
}
