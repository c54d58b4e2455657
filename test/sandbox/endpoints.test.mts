import { requestKinds, type RequestKind } from '../../sandbox/faults/faults.mts';
import { incoming, openChannel } from './client.mts';

let opened: Awaited<ReturnType<typeof openChannel>>;
beforeEach(async () => {
	opened = await openChannel();
	await opened.send(incoming());
});
afterEach(() => opened.sandbox.close());

type Example = () => Promise<[method: string, path: string, body?: object]>;

const chat = { conversation_id: 'chat-42' };

/** A right request to each endpoint. */
const examples: Record<RequestKind, Example> = {
	connect: async () => ['POST', `/${opened.channel.id}/connect`, accountId()],
	disconnect: async () => ['DELETE', `/${opened.channel.id}/disconnect`, accountId()],
	createChat: async () => [
		'POST',
		`/${opened.scopeId}/chats`,
		{ conversation_id: 'chat-2', user: { id: 'user-2', name: 'Kim' } },
	],
	send: async () => [
		'POST',
		`/${opened.scopeId}`,
		{ event_type: 'new_message', payload: incoming({ msgid: 'm-2' }) },
	],
	deliveryStatus: async () => {
		const written = await opened.sandbox.managerWrites({ conversationId: 'chat-42', text: 'Hi' });
		const path = `/${opened.scopeId}/${written.message.id}/delivery_status`;
		return ['POST', path, { msgid: written.message.id, status_code: 1 }];
	},
	history: async () => ['GET', `/${opened.scopeId}/chats/${opened.sandbox.chats()[0]?.id}/history`],
	typing: async () => ['POST', `/${opened.scopeId}/typing`, { ...chat, sender: { id: 'user-42' } }],
	react: async () => [
		'POST',
		`/${opened.scopeId}/react`,
		{ ...chat, type: 'react', msgid: 'm-1', user: { id: 'user-42' }, emoji: '👍' },
	],
};

const accountId = () => ({ account_id: opened.account.amojoId });

it('has an example here (test/sandbox/endpoints.test.mts) of each of requestKinds', () => {
	expect(Object.keys(examples).sort()).toEqual([...requestKinds].sort());
});

/** Set over HTTP, so that the schema must know the kind as well. */
const fail = (kind: RequestKind) =>
	fetch(`${opened.sandbox.url}/sandbox/faults`, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify([{ type: 'status', status: 503, on: kind, times: 1 }]),
	});

it.each(requestKinds)('takes a fault for %s, which hits that endpoint alone', async (kind) => {
	const { call, sandbox } = opened;
	const example = await examples[kind]();
	const other = await examples[kind === 'typing' ? 'send' : 'typing']();
	expect((await fail(kind)).status).toBe(200);

	expect((await call(...other)).status).toBeLessThan(300);
	expect((await call(...example)).status).toBe(503);
	expect((await call(...example)).status).toBeLessThan(300);
	expect(sandbox.requests.at(-1)).toMatchObject({ kind, verdict: 'accepted' });
});
