import { html } from 'htm/preact';

import { Media, safeUrl } from '../shared/media.mjs';
import { Text } from '../shared/Text.mjs';

/** @import { Content } from '../../state/model.mts' */

/** What a message says, by its type. @param {{ content: Content }} props */
export function MessageContent({ content }) {
	const {
		type,
		text,
		media,
		location,
		contact,
		shared_post: shared,
		callback_data: callback,
	} = content;
	return html`
		<${Media}
			type=${type}
			url=${media}
			name=${content.file_name}
			size=${content.file_size}
			seconds=${content.media_duration}
			stickerId=${content.sticker_id}
		/>
		${text && html`<${Text} text=${text} />`}
		${location && html`<p class="card">Location<b>${location.lat}, ${location.lon}</b></p>`}
		${contact && html`<p class="card" dir="auto">${contact.name}<b>${contact.phone}</b></p>`}
		${
			shared &&
			html`<p class="card">
				Shared post
				<a href=${safeUrl(shared.url)} target="_blank" rel="noreferrer">${shared.url}</a>
			</p>`
		}
		${content.template && html`<${Template} template=${content.template} />`}
		${content.markup && html`<${Markup} markup=${content.markup} />`}
		${callback && html`<p class="faint">chose ${callback}</p>`}
	`;
}

/** @param {{ template: { content?: string, external_id?: string, id?: number } }} props */
function Template({ template }) {
	return html`<p class="card" dir="auto">
		Template ${template.external_id ?? template.id}<b>${template.content}</b>
	</p>`;
}

/** @typedef {{ text: string, url?: string }} Button */
/** @typedef {{ title?: string, rows: Array<{ title: string, description?: string }> }} Section */
/** @typedef {{ header?: string, body: string, footer?: string, button: string, sections: Section[] }} List */

/** Buttons, or a list to choose from. @param {{ markup: { buttons?: Button[][], list_message?: List } }} props */
function Markup({ markup }) {
	const { buttons, list_message: list } = markup;
	return html`
		${buttons?.map(
			(row) =>
				html`<p class="buttons" dir="auto">
					${row.map(({ text, url }) =>
						safeUrl(url)
							? html`<a href=${safeUrl(url)} target="_blank" rel="noreferrer">${text} ↗</a>`
							: html`<span>${text}</span>`,
					)}
				</p>`,
		)}
		${
			list &&
			html`<div class="card" dir="auto">
				${list.header && html`<strong>${list.header}</strong>`}
				<p>${list.body}</p>
				${list.sections.map(
					({ title, rows }) => html`
						${title && html`<span class="faint">${title}</span>`}
						<ul>
							${rows.map(
								(row) => html`<li>${row.title} <span class="faint">${row.description}</span></li>`,
							)}
						</ul>
					`,
				)}
				${list.footer && html`<span class="faint">${list.footer}</span>`}
				<p class="buttons"><span>${list.button}</span></p>
			</div>`
		}
	`;
}
