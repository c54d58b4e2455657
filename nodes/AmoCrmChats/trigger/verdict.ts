import type { IWebhookFunctions } from 'n8n-workflow';
import type { Channel } from '../shared/channelCredential';
import { isSignedBy } from '../shared/signature';
import { parse, rawBodyOf } from './rawBody';
import { mismatchOf, parseScope, spelledAs, type Scope } from './scope';
import type { Hook } from './simplify';

export const OK = 200;
export const BAD_REQUEST = 400;
const UNAUTHORIZED = 401;
const FORBIDDEN = 403;

export type Verdict =
	| { kind: 'hook'; hook: Hook }
	/** `why` is there if something is to be put right, and not if a stranger knocked. */
	| { kind: 'refused'; status: number; why?: string };

/** Reads the request, and says for a channel whether it is a hook of that channel. */
export async function judgeBy(context: IWebhookFunctions): Promise<(channel: Channel) => Verdict> {
	const bytes = await rawBodyOf(context);
	const signature = context.getHeaderData()['x-signature'];
	const scope = parseScope(scopeIdOf(context));
	return (channel) =>
		bytes === undefined
			? { kind: 'refused', status: UNAUTHORIZED }
			: judge(channel, bytes, signature, scope);
}

function judge(
	channel: Channel,
	bytes: Buffer,
	signature: unknown,
	scope: Scope | undefined,
): Verdict {
	const refuse = (status: number, why?: string): Verdict => ({
		kind: 'refused',
		status,
		why: channel.problem ? `${channel.problem.message}. ${channel.problem.description}` : why,
	});
	if (!isSignedBy(channel.secret, bytes, signature)) {
		return refuse(UNAUTHORIZED, doubtAbout(channel, signature, scope));
	}
	const text = bytes.toString('utf8').trim();
	const body = parse(text);
	if (body === undefined) return refuse(BAD_REQUEST);
	const mismatch = mismatchOf(channel, scope, body);
	if (mismatch !== undefined || scope === undefined) return refuse(FORBIDDEN, mismatch);
	const reception = `${Date.now()} ${Math.random()}`;
	return { kind: 'hook', hook: { body, text, scope: spelledAs(channel, scope), reception } };
}

/** Only what is addressed to this channel, and signed somehow, may be amoCRM's own. */
function doubtAbout(channel: Channel, signature: unknown, scope?: Scope): string | undefined {
	const isAddressed = scope?.channelId.toLowerCase() === channel.channelId.toLowerCase();
	if (typeof signature !== 'string' || !isAddressed) return undefined;
	return "they are signed with another secret than 'Channel Secret' of the credential, or were changed on the way, or are forged. Compare the secret with the letter of amoCRM support.";
}

/** From the address: amoCRM's placeholder, or the scope that stands in a path of the person's own. */
function scopeIdOf(context: IWebhookFunctions): string {
	const { scope_id: given } = context.getParamsData() as { scope_id?: string };
	return given ?? String(context.getNodeParameter('options.scopeId', '')).trim();
}
