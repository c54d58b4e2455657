import type { Parameters } from '../parameters';

/** Hosts that amoCRM cannot download from. */
const PRIVATE_HOST =
	/^(localhost|.*\.(local|localhost|internal)|127\..*|10\..*|192\.168\..*|169\.254\..*|172\.(1[6-9]|2\d|3[01])\..*|0\.0\.0\.0|\[::1\]|\[f[cd].*|\[fe80.*)$/i;

/** Rule 14: an absolute http(s) address. With `downloaded`, one within a private network gets a warning. */
export function webAddressOf(
	parameters: Parameters,
	path: string,
	{ downloaded }: { downloaded: boolean },
): string | undefined {
	const address = parameters.text(path)?.trim();
	if (address === undefined) return undefined;
	const url = URL.canParse(address) ? new URL(address) : undefined;
	if (url === undefined || !/^https?:$/.test(url.protocol)) {
		throw parameters.invalid(
			path,
			'is not a web address',
			'Enter an absolute address that starts with https:// or http://.',
		);
	}
	if (downloaded && PRIVATE_HOST.test(url.hostname)) {
		parameters.warn(path, `points to ${url.hostname}, which amoCRM cannot reach to download from`);
	}
	return address;
}

export function requiredWebAddressOf(
	parameters: Parameters,
	path: string,
	expected: string,
): string {
	const address = webAddressOf(parameters, path, { downloaded: false });
	if (address === undefined) throw parameters.invalid(path, 'is empty', expected);
	return address;
}
