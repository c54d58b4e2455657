import type { Explanation } from './refusals';
import type { Trouble } from './trouble';
import { excerptOf } from './words';

const UNSURE =
	'The request may have arrived all the same; a message sent again under the same Message ID does no harm. Try again later, or raise Timeout where Options have it.';

interface Silence {
	codes: RegExp;
	/** Whether it passes by itself, so that the same request may get its answer later. */
	mayRepeat: boolean;
	/** Whether the request was on its way, so that nobody knows if it was carried out. */
	mayHaveArrived: boolean;
	explain: (host: string) => Explanation;
}

const unknownHost = (host: string): Explanation => ({
	message: `The host ${host} is not known`,
	description: "Check the credential's Host, and the name resolution (DNS) of the n8n server.",
});

const KINDS: Silence[] = [
	{
		codes: /ECONNREFUSED/,
		mayRepeat: true,
		mayHaveArrived: false,
		explain: (host) => ({
			message: `Nothing answers at ${host}`,
			description: `The connection was refused. Check the credential's Host, and that a firewall or proxy lets n8n through.`,
		}),
	},
	// No server has this name.
	{ codes: /ENOTFOUND/, mayRepeat: false, mayHaveArrived: false, explain: unknownHost },
	// No name server could be asked for this name.
	{ codes: /EAI_AGAIN/, mayRepeat: true, mayHaveArrived: false, explain: unknownHost },
	{
		codes: /ECONNABORTED|ETIMEDOUT|timeout|timed out/i,
		mayRepeat: true,
		mayHaveArrived: true,
		explain: (host) => ({
			message: `${host} did not answer in time`,
			description: UNSURE,
		}),
	},
	{
		codes: /ECONNRESET|EPIPE|socket hang up|closed unexpectedly|premature close/i,
		mayRepeat: true,
		mayHaveArrived: true,
		explain: (host) => ({
			message: `${host} closed the connection before it answered`,
			description: UNSURE,
		}),
	},
	{
		codes: /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|EPROTO/,
		mayRepeat: false,
		mayHaveArrived: false,
		explain: (host) => ({
			message: `The certificate of ${host} is not trusted`,
			description: "Check the credential's Host, and any proxy between n8n and the internet.",
		}),
	},
];

/** Says why there was no answer at all. n8n may have replaced the system's words, so all texts are searched. */
export function explainSilence(error: unknown, host: string): Explanation {
	const kind = kindOf(error);
	if (kind !== undefined) return kind.explain(host);
	const texts = textsOf(error);
	return {
		message: excerptOf(texts[0] ?? 'The request could not be sent'),
		description:
			excerptOf(texts.slice(1).join('. ')) ||
			"Check the credential, and the n8n server's connection.",
	};
}

/** Nothing is known of an unforeseen reason: the request is not tried again, and may have arrived. */
export function troubleOfSilence(error: unknown): Trouble {
	const { mayRepeat = false, mayHaveArrived = true } = kindOf(error) ?? {};
	return { mayRepeat, slowDown: false, mayHaveArrived };
}

function kindOf(error: unknown): Silence | undefined {
	const texts = textsOf(error);
	return KINDS.find(({ codes }) => texts.some((text) => codes.test(text)));
}

function textsOf(error: unknown, depth = 0): string[] {
	if (typeof error === 'string') return error === '' ? [] : [error];
	if (Array.isArray(error)) return error.flatMap((part) => textsOf(part, depth + 1));
	if (typeof error !== 'object' || error === null || depth > 3) return [];
	const { message, code, description, messages, cause } = error as Record<string, unknown>;
	return [message, code, description, messages, cause].flatMap((part) => textsOf(part, depth + 1));
}
