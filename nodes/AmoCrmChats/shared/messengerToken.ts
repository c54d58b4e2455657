import { requireHost, STAY_HERE, type RequestOptions } from './requestHost';

const PLACEHOLDER = '{token}';

/** The same request with the token in its address. Of what is wrong the fields are told, never what they contain. */
export function withToken<T extends RequestOptions>(options: T, token: string, host: string): T {
	requireToken(token);
	requireHost(options, originOf(host), 'The Messenger Token API credential gives its token to');
	const { url, uri, baseURL } = options;
	const filled = Object.entries({ url, uri, baseURL }).flatMap(([name, address]) =>
		address === undefined ? [] : [[name, String(address).replaceAll(PLACEHOLDER, () => token)]],
	);
	return { ...options, ...Object.fromEntries(filled), ...STAY_HERE };
}

function requireToken(token: string): void {
	if (token === '') {
		throw new Error("'Token' is empty. Enter it in the Messenger Token API credential.");
	}
	// It must stay the part of the address that it was put into.
	if (/[^\w:.~!$&'()*+,;=-]/.test(token)) {
		throw new Error(
			"'Token' of the Messenger Token API credential has a character that no token has, such as a space or a slash. Enter the token alone.",
		);
	}
}

function originOf(host: string): string {
	const fault = faultOf(host);
	if (fault === undefined) return new URL(host).origin;
	throw new Error(
		`'Host' of the Messenger Token API credential ${fault}. Enter scheme and host alone, such as https://api.telegram.org.`,
	);
}

function faultOf(host: string): string | undefined {
	if (host === '') return 'is empty';
	// URL alone takes localhost:8081 for an address of the scheme "localhost".
	if (!/^https?:\/\//i.test(host) || !URL.canParse(host)) return 'is not a web address';
	return /^https?:\/\/[^/?#@\\]+\/?$/i.test(host) ? undefined : 'has more than the host';
}
