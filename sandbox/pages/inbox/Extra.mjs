import { html } from 'htm/preact';
import { useState } from 'preact/hooks';

/** What comes with a text: one line of the field is one button, row or value. */
/** @type {Record<string, { label: string, title: string, hint: string, sample: string, of: (lines: string[][], text: string) => Record<string, unknown> }>} */
export const EXTRAS = {
	buttons: {
		label: 'Buttons',
		title: 'Buttons',
		hint: 'One button a line; with an address behind a bar it is a link',
		sample: 'Yes\nNo\nOur site | https://example.com',
		of: (lines, text) => ({
			text: text || 'Please choose',
			markup: { mode: 'inline', buttons: lines.map(([label = '', url]) => [{ text: label, url }]) },
		}),
	},
	list: {
		label: 'List',
		title: 'List message',
		hint: 'First line: the label of the button. Then one row a line: title | description',
		sample: 'Choose a size\nSmall | up to 1 kg\nLarge | up to 5 kg',
		of: ([button, ...rows], text) => ({
			text: text || 'Please choose',
			markup: {
				list_message: {
					body: text || 'Please choose',
					button: button?.[0] ?? 'Choose',
					sections: [
						{
							rows: rows.map(([title = '', description], index) => ({
								callback_data: `row-${index + 1}`,
								title,
								description,
							})),
						},
					],
				},
			},
		}),
	},
	template: {
		label: 'Template',
		title: 'Template',
		hint: 'First line: the template with its markers. Then one value a line: marker | value',
		sample: 'Order {{lead.id}} is ready\n{{lead.id}} | 1001',
		of: ([content, ...params]) => {
			const pairs = params.map(([key = '', value = '']) => ({ key, value }));
			const filled = pairs.reduce(
				(text, { key, value }) => text.replaceAll(key, value),
				content?.[0] ?? '',
			);
			return {
				text: filled,
				template: { id: 7103, external_id: 'tpl-1', content: content?.[0] ?? '', params: pairs },
			};
		},
	},
};

/** @param {{ kind: string, text: string, send: (content: Record<string, unknown>) => void }} props */
export function Extra({ kind, text, send }) {
	const [values, setValues] = useState(/** @type {Record<string, string>} */ ({}));
	const extra = EXTRAS[kind];
	if (!extra) return null;
	const value = values[kind] ?? extra.sample;
	const lines = value
		.split('\n')
		.filter((line) => line.trim() !== '')
		.map((line) => line.split('|').map((part) => part.trim()));
	return html`<fieldset class="extra">
		<legend>${extra.title}</legend>
		<label>
			${extra.hint}
			<textarea
				rows="3"
				value=${value}
				onInput=${(/** @type {any} */ event) => setValues({ ...values, [kind]: event.currentTarget.value })}
			></textarea>
		</label>
		<button
			type="button"
			class="primary"
			disabled=${lines.length === 0}
			onClick=${() => send(extra.of(lines, text))}
		>
			Send ${extra.title.toLowerCase()}
		</button>
	</fieldset>`;
}
