import { html } from 'htm/preact';
import { useState } from 'preact/hooks';

import { call } from '../shared/http.mjs';
import { attempt, show } from './state.mjs';
import { Field, formValues } from './Field.mjs';

/** @import { InboxView } from '../../inbox/views.mts' */

/** @param {{ view: InboxView }} props */
export function WriteFirst({ view }) {
	const [isOpen, setIsOpen] = useState(false);

	/** @param {SubmitEvent} event */
	async function submit(event) {
		event.preventDefault();
		const { scope, ...values } = formValues(event);
		const { channelId, accountId } =
			view.connections.find(({ scopeId }) => scopeId === scope) ?? view.connections[0] ?? {};
		const body = { ...values, channelId, accountId };
		const sent = await attempt(() => call('POST', '/sandbox/manager/write-first', body));
		if (!sent) return;
		setIsOpen(false);
		show({ chat: sent.message.chatId });
	}

	return html`<details
		class="write-first"
		open=${isOpen}
		onToggle=${(/** @type {any} */ event) => setIsOpen(event.currentTarget.open)}
	>
		<summary>Write first</summary>
		<form onSubmit=${submit}>
			${
				view.connections.length > 1 &&
				html`<label>
					Account
					<select name="scope">
						${view.connections.map(
							({ scopeId, title, accountId }) =>
								html`<option value=${scopeId}>
									${view.accounts.find(({ amojoId }) => amojoId === accountId)?.name}: ${title}
								</option>`,
						)}
					</select>
				</label>`
			}
			<${Field} label="Phone number" name="phone" type="tel" required placeholder="+15550100001" />
			<${Field} label="Name, if known" name="clientName" />
			<${Field} label="Message" name="text" required />
			<button class="primary">Send</button>
		</form>
	</details>`;
}
