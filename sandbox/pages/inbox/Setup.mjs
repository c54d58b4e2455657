import { html } from 'htm/preact';
import { useState } from 'preact/hooks';

import { call } from '../shared/http.mjs';
import { Field, formValues } from './Field.mjs';
import { attempt } from './state.mjs';

/** @import { Channel } from '../../state/model.mts' */
/** @import { InboxView } from '../../inbox/views.mts' */

/** What support registers, and an account's administrator installs. @param {{ view: InboxView }} props */
export function Setup({ view }) {
	const { channels, accounts } = view;
	return html`
		${channels.map((channel) => html`<${ChannelCard} key=${channel.id} channel=${channel} view=${view} />`)}
		<section class="card">
			<h3>Accounts</h3>
			${accounts.map(
				({ amojoId, name, users }) =>
					html`<${Value} label=${name} value=${amojoId} />
						${users.map((user) => html`<${Value} label=${user.name} value=${user.id} />`)}`,
			)}
		</section>
		<div class="panel-tools">
			<${Adder} label="Add a channel" path="/sandbox/channels" />
			<${Adder} label="Add an account" path="/sandbox/accounts" />
		</div>
		<${Reset} />
	`;
}

/** @param {{ channel: Channel, view: InboxView }} props */
function ChannelCard({ channel, view }) {
	const { id, name, secret, bot, webhookUrl = '' } = channel;

	/** @param {SubmitEvent} event */
	async function save(event) {
		event.preventDefault();
		const { url = '' } = formValues(event);
		await attempt(() => call('PUT', `/sandbox/channels/${id}/webhook`, { url }));
	}

	return html`<section class="card">
		<h3>${name}</h3>
		<${Value} label="Base URL" value=${location.origin} />
		<${Value} label="Channel ID" value=${id} />
		<${Value} label="Channel secret" value=${secret} />
		<${Value} label="Bot ID" value=${bot.id} />
		<form onSubmit=${save}>
			<${Field}
				label="Webhook address, the production URL of the trigger"
				name="url"
				type="url"
				value=${webhookUrl}
				placeholder="http://127.0.0.1:5678/webhook/…/:scope_id"
			/>
			<button>Save</button>
		</form>
		<ul class="connections">
			${view.accounts.map((account) => html`<${Connection} account=${account} channelId=${id} view=${view} />`)}
		</ul>
	</section>`;
}

/** @param {{ account: InboxView['accounts'][number], channelId: string, view: InboxView }} props */
function Connection({ account, channelId, view }) {
	const scopeId = `${channelId}_${account.amojoId}`;
	const connection = view.connections.find((each) => each.scopeId === scopeId);
	const connect = () =>
		attempt(() => call('POST', '/sandbox/connections', { channelId, accountId: account.amojoId }));
	const disconnect = () => attempt(() => call('DELETE', `/sandbox/connections/${scopeId}`));
	return html`<li>
		<span
			>${account.name}
			${connection && html`<span class="faint">webhooks ${connection.hookApiVersion}</span>`}</span
		>
		${
			connection
				? html`<button onClick=${disconnect}>Disconnect</button>`
				: html`<button onClick=${connect}>Connect</button>`
		}
	</li>`;
}

/** @param {{ label: string, value: string }} props */
function Value({ label, value }) {
	const [isCopied, setIsCopied] = useState(false);
	async function copy() {
		await navigator.clipboard.writeText(value);
		setIsCopied(true);
		setTimeout(() => setIsCopied(false), 1500);
	}
	return html`<p class="value">
		<span class="faint">${label}</span>
		<code>${value}</code>
		<button onClick=${copy} aria-label="Copy ${label}">${isCopied ? 'Copied' : 'Copy'}</button>
	</p>`;
}

/** @param {{ label: string, path: string }} props */
function Adder({ label, path }) {
	/** @param {SubmitEvent} event */
	async function add(event) {
		event.preventDefault();
		const form = /** @type {HTMLFormElement} */ (event.currentTarget);
		if (await attempt(() => call('POST', path, formValues(event)))) form.reset();
	}
	return html`<form onSubmit=${add}>
		<${Field} label=${label} name="name" placeholder="Name" required />
		<button>Add</button>
	</form>`;
}

function Reset() {
	const [isSure, setIsSure] = useState(false);
	async function reset() {
		setIsSure(false);
		await attempt(() => call('DELETE', '/sandbox/state'));
		location.hash = '';
	}
	return html`<section class="card">
		<h3>Reset</h3>
		<p>Forgets chats, messages, traffic and faults. Channels, accounts and connections stay.</p>
		${
			isSure
				? html`<button class="danger" onClick=${reset}>Yes, forget it all</button>
						<button onClick=${() => setIsSure(false)}>Keep it</button>`
				: html`<button onClick=${() => setIsSure(true)}>Reset …</button>`
		}
	</section>`;
}
