import { textAt, type JsonObject } from '../shared/json';
import type { Answer, Call, Found, Setup } from './messenger';

export const GRAPH_URL = 'https://graph.facebook.com/v26.0';

/** An address of the Graph API; what a webhook says cannot lead elsewhere. */
export function graphUrl(setup: Setup, ...path: string[]): string {
	const base = (textAt(setup, 'graphUrl') ?? GRAPH_URL).replace(/\/+$/, '');
	return [base, ...path.map((step) => encodeURIComponent(step))].join('/');
}

/** Updates hold an address of the file, good for minutes, and its ID, good for days. Both want the token. */
export function ask(
	need: JsonObject,
	setup: Setup,
	answers: readonly Answer[],
): Call | Found | undefined {
	const [id, url] = [textAt(need, 'id'), textAt(need, 'url')];
	const byId = id === undefined ? undefined : get(graphUrl(setup, id));
	const byUrl = url !== undefined && isTrusted(url, setup) ? get(url) : undefined;
	const last = answers.at(-1);
	if (last === undefined) return byUrl ?? byId;
	const isGood = last.status !== undefined && last.status >= 200 && last.status < 300;
	// What comes from an address is the file, be it one of JSON.
	const isDescription = answers.length === (byUrl ? 2 : 1);
	if (isGood && !isDescription) return { file: 'answer' };
	const found = isGood ? textAt(last.body, 'url') : undefined;
	if (found !== undefined) return get(found);
	return byUrl && answers.length === 1 ? byId : undefined;
}

function get(url: string): Call {
	return { method: 'GET', url };
}

/** Only Meta's own servers get the token: a webhook could name any address. */
const META = /^https:\/\/([\w-]+\.)*(fbsbx|facebook|fbcdn|whatsapp)\.(com|net)\//;

function isTrusted(url: string, setup: Setup): boolean {
	return META.test(url) || url.startsWith(`${graphUrl(setup)}/`);
}
