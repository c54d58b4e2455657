import { html } from 'htm/preact';
import { useState } from 'preact/hooks';

import { call } from '../shared/http.mjs';
import { Bytes, Entry } from './Entry.mjs';
import { Explanation } from './Explanation.mjs';
import { attempt, inbox } from './state.mjs';

/** @import { RequestRecord } from '../../api/record.mts' */
/** @import { HookRecord } from '../../hooks/deliver.mts' */

const SHOWN = 100;

/** What went over the wire, newest first. @param {{ requests: RequestRecord[], hooks: HookRecord[] }} props */
export function Traffic({ requests, hooks }) {
	const [onlyBad, setOnlyBad] = useState(false);
	const entries = [...requests, ...hooks]
		.filter((entry) => !onlyBad || !isGood(entry))
		.sort((a, b) => b.at - a.at)
		.slice(0, SHOWN);

	async function clear() {
		const paths = ['/sandbox/requests', '/sandbox/hooks'];
		await attempt(() => Promise.all(paths.map((path) => call('DELETE', path))));
		inbox.set({ requests: [], hooks: [] });
	}

	return html`
		<div class="panel-tools">
			<label>
				<input
					type="checkbox"
					checked=${onlyBad}
					onChange=${(/** @type {any} */ event) => setOnlyBad(event.currentTarget.checked)}
				/>
				Only what failed
			</label>
			<button onClick=${clear}>Clear</button>
		</div>
		${entries.length === 0 && html`<p class="empty">Requests and webhooks appear here.</p>`}
		<ul class="entries">
			${entries.map((entry) =>
				'url' in entry
					? html`<${Hook} key=${`h${entry.id}`} hook=${entry} />`
					: html`<${Request} key=${`r${entry.id}`} request=${entry} />`,
			)}
		</ul>
	`;
}

/** @param {RequestRecord | HookRecord} entry */
function isGood(entry) {
	return 'url' in entry ? entry.status === 200 : entry.verdict === 'accepted' || isProbe(entry);
}

/**
 * Connect without an account: its documented refusal tells whoever tests a credential that the channel is
 * known and the signature right. A request that is refused for the sake of the answer has not failed.
 * @param {RequestRecord} request
 */
function isProbe({ kind, status, verdict, body }) {
	return kind === 'connect' && verdict === 'refused' && status === 400 && !namesAccount(body);
}

/** @param {string} body */
function namesAccount(body) {
	return body.includes('"account_id"');
}

/** @param {{ request: RequestRecord }} props */
function Request({ request }) {
	const { method, path, query, kind, status, verdict, detail } = request;
	const target = query ? `${path}?${query}` : path;
	const isTest = isProbe(request);
	return html`<${Entry}
		direction="in"
		title=${kind ?? 'unknown'}
		at=${request.at}
		status=${status}
		verdict=${isTest ? 'credential test' : verdict}
		subtitle=${`${method} ${shortPath(path)}`}
	>
		${verdict === 'refused' && !isTest && html`<${Explanation} request=${request} />`}
		${
			isTest &&
			html`<p>
				Somebody tested a credential: Connect without an account. This refusal says that host,
				channel and secret are right; nothing was connected.
			</p>`
		}
		${verdict === 'faulted' && html`<p class="reason">A fault: ${detail}</p>`}
		<${Bytes} title="${method} ${target}" headers=${request.headers} body=${request.body} />
		<${Bytes}
			title="Answer ${status ?? '(none)'}${request.ms === undefined ? '' : `, ${request.ms} ms`}"
			body=${request.answer}
		/>
	<//>`;
}

/** @param {{ hook: HookRecord }} props */
function Hook({ hook }) {
	const { kind, status, error, url } = hook;
	const isTaken = status === 200;
	return html`<${Entry}
		direction="out"
		title=${`${kind} webhook`}
		at=${hook.at}
		status=${status}
		verdict=${isTaken ? 'accepted' : 'failed'}
		subtitle=${url || 'no webhook address is set'}
	>
		${!isTaken && html`<p class="reason">${hookAdvice(status, error)}</p>`}
		<${Bytes} title="POST ${url}" headers=${hook.headers} body=${hook.body} />
		<p class="faint">
			X-Signature is HMAC-SHA1 of the body with the channel secret,
			${hook.body.endsWith('\n') ? ' without the newline at its end.' : ' which has no newline at its end this time.'}
		</p>
		<${Bytes} title="Answer ${status ?? '(none)'}, ${hook.ms} ms" body=${hook.answer} />
	<//>`;
}

/**
 * @param {number | undefined} status
 * @param {string | undefined} error
 */
function hookAdvice(status, error) {
	if (status === 401 || status === 403) {
		return 'The receiver did not believe the signature: its secret is another one, or it hashed other bytes. Sign the raw body, without a newline at its end.';
	}
	if (status === 404) {
		return 'Nobody listens at this address: is the workflow published, and the address its production URL?';
	}
	if (status !== undefined) return `The receiver answered ${status}; the service wants 200.`;
	return `No answer: ${error}. The service sends once and never again.`;
}

/** The ids in the middle are long and the same in each. @param {string} path */
function shortPath(path) {
	return path
		.replace('/v2/origin/custom', '…')
		.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, (id) => `${id.slice(0, 4)}…`);
}
