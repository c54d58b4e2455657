import { html } from 'htm/preact';
import { useEffect, useState } from 'preact/hooks';

import { call } from '../shared/http.mjs';
import { attempt } from './state.mjs';

/** @import { RequestRecord } from '../../api/record.mts' */
/** @import { Explanation as Explained } from '../../diagnosis/explain.mts' */

/** Why a request was refused, and what to change. @param {{ request: RequestRecord }} props */
export function Explanation({ request }) {
	const [explained, setExplained] = useState(/** @type {Explained | undefined} */ (undefined));
	useEffect(() => {
		const path = `/sandbox/requests/${request.id}/explanation`;
		void attempt(() => call('GET', path)).then(setExplained);
	}, [request.id]);
	if (!explained) return html`<p class="reason">${request.detail}</p>`;
	const { check, mistake, remedy, detail, right, received, table } = explained;
	return html`<div class="reason" role="note">
		<p>
			<strong>
				${
					mistake
						? html`${check === 'content-md5' ? 'Content-MD5 is' : 'Signed with'} ${mistake}.`
						: `${sentence(detail)}`
				}
			</strong>
		</p>
		<p>${remedy}</p>
		${
			right &&
			html`<dl>
				${
					received &&
					html`<div>
						<dt>Received</dt>
						<dd>${received}</dd>
					</div>`
				}
				<div>
					<dt>Right Content-MD5</dt>
					<dd>${right.contentMd5}</dd>
				</div>
				<div>
					<dt>Right X-Signature</dt>
					<dd>${right.signature}</dd>
				</div>
				<div>
					<dt>String to sign</dt>
					<dd class="lines">${withMarks(right.stringToSign)}</dd>
				</div>
			</dl>`
		}
		${
			table.length > 0 &&
			html`<details>
				<summary>What each known mistake makes of this request</summary>
				<table>
					<thead>
						<tr>
							<th scope="col">Mistake</th>
							<th scope="col">Result</th>
						</tr>
					</thead>
					<tbody>
						${table.map(
							(row) =>
								html`<tr class=${row.matches ? 'matches' : ''}>
									<td>${row.mistake}</td>
									<td>${row.value}</td>
								</tr>`,
						)}
					</tbody>
				</table>
			</details>`
		}
	</div>`;
}

/** Newlines are what goes wrong, so they are shown. @param {string} text */
function withMarks(text) {
	const lines = text.split('\n');
	return lines.map((line, index) => (index < lines.length - 1 ? `${line}⏎\n` : line)).join('');
}

/** @param {string} text */
const sentence = (text) => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
