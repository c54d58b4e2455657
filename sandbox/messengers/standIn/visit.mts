import { isOnThisMachine } from '../../access.mts';
import type { Brought } from './multipart.mts';

const TIMEOUT = 10_000;
const MOST_REDIRECTS = 5;

/** Messengers visit https addresses only. Those of this machine may go without, where a test allows them. */
export function isVisitable(address: string): boolean {
	if (!URL.canParse(address)) return false;
	return new URL(address).protocol === 'https:' || isOnThisMachine(address);
}

/**
 * Fetches a file as a messenger does with an address it was given: no credentials, a few redirects.
 * Only from hosts (with their port, if any) that the test allows; undefined when there is nothing to get.
 */
export async function visit(
	address: string,
	allowedHosts: readonly string[],
): Promise<Brought | undefined> {
	let url = address;
	for (let hop = 0; hop <= MOST_REDIRECTS; hop++) {
		if (!isVisitable(url) || !allowedHosts.includes(new URL(url).host)) return undefined;
		const response = await fetchQuietly(url);
		const next = response?.headers.get('location');
		if (response && next && response.status >= 300 && response.status < 400) {
			url = new URL(next, url).href;
			continue;
		}
		return response?.ok ? broughtBy(response, url) : undefined;
	}
	return undefined;
}

async function fetchQuietly(url: string): Promise<Response | undefined> {
	try {
		return await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(TIMEOUT) });
	} catch {
		return undefined;
	}
}

async function broughtBy(response: Response, url: string): Promise<Brought> {
	const name = decodeURIComponent(new URL(url).pathname.split('/').pop() ?? '') || 'file';
	const type = (response.headers.get('content-type') ?? '').toLowerCase();
	return { name, type, bytes: Buffer.from(await response.arrayBuffer()) };
}
