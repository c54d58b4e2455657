import type { Answer, Verdict } from './messenger';

/** What a messenger says against a message, and what to do about it, in sentences. */
export function refused(
	errorCode: NonNullable<Verdict['errorCode']>,
	words: string,
	advice?: string,
): Verdict {
	const told = `${words.replace(/\.$/, '')}.`;
	return { status: 'error', errorCode, errorText: advice ? `${told} ${advice}` : told };
}

/** Codes of connections that were never made, and what n8n says instead of them. */
const NEVER_SENT =
	/ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|refused the connection|connection cannot be established|DNS server|host is unreachable/i;

/** What is to be thought of a request without an answer. */
export function verdictWithoutAnswer({ error }: Answer): Verdict {
	const failed = refused(903, error ?? 'The messenger did not answer');
	return NEVER_SENT.test(error ?? '') ? { ...failed, retry: 5 } : { ...failed, isUncertain: true };
}
