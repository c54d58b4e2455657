import { openChannel } from './client.mts';

let opened: Awaited<ReturnType<typeof openChannel>>;
beforeEach(async () => {
	opened = await openChannel();
});
afterEach(() => opened.sandbox.close());

it('connects an account and disconnects it', async () => {
	const { sandbox, call, channel } = opened;
	const { amojoId } = sandbox.addAccount();
	const body = { account_id: amojoId, title: 'Mine', hook_api_version: 'v2' };
	const scope_id = `${channel.id}_${amojoId}`;

	const connected = await call('POST', `/${channel.id}/connect`, body);
	expect(connected.json()).toEqual({ ...body, scope_id, is_time_window_disabled: false });
	expect((await call('GET', `/${scope_id}/chats/none/history`)).status).toBe(204);

	const gone = await call('DELETE', `/${channel.id}/disconnect`, { account_id: amojoId });
	expect([gone.status, gone.text]).toEqual([200, '']);
	expect((await call('GET', `/${scope_id}/chats/none/history`)).status).toBe(404);
});

it('defaults to v1 hooks and the name of the channel', async () => {
	const { call, channel, account } = opened;
	const answer = await call('POST', `/${channel.id}/connect`, { account_id: account.amojoId });
	expect(answer.json()).toMatchObject({ hook_api_version: 'v1', title: channel.name });
});

it.each([
	[{}, 'account_id: is required'],
	[{ account_id: 1 }, 'account_id: must be string'],
	[{ account_id: '' }, 'account_id'],
	[{ account_id: 'nobody' }, 'account_id: is not a known account'],
	[{ account_id: 'ours', title: null }, 'title: must be string'],
	[{ account_id: 'ours', hook_api_version: 'v3' }, 'hook_api_version: must be one of v1, v2'],
	[{ account_id: 'ours', is_time_window_disabled: 'true' }, 'is_time_window_disabled'],
])('refuses to connect with %j', async (body, problem) => {
	opened.sandbox.addAccount({ amojoId: 'ours' });
	const answer = await opened.call('POST', `/${opened.channel.id}/connect`, body);
	expect(answer.status).toBe(400);
	expect(answer.json()).toMatchObject({
		error_code: 400,
		error_description: expect.stringContaining(problem),
	});
});

it('lets only approved accounts into a private channel', async () => {
	const { sandbox, call, channel, account } = opened;
	sandbox.addChannel({ ...channel, approvedAccounts: ['somebody else'] });
	const body = { account_id: account.amojoId };
	expect((await call('POST', `/${channel.id}/connect`, body)).status).toBe(403);
});
