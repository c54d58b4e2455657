import type { JsonObject } from '../../../nodes/AmoCrmChats/shared/json.ts';
import { mismatchOf, parseScope, spelledAs } from '../../../nodes/AmoCrmChats/trigger/scope.ts';

const channelId = '344a5002-f8ca-454d-af3d-396180102ac7';
const accountId = '52e591f7-c98f-4255-8495-827210138c81';
const stranger = '00000000-0000-4000-8000-000000000000';
const scope = { id: `${channelId}_${accountId}`, channelId, accountId };
const channel = { channelId, secret: 's', accountId: '', botId: '' };

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
	['they differ in case only', { ...channel, channelId: channelId.toUpperCase() }, accountId, true],
	['the body names another account', channel, stranger, false],
	['the scope is of another channel', { ...channel, channelId: stranger }, accountId, false],
	['the credential has this account', { ...channel, accountId }, accountId, true],
	['the credential has another account', { ...channel, accountId: stranger }, accountId, false],
	[
		'the credential has another one and the body none',
		{ ...channel, accountId: stranger },
		undefined,
		false,
	],
	['the credential has no channel', { ...channel, channelId: '' }, accountId, false],
])('%s', (_what, ours, named, expected) => {
	const body: JsonObject = named === undefined ? {} : { account_id: named };
	expect(mismatchOf(ours, scope, body) === undefined).toBe(expected);
});

test.each<[string, Parameters<typeof mismatchOf>, RegExp]>([
	['an address without a scope', [channel, undefined, {}], /:scope_id at its end/],
	['another channel', [{ ...channel, channelId: stranger }, scope, {}], /'Channel ID' .* is 0000/],
	['another account', [{ ...channel, accountId: stranger }, scope, {}], /'Account ID' .* is 0000/],
	['a fixed address', [channel, scope, { account_id: stranger }], /different accounts/],
])('%s is explained', (_what, given, words) => {
	expect(mismatchOf(...given)).toMatch(words);
});

test('a scope has the spelling of the credential', () => {
	const [upper, lower] = [scope.id.toUpperCase(), scope.id];
	const loud = { id: upper, channelId: upper.slice(0, 36), accountId: upper.slice(37) };
	expect(spelledAs(channel, loud).id).toBe(lower);
	expect(spelledAs({ ...channel, accountId }, loud).id).toBe(lower);
});
