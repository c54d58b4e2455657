import { disconnect } from '../../../../nodes/AmoCrmChats/actions/channel/disconnect.operation';
import { account, outputOf, refusalOf, requestOf } from '../form';

test('is a DELETE with a body that names the account', () => {
	expect(requestOf(disconnect, {})).toEqual({
		method: 'DELETE',
		path: `/${account.channelId}/disconnect`,
		body: { account_id: account.accountId },
	});
});

test('takes the account of the item first', () => {
	const accountId = 'af9945ff-1490-4cad-807d-945c15d88bec';
	expect(requestOf(disconnect, { options: { accountId } }).body).toEqual({ account_id: accountId });
});

test('without an account it is refused', () => {
	expect(refusalOf(disconnect, {}, { account: { accountId: '' } }).message).toBe(
		"'Options > Account ID' is missing",
	);
});

test.each([[undefined], [{}], ['']])('an answer of %j is a success', (answer) => {
	expect(outputOf(disconnect, {}, answer)).toEqual({ success: true });
});
