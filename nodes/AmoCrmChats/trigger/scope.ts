import type { Channel } from '../shared/channelCredential';
import { textAt, isUuid, type JsonObject } from '../shared/json';

/** A channel within an account; amoCRM puts its ID into the address of each hook. */
export interface Scope {
	id: string;
	channelId: string;
	accountId: string;
}

export function parseScope(id: unknown): Scope | undefined {
	const [channelId = '', accountId = '', ...more] = typeof id === 'string' ? id.split('_') : [];
	if (typeof id !== 'string' || !isUuid(channelId) || !isUuid(accountId)) return undefined;
	return more.length === 0 ? { id, channelId, accountId } : undefined;
}

/**
 * Why a hook that is rightly signed is not for this credential; undefined where it is. The signature covers the
 * body and not the address, and one secret serves all accounts of a channel: without this a hook could be sent
 * again as if it came from another account.
 */
export function mismatchOf(
	channel: Channel,
	scope: Scope | undefined,
	body: JsonObject,
): string | undefined {
	if (scope === undefined) {
		return 'the address that amoCRM calls does not end in a scope ID. Have support register it as the node shows it, with /:scope_id at its end.';
	}
	if (!isSame(scope.channelId, channel.channelId)) {
		return `'Channel ID' of the credential is ${channel.channelId}, and the webhooks are of the channel ${scope.channelId}. Correct Channel ID and Channel Secret.`;
	}
	const named = textAt(body, 'account_id') ?? scope.accountId;
	if (!isSame(scope.accountId, named)) {
		return 'address and body name different accounts. Does something on the way send webhooks to a fixed address?';
	}
	if (channel.accountId === '' || isSame(channel.accountId, named)) return undefined;
	return `'Account ID' of the credential is ${channel.accountId}, and the webhooks are of the account ${scope.accountId}. Correct it, or leave it empty to serve several accounts.`;
}

/** The same scope in the spelling of the credential, where it names the account. */
export function spelledAs(channel: Channel, { accountId }: Scope): Scope {
	const account = channel.accountId === '' ? accountId.toLowerCase() : channel.accountId;
	return {
		id: `${channel.channelId}_${account}`,
		channelId: channel.channelId,
		accountId: account,
	};
}

function isSame(a: string, b: string): boolean {
	return a.toLowerCase() === b.toLowerCase();
}
