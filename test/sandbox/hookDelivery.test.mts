import { createHmac } from 'node:crypto';

import { incoming, openChannel } from './client.mts';
import { openReceiver } from './receiver.mts';

let opened: Awaited<ReturnType<typeof openChannel>>;
let receiver: Awaited<ReturnType<typeof openReceiver>>;
let answer: number | undefined = 200;
beforeEach(async () => {
	answer = 200;
	opened = await openChannel({ hookTimeout: 200 });
	receiver = await openReceiver(() => answer);
	opened.sandbox.setWebhook(opened.channel.id, receiver.url);
	await opened.send(incoming());
});
afterEach(async () => {
	receiver.close();
	await opened.sandbox.close();
});

const chat = { conversationId: 'chat-42' };
const last = () => receiver.received.at(-1);
const hmac = (body: string) => createHmac('sha1', opened.channel.secret).update(body).digest('hex');

it('sends any body with any signature', async () => {
	await opened.sandbox.sendRawHook({ body: 'not json', newline: false });
	expect(last()).toMatchObject({ body: 'not json', headers: { 'x-signature': hmac('not json') } });
	await opened.sandbox.sendRawHook({ body: { a: 1 }, signature: 'forged', scopeId: 'other' });
	expect(last()).toMatchObject({
		path: '/hook/other',
		body: '{"a":1}\n',
		headers: { 'x-signature': 'forged' },
	});
});

it('tries once, and keeps what came of it', async () => {
	answer = 500;
	expect((await opened.sandbox.managerTypes(chat)).status).toBe(500);
	answer = undefined;
	expect((await opened.sandbox.managerTypes(chat)).error).toMatch('timeout');
	receiver.close();
	// What it says depends on whether the connection of the last hook was still open.
	const broken = await opened.sandbox.managerTypes(chat);
	expect(broken.error).toMatch(/ECONNREFUSED|other side closed/);
	opened.sandbox.setWebhook(opened.channel.id, '');
	expect((await opened.sandbox.managerTypes(chat)).error).toBe('the channel has no webhook URL');
	expect(receiver.received).toHaveLength(2);
});

it('comes doubled, late, or without the newline when asked to', async () => {
	const { sandbox } = opened;
	sandbox.faults.add(
		{ type: 'hookDoubled', times: 1 },
		{ type: 'hookLate', ms: 60, on: 'typing' },
		{ type: 'hookWithoutNewline', times: 2 },
	);
	await sandbox.managerWrites({ ...chat, text: 'twice' });
	const [first, second] = receiver.received;
	expect(second?.body).toBe(first?.body);
	expect(first?.body.endsWith('}')).toBe(true);

	const started = performance.now();
	await sandbox.managerTypes(chat);
	expect(performance.now() - started).toBeGreaterThan(50);
	expect(receiver.received).toHaveLength(3);
	sandbox.faults.clear();
	expect(sandbox.faults.list()).toEqual([]);
});

it('sends nothing for an account that is not connected', async () => {
	const { call, channel, account, sandbox } = opened;
	await call('DELETE', `/${channel.id}/disconnect`, { account_id: account.amojoId });
	expect(() => sandbox.managerWrites({ ...chat, text: 'x' })).toThrow('The sandbox has no');
});
