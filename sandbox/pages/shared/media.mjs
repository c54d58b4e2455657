import { html } from 'htm/preact';

/**
 * Only what a browser opens as a page or a file: an address in a message must not run as a script.
 * @param {string | undefined} url
 */
export function safeUrl(url) {
	return url && /^https?:\/\//i.test(url) ? url : undefined;
}

/** @param {number | undefined} bytes */
function sizeText(bytes) {
	if (!bytes) return '';
	if (bytes < 1024) return `${bytes} B`;
	if (bytes < 1024 * 1024) return `${Math.round(bytes / 1024)} kB`;
	return `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}

/**
 * The file of a message: shown, played, or offered for download.
 * @param {{ type: string, url?: string, name?: string, size?: number, seconds?: number, stickerId?: string }} props
 */
export function Media({ type, url, name, size, seconds, stickerId }) {
	const address = safeUrl(url);
	if (!address) {
		return stickerId ? html`<p class="sticker-id">Sticker ${stickerId}</p>` : null;
	}
	const label = name ?? type;
	switch (type) {
		case 'picture':
		case 'sticker':
			return html`<a class="picture ${type}" href=${address} target="_blank" rel="noreferrer">
				<img src=${address} alt=${label} loading="lazy" referrerpolicy="no-referrer" />
			</a>`;
		case 'video':
			return html`<video src=${address} controls preload="metadata" aria-label=${label}></video>`;
		case 'voice':
		case 'audio':
			return html`<div class="sound">
				<audio src=${address} controls preload="metadata" aria-label=${label}></audio>
				${seconds ? html`<span class="faint">${seconds} s</span>` : null}
			</div>`;
		default:
			return html`<a class="file" href=${address} target="_blank" rel="noreferrer">
				<span class="file-icon" aria-hidden="true"></span>
				<span>${label}<small>${sizeText(size)}</small></span>
			</a>`;
	}
}
