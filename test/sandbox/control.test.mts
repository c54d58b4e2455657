import type { SandboxOptions } from '../../sandbox/sandbox.mts';
import { incoming, openChannel } from './client.mts';
import { openReceiver } from './receiver.mts';

let opened: Awaited<ReturnType<typeof openChannel>>;
const open = async (options?: SandboxOptions) => (opened = await openChannel(options));
afterEach(() => opened.sandbox.close());

async function control(method: string, path: string, body?: object, headers: object = {}) {
	const response = await fetch(`${opened.sandbox.url}/sandbox${path}`, {
		method,
		headers: { ...(body && { 'content-type': 'application/json' }), ...headers },
		body: body && JSON.stringify(body),
	});
	const text = await response.text();
	return { status: response.status, json: text === '' ? undefined : JSON.parse(text) };
}

it('does over HTTP what the object does', async () => {
	await open();
	const receiver = await openReceiver();
	const channel = (await control('POST', '/channels', { name: 'Two' })).json;
	const account = (await control('POST', '/accounts', {})).json;
	await control('PUT', `/channels/${channel.id}/webhook`, { url: receiver.url });
	const scope = { channelId: channel.id, accountId: account.amojoId };
	const connection = (await control('POST', '/connections', scope)).json;
	expect(connection.scopeId).toBe(`${channel.id}_${account.amojoId}`);

	const chat = { ...scope, conversationId: 'chat-1' };
	await control('POST', '/chats', { ...chat, client: { id: 'u', name: 'Kim' } });
	const written = (await control('POST', '/manager/message', { ...chat, text: 'Hi' })).json;
	expect(written).toMatchObject({ message: { content: { text: 'Hi' } }, hook: { status: 200 } });
	const { id } = written.message;
	await control('POST', '/manager/reaction', { messageId: id, emoji: '👍' });
	await control('POST', '/manager/typing', chat);
	await control('POST', '/manager/write-first', { ...scope, phone: '+1', text: 'Hi' });
	const { token } = (await control('GET', '/token')).json;
	const raw = { channelId: channel.id, body: { a: 1 } };
	await control('POST', '/hooks/raw', raw, { 'x-sandbox-token': token });
	expect(receiver.received).toHaveLength(5);
	receiver.close();

	expect((await control('GET', '/hooks')).json).toHaveLength(5);
	expect((await control('GET', '/channels')).json).toHaveLength(2);
	expect((await control('GET', '/chats')).json).toHaveLength(2);
	expect((await control('GET', `/messages/${id}`)).json.reactions).toHaveLength(1);
	const filter = `?scopeId=${connection.scopeId}&direction=outgoing`;
	expect((await control('GET', `/messages${filter}`)).json).toHaveLength(2);
	expect((await control('DELETE', '/hooks')).status).toBe(204);
	expect(opened.sandbox.hooks).toEqual([]);
});

it('sets faults and shows the requests', async () => {
	await open();
	const fault = { type: 'status', status: 503, times: 1 };
	expect((await control('POST', '/faults', [fault])).json).toEqual([fault]);
	expect((await opened.send(incoming())).status).toBe(503);
	await opened.send(incoming());
	const requests = (await control('GET', '/requests')).json;
	expect(requests).toMatchObject([
		{ kind: 'send', method: 'POST', verdict: 'faulted', status: 503 },
		{ verdict: 'accepted', status: 200, body: expect.stringContaining('Hello') },
	]);
	expect((await control('POST', '/faults', [{ type: 'nonsense' }])).status).toBe(400);
	await control('DELETE', '/requests');
	expect(opened.sandbox.requests).toEqual([]);
});

it('says what is wrong with a call', async () => {
	await open();
	const missing = await control('POST', '/manager/message', { conversationId: 'none', text: 'x' });
	expect(missing).toMatchObject({ status: 409, json: { message: 'The sandbox has no chat none' } });
	expect((await control('POST', '/manager/typing', { conversationId: 7 })).status).toBe(400);
});

it('serves the media of messages', async () => {
	await open();
	for (const [name, start] of [
		['a.png', '\x89PNG'],
		['a.pdf', '%PDF'],
		['a.ogg', 'OggS'],
	]) {
		const response = await fetch(`${opened.sandbox.url}/sandbox/media/${name}`);
		const bytes = Buffer.from(await response.arrayBuffer());
		expect(bytes.subarray(0, 4).toString('latin1')).toBe(start);
	}
	expect((await fetch(`${opened.sandbox.url}/sandbox/media/a.exe`)).status).toBe(404);
});

it('tells listeners what happens', async () => {
	await open();
	const seen: string[] = [];
	opened.sandbox.on('message', ({ integrationId }) => seen.push(`message ${integrationId}`));
	const off = opened.sandbox.on('request', ({ status }) => seen.push(`request ${status}`));
	await opened.send(incoming());
	off();
	await opened.send(incoming({ msgid: 'm-2' }));
	expect(seen).toEqual(['message m-1', 'request 200', 'message m-2']);
});

it('remembers only so much', async () => {
	await open({ limit: 3 });
	for (const msgid of ['a', 'b', 'c', 'd']) await opened.send(incoming({ msgid }));
	const { sandbox, call, scopeId } = opened;
	expect(sandbox.requests).toHaveLength(3);
	expect(sandbox.messages().map(({ integrationId }) => integrationId)).toEqual(['b', 'c', 'd']);
	expect(sandbox.find('a')).toBeUndefined();
	const [chat] = sandbox.chats();
	const history = await call('GET', `/${scopeId}/chats/${chat?.id}/history`);
	expect((history.json() as { messages: object[] }).messages).toHaveLength(3);
});
