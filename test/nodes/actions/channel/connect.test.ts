import { connect } from '../../../../nodes/AmoCrmChats/actions/channel/connect.operation';
import { account, outputOf, refusalOf, requestOf, scopeId, warningsOf } from '../form';

const OTHER_ACCOUNT = 'af9945ff-1490-4cad-807d-945c15d88bec';

test('names the account and asks for hooks of version 2', () => {
	expect(requestOf(connect, {})).toEqual({
		method: 'POST',
		path: `/${account.channelId}/connect`,
		body: { account_id: account.accountId, hook_api_version: 'v2' },
	});
});

test('sends every field that is set', () => {
	const values = {
		title: ' Telegram ',
		options: { accountId: OTHER_ACCOUNT, hookApiVersion: 'v1', disableTimeWindow: false },
	};
	expect(requestOf(connect, values).body).toEqual({
		account_id: OTHER_ACCOUNT,
		title: 'Telegram',
		hook_api_version: 'v1',
		is_time_window_disabled: false,
	});
	expect(requestOf(connect, { options: { disableTimeWindow: true } }).body).toMatchObject({
		is_time_window_disabled: true,
	});
});

test('leaves blank fields out', () => {
	const values = { title: '  ', options: { accountId: '', hookApiVersion: '' } };
	expect(requestOf(connect, values)).toEqual(requestOf(connect, {}));
});

test.each([
	["'Options > Account ID' is missing", {}, { account: { accountId: '' } }],
	["'Account ID' of the credential is not a UUID", {}, { account: { accountId: '31337' } }],
	["'Channel ID' of the credential is empty", {}, { account: { channelId: '' } }],
	["'Options > Account ID' is the number of the account", { options: { accountId: '31337' } }, {}],
	[
		"'Options > Webhook Version' is not one of its options",
		{ options: { hookApiVersion: 'v3' } },
		{},
	],
	[
		"'Options > Disable Time Window' is not true or false",
		{ options: { disableTimeWindow: 2 } },
		{},
	],
])('%s: refused', (message, values, circumstances) => {
	expect(refusalOf(connect, values, circumstances)).toMatchObject({
		message,
		description: expect.stringMatching(/^\w.*\.$/),
	});
});

test('puts out the scope that the service names', () => {
	const answer = {
		account_id: account.accountId,
		scope_id: 'scope',
		title: 'Telegram',
		hook_api_version: 'v2',
		is_time_window_disabled: false,
	};
	expect(outputOf(connect, {}, answer)).toEqual({
		success: true,
		accountId: account.accountId,
		scopeId: 'scope',
		title: 'Telegram',
		hookApiVersion: 'v2',
		isTimeWindowDisabled: false,
	});
});

test('knows the scope although the service does not name it', () => {
	expect(outputOf(connect, {}, undefined)).toEqual({
		success: true,
		accountId: account.accountId,
		scopeId,
	});
});

describe('on Kommo', () => {
	const kommo = { account: { isKommo: true } };

	test('webhooks of version 1 are refused', () => {
		const values = { title: 'Shop', options: { hookApiVersion: 'v1' } };
		expect(refusalOf(connect, values, kommo)).toMatchObject({
			message: "'Options > Webhook Version' is V1, which Kommo does not know",
		});
	});

	test('an empty title is doubtful', () => {
		expect(warningsOf(connect, {}, kommo)).toEqual([
			"'Title' is empty; Kommo documents it as required",
		]);
		expect(warningsOf(connect, { title: 'Shop' }, kommo)).toEqual([]);
		expect(warningsOf(connect, {})).toEqual([]);
	});
});
