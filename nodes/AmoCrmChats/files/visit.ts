import type { IExecuteFunctions, IHttpRequestMethods, IN8nHttpFullResponse } from 'n8n-workflow';
import { isPrivateHost } from '../shared/privateHost';
import { explainSilence, troubleOfSilence } from '../transport/noAnswer';
import { decodeHeader } from './decodeName';
import type { Answered } from './fileHeaders';
import { FileTrouble } from './fileTrouble';

type Helpers = IExecuteFunctions['helpers'];

/** What fetching a file takes of n8n: an execution and the trigger both have it. */
export interface FileContext {
	helpers: Pick<Helpers, 'httpRequest' | 'prepareBinaryData'>;
}

/** The type that n8n takes files in. */
export type FileStream = Exclude<Parameters<Helpers['prepareBinaryData']>[0], Buffer>;

export interface Visit {
	method: IHttpRequestMethods;
	url: string;
	headers?: Record<string, string>;
	signal: AbortSignal;
	allowPrivate: boolean;
}

export interface Visited extends Answered {
	/** Where the redirects began. */
	asked: URL;
	body: FileStream;
}

const MAX_REDIRECTS = 3;

/** Asks a foreign server, unsigned. Each redirect is judged as the first address was, so n8n must not follow them. */
export async function visit(context: FileContext, request: Visit): Promise<Visited> {
	const asked = urlOf(request.url);
	let url = asked;
	for (let redirects = 0; ; redirects++) {
		requirePublic(url, request.allowPrivate);
		const answer = await ask(context, request, url);
		const status = answer.statusCode;
		const body = answer.body as FileStream;
		const location = status >= 300 && status < 400 ? answer.headers.location : undefined;
		if (typeof location !== 'string') {
			return { asked, url, status, headers: answer.headers, body };
		}
		body.destroy();
		if (redirects === MAX_REDIRECTS) {
			throw new FileTrouble(
				`${url.host} redirects more than ${MAX_REDIRECTS} times`,
				'Use the address at which the redirects end.',
			);
		}
		url = urlOf(decodeHeader(location), url);
	}
}

function urlOf(address: string, base?: URL): URL {
	const url = URL.canParse(address, base?.href) ? new URL(address, base) : undefined;
	if (url !== undefined && /^https?:$/.test(url.protocol)) return url;
	throw new FileTrouble(
		base === undefined
			? 'The address of the file is not a web address'
			: `${base.host} redirects to what is not a web address`,
		'Files are fetched from absolute addresses that start with https:// or http:// only.',
	);
}

function requirePublic({ hostname }: URL, allowPrivate: boolean): void {
	if (allowPrivate || !isPrivateHost(hostname)) return;
	throw new FileTrouble(
		`The file is at ${hostname}, which is an address of a private network`,
		"What comes from outside must not make n8n call its own network. Only for a download it can be allowed, with 'Allow Private Addresses' under Options.",
	);
}

async function ask(
	{ helpers }: FileContext,
	{ method, headers, signal }: Visit,
	url: URL,
): Promise<IN8nHttpFullResponse> {
	try {
		return (await helpers.httpRequest({
			method,
			url: url.href,
			// The size that a server tells of compressed bytes is not the file's.
			headers: { 'Accept-Encoding': 'identity', ...headers },
			encoding: 'stream',
			returnFullResponse: true,
			ignoreHttpStatusErrors: true,
			disableFollowRedirect: true,
			abortSignal: signal,
		})) as IN8nHttpFullResponse;
	} catch (error) {
		throw silence(error, url, signal);
	}
}

/** There was no answer, or it broke off. */
export function silence(error: unknown, { host }: URL, signal: AbortSignal): FileTrouble {
	if (error instanceof FileTrouble) return error;
	if (signal.aborted) {
		const advice = 'Raise the time-out under Options, or use a faster server.';
		const late = { mayRepeat: true, slowDown: false, mayHaveArrived: false };
		return new FileTrouble(`${host} did not give the file in time`, advice, late);
	}
	const { message } = explainSilence(error, host);
	const advice = 'Check the address of the file, and that the n8n server can reach it.';
	return new FileTrouble(message, advice, troubleOfSilence(error));
}
