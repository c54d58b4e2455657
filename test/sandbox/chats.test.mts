import { ann, incoming, openChannel } from './client.mts';

let opened: Awaited<ReturnType<typeof openChannel>>;
beforeEach(async () => {
	opened = await openChannel();
});
afterEach(() => opened.sandbox.close());

const create = (body: object) => opened.call('POST', `/${opened.scopeId}/chats`, body);

it('creates a chat once', async () => {
	const body = { conversation_id: 'chat-42', user: { ...ann, profile: { phone: '+1555' } } };
	const first = (await create(body)).json() as { id: string; user: { id: string } };
	expect(first).toEqual({
		id: expect.any(String),
		user: { id: expect.any(String), client_id: 'user-42', name: 'Ann', phone: '+1555' },
	});
	expect((await create(body)).json()).toEqual(first);
	const byRef = await create({ conversation_id: 'chat-42', user: { ref_id: first.user.id } });
	expect(byRef.json()).toEqual(first);
	expect(opened.sandbox.chats()).toHaveLength(1);
});

it.each([
	[{ user: ann }, 'conversation_id'],
	[{ conversation_id: 42, user: ann }, 'conversation_id'],
	[{ conversation_id: 'c' }, 'user'],
	[{ conversation_id: 'c', user: { name: 'Ann' } }, 'user.id'],
	[{ conversation_id: 'c', user: { id: 'u' } }, 'user.name'],
	[{ conversation_id: 'c', user: { ...ann, ref_id: 'nobody' } }, 'user.ref_id'],
	[{ conversation_id: 'c', user: { ...ann, avatar: '' } }, 'user.avatar'],
	[{ conversation_id: 'c', user: ann, source: {} }, 'source.external_id'],
	[{ conversation_id: 'c', user: ann, source: { external_id: 'ё' } }, 'source.external_id'],
	[
		{ conversation_id: 'c', user: ann, source: { external_id: 'x'.repeat(41) } },
		'source.external_id',
	],
])('refuses to create %j', async (body, field) => {
	const answer = await create(body);
	expect(answer.status).toBe(400);
	expect(answer.json()).toMatchObject({ error_description: expect.stringContaining(`${field}: `) });
});

it('shows history newest first, in pages', async () => {
	for (const second of [2, 3, 1]) {
		const msec_timestamp = 1738661400000 + second * 1000;
		const message = { type: 'text', text: `message ${second}` };
		await opened.send(incoming({ msgid: `m-${second}`, msec_timestamp, message }));
	}
	const [chat] = opened.sandbox.chats();
	const history = (query: string) =>
		opened.call('GET', `/${opened.scopeId}/chats/${chat?.id}/history${query}`);
	const textsOf = (answer: { json: () => unknown }) =>
		(answer.json() as { messages: Array<{ message: { text: string } }> }).messages.map(
			({ message }) => message.text,
		);

	expect(textsOf(await history(''))).toEqual(['message 3', 'message 2', 'message 1']);
	expect(textsOf(await history('?limit=1&offset=1'))).toEqual(['message 2']);
	expect((await history('?offset=3')).status).toBe(204);
	for (const query of ['?limit=51', '?limit=0', '?limit=a', '?offset=-1']) {
		expect((await history(query)).status).toBe(400);
	}
	const byIntegrationId = `/${opened.scopeId}/chats/chat-42/history`;
	expect((await opened.call('GET', byIntegrationId)).status).toBe(204);
	expect((await history('')).json()).toMatchObject({
		messages: [
			{ sender: { client_id: 'user-42', name: 'Ann' }, message: { client_id: 'm-3' } },
			{},
			{},
		],
	});
});
