import { isPrivateHost } from '../../shared/privateHost';
import type { ItemForm } from '../form';
import { doubtfulKeyIn, keyIn } from './addressKey';

const EXPECTED = 'Enter an absolute address that starts with https:// or http://.';

/** The address of the file of a message, which amoCRM downloads. */
export function fileAddressOf(form: ItemForm, path: string): string | undefined {
	const url = requiredUrlOf(
		form,
		path,
		"Download the file first, with the messenger's node or HTTP Request, and send it with Media Source: Binary File.",
	);
	if (url !== undefined) warnOf(form, path, url);
	return url && hrefOf(url);
}

/** The address of a page, which amoCRM opens for the manager. */
export function requiredWebAddressOf(form: ItemForm, path: string, expected: string): string {
	const url = requiredUrlOf(form, path, 'Use an address that everybody may see.');
	if (url === undefined) throw form.invalid(path, 'is empty', expected);
	return hrefOf(url);
}

/** The address of something that a message can do without: what amoCRM could not use is left out. */
export function decorationOf(
	form: ItemForm,
	path: string,
	{ downloaded }: { downloaded: boolean },
): string | undefined {
	const address = form.raw(path);
	if (address === undefined) return undefined;
	const url = typeof address === 'string' ? urlOf(address) : undefined;
	const key = url && keyIn(url);
	if (url === undefined) form.warn(path, 'is not a web address and is left out');
	else if (key !== undefined) form.warn(path, `carries ${key} and is left out`);
	else {
		if (downloaded) warnOf(form, path, url);
		return hrefOf(url);
	}
	return undefined;
}

/** Whether amoCRM, which is outside, cannot download from this web address. */
export function isPrivateAddress(address: string): boolean {
	return isPrivateHost(new URL(address).hostname);
}

function requiredUrlOf(form: ItemForm, path: string, wayOut: string): URL | undefined {
	const address = form.text(path);
	if (address === undefined) return undefined;
	const url = urlOf(address);
	if (url === undefined) throw form.invalid(path, 'is not a web address', EXPECTED);
	const key = keyIn(url);
	if (key === undefined) return url;
	throw form.invalid(path, `carries ${key}, which whoever reads the chat could use`, wayOut);
}

function urlOf(text: string): URL | undefined {
	const address = text.trim();
	const url = URL.canParse(address) ? new URL(address) : undefined;
	return url !== undefined && /^https?:$/.test(url.protocol) ? url : undefined;
}

/** As it travels. URL leaves a percent sign alone that begins no escape; servers refuse such an address. */
function hrefOf({ href }: URL): string {
	return href.replace(/%(?![0-9a-f]{2})/gi, '%25');
}

function warnOf(form: ItemForm, path: string, url: URL): void {
	if (isPrivateHost(url.hostname)) {
		form.warn(path, `points to ${url.hostname}, which amoCRM cannot reach to download from`);
	}
	const key = doubtfulKeyIn(url);
	if (key !== undefined) form.warn(path, `carries ${key}; whoever reads the chat could use it`);
}
