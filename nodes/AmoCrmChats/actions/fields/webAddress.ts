import { isPrivateHost } from '../../shared/privateHost';
import type { ItemForm } from '../form';

/** An absolute http(s) address. With `downloaded`, one within a private network gets a warning. */
export function webAddressOf(
	form: ItemForm,
	path: string,
	{ downloaded }: { downloaded: boolean },
): string | undefined {
	const address = form.text(path)?.trim();
	if (address === undefined) return undefined;
	const url = URL.canParse(address) ? new URL(address) : undefined;
	if (url === undefined || !/^https?:$/.test(url.protocol)) {
		throw form.invalid(
			path,
			'is not a web address',
			'Enter an absolute address that starts with https:// or http://.',
		);
	}
	if (downloaded && isPrivateHost(url.hostname)) {
		form.warn(path, `points to ${url.hostname}, which amoCRM cannot reach to download from`);
	}
	return address;
}

/** Whether amoCRM, which is outside, cannot download from this web address. */
export function isPrivateAddress(address: string): boolean {
	return isPrivateHost(new URL(address).hostname);
}

export function requiredWebAddressOf(form: ItemForm, path: string, expected: string): string {
	const address = webAddressOf(form, path, { downloaded: false });
	if (address === undefined) throw form.invalid(path, 'is empty', expected);
	return address;
}
