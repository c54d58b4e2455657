import type { JsonObject } from '../../../nodes/AmoCrmChats/shared/json.ts';
import { isOf, parseScope } from '../../../nodes/AmoCrmChats/trigger/scope.ts';

const channelId = '344a5002-f8ca-454d-af3d-396180102ac7';
const accountId = '52e591f7-c98f-4255-8495-827210138c81';
const stranger = '00000000-0000-4000-8000-000000000000';
const scope = { id: `${channelId}_${accountId}`, channelId, accountId };
const channel = { id: channelId, secret: 's', accountId: '' };

test('a scope id is a channel id and an account id', () => {
	expect(parseScope(scope.id)).toEqual(scope);
});

test.each([undefined, '', ':scope_id', channelId, `${scope.id}_`, ` ${scope.id}`, 7, {}])(
	'%j is none',
	(id) => expect(parseScope(id)).toBeUndefined(),
);

test.each([
	['channel, scope and body agree', channel, accountId, true],
	['the body names no account', channel, undefined, true],
	['they differ in case only', { ...channel, id: channelId.toUpperCase() }, accountId, true],
	['the body names another account', channel, stranger, false],
	['the scope is of another channel', { ...channel, id: stranger }, accountId, false],
	['the credential has this account', { ...channel, accountId }, accountId, true],
	['the credential has another account', { ...channel, accountId: stranger }, accountId, false],
	[
		'the credential has another one and the body none',
		{ ...channel, accountId: stranger },
		undefined,
		false,
	],
	['the credential has no channel', { ...channel, id: '' }, accountId, false],
])('%s', (_what, ours, named, expected) => {
	const body: JsonObject = named === undefined ? {} : { account_id: named };
	expect(isOf(ours, scope, body)).toBe(expected);
});
