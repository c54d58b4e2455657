import { textAt, type JsonObject } from '../shared/json';
import type { Channel } from './credentialMemory';

/** A channel within an account; amoCRM puts its id into the address of each hook. */
export interface Scope {
	id: string;
	channelId: string;
	accountId: string;
}

const SCOPE = /^([0-9a-f-]{36})_([0-9a-f-]{36})$/i;

export function parseScope(id: unknown): Scope | undefined {
	const found = typeof id === 'string' ? SCOPE.exec(id) : null;
	if (found?.[1] === undefined || found[2] === undefined) return undefined;
	return { id: found[0], channelId: found[1], accountId: found[2] };
}

/**
 * The signature covers the body and not the address, and one secret serves all accounts of a channel:
 * without this a hook could be sent again as if it came from another account.
 */
export function isOf(channel: Channel, scope: Scope, body: JsonObject): boolean {
	const named = textAt(body, 'account_id') ?? scope.accountId;
	return (
		same(scope.channelId, channel.id) &&
		same(scope.accountId, named) &&
		(channel.accountId === '' || same(channel.accountId, named))
	);
}

function same(a: string, b: string): boolean {
	return a.toLowerCase() === b.toLowerCase();
}
