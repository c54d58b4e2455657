import { incoming, openChannel } from './client.mts';

let opened: Awaited<ReturnType<typeof openChannel>>;
beforeEach(async () => {
	opened = await openChannel();
	await opened.send(incoming());
});
afterEach(() => opened.sandbox.close());

const react = (over: object) =>
	opened.call('POST', `/${opened.scopeId}/react`, {
		conversation_id: 'chat-42',
		msgid: 'm-1',
		user: { id: 'user-42' },
		type: 'react',
		emoji: '😍',
		...over,
	});
const reactions = () => opened.sandbox.find('m-1')?.reactions.map(({ emoji }) => emoji);

it('is added, replaced, added by another, taken back', async () => {
	await react({});
	expect((await react({ emoji: '👍' })).text).toBe('');
	await react({ user: { ref_id: opened.user.id }, emoji: '🔥' });
	expect(reactions()).toEqual(['👍', '🔥']);
	expect((await react({ type: 'unreact', emoji: undefined })).status).toBe(200);
	expect(reactions()).toEqual(['🔥']);
});

it('finds chat and message by the ids of the Chats API', async () => {
	const { id, chatId } = opened.sandbox.find('m-1') ?? {};
	const ids = { conversation_id: undefined, msgid: undefined, conversation_ref_id: chatId, id };
	expect((await react(ids)).status).toBe(200);
});

it.each([
	[{ emoji: undefined }, 400],
	[{ type: 'like' }, 400],
	[{ user: {} }, 400],
	[{ user: { ref_id: 'nobody' } }, 400],
	[{ conversation_id: undefined }, 400],
	[{ msgid: undefined }, 400],
	[{ msgid: 'nowhere' }, 404],
	[{ conversation_id: 'nowhere' }, 404],
])('answers %j with %i', async (over, status) => {
	expect((await react(over)).status).toBe(status);
});
