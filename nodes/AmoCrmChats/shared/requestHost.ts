/** What n8n hands to a credential: its helpers say `url`, its HTTP Request node says `uri`. */
export interface RequestOptions {
	url?: string;
	uri?: string;
	baseURL?: string;
	method?: string;
	headers?: object;
	body?: unknown;
}

/**
 * Behind a redirect a signature would be wrong at best, and a secret in the hands of a stranger at worst. The first
 * is read by n8n's helpers, the other two by its HTTP Request node, which would follow redirects by default.
 */
export const STAY_HERE = {
	disableFollowRedirect: true,
	followRedirect: false,
	followAllRedirects: false,
};

/** What a credential adds to a request opens the API: in the hands of another host it would do so for a stranger. */
export function requireHost(options: RequestOptions, host: string, credentialDoes: string): void {
	const { origin } = urlOf(options);
	if (origin === host) return;
	throw new Error(
		`${credentialDoes} ${host} only, and this one goes to ${origin}. Correct the URL of the request, or Host in the credential.`,
	);
}

export function urlOf(options: RequestOptions): URL {
	const address = addressOf(options);
	if (URL.canParse(address)) return new URL(address);
	throw new Error('The URL of the request is not a web address. Begin it with https://.');
}

/** As axios joins the two, which sends the request in the end. */
function addressOf({ url, uri, baseURL }: RequestOptions): string {
	const address = String(url ?? uri ?? '');
	if (baseURL === undefined || baseURL === '' || /^([a-z][a-z\d+.-]*:)?\/\//i.test(address)) {
		return address;
	}
	return address === '' ? baseURL : `${baseURL.replace(/\/+$/, '')}/${address.replace(/^\/+/, '')}`;
}
