import { signHook } from '../../sandbox/api/signature.mts';
import { samples } from '../../sandbox/hooks/samples.mts';
import type { Sent } from './knock.mts';
import type { Scene } from './scene.mts';

export interface SignedHook extends Sent {
	/** amoCRM's, by which what became of the hook can be found. */
	messageId: string;
}

/** Hooks of new messages, as the service posts them. */
export function signedHooks(
	{ accountId, secret }: Scene,
	count: number,
	signedWith = secret,
): SignedHook[] {
	return Array.from({ length: count }, () => {
		const body = JSON.stringify(samples.text?.({ accountId, now: Date.now() }));
		const { message } = JSON.parse(body) as { message: { message: { id: string } } };
		return {
			body: `${body}\n`,
			headers: { 'content-type': 'application/json', 'x-signature': signHook(signedWith, body) },
			messageId: message.message.id,
		};
	});
}
