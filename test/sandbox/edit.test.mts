import { incoming, openChannel, problemOf, times } from './client.mts';

let opened: Awaited<ReturnType<typeof openChannel>>;
beforeEach(async () => {
	opened = await openChannel();
	await opened.send(incoming());
});
afterEach(() => opened.sandbox.close());

const edit = (over: object) =>
	opened.send({ ...times, conversation_id: 'chat-42', ...over }, 'edit_message');
const message = { type: 'text', text: 'Hello (edited)' };

it('changes the text and keeps what was', async () => {
	const answer = await edit({ msgid: 'm-1', message, sender: 'ignored', receiver: 7 });
	const edited = opened.sandbox.find('m-1');
	expect(answer.json()).toEqual({
		new_message: { conversation_id: edited?.chatId, msgid: edited?.id, ref_id: 'm-1' },
	});
	expect(edited).toMatchObject({
		content: { text: 'Hello (edited)' },
		edits: [{ before: { text: 'Hello' } }],
	});
});

it('attaches an id to a message written in the CRM', async () => {
	const written = await opened.sandbox.managerWrites({ conversationId: 'chat-42', text: 'Hi' });
	expect((await edit({ id: written.message.id, msgid: 'mine', message })).status).toBe(200);
	expect(opened.sandbox.find('mine')?.id).toBe(written.message.id);
});

it('counts as no edit what changes no content', async () => {
	const { message: written } = await opened.sandbox.managerWrites({
		...{ conversationId: 'chat-42', text: 'Hi' },
	});
	const same = { type: 'text', text: 'Hi' };
	expect((await edit({ id: written.id, msgid: 'mine', message: same })).status).toBe(200);
	expect(opened.sandbox.find('mine')?.edits).toEqual([]);
});

it('keeps an unchanged file and sets the delivery status', async () => {
	const file = { media: 'https://example.com/a.pdf', file_name: 'a.pdf', file_size: 1 };
	await opened.send(incoming({ msgid: 'file', message: { type: 'file', ...file } }));
	const caption = { type: 'file', text: 'new', delivery_status: { status_code: 2 } };
	expect((await edit({ msgid: 'file', message: caption })).status).toBe(200);
	expect(opened.sandbox.find('file')).toMatchObject({
		content: { ...file, text: 'new' },
		delivery: { status: 'read' },
	});
});

it.each([
	[{ message }, 'payload.msgid'],
	[{ msgid: 'm-1' }, 'payload.message'],
	[{ msgid: 'm-1', message, conversation_id: undefined }, 'payload.conversation_id'],
	[{ msgid: 'm-1', message, conversation_id: 'other' }, 'payload.conversation_id'],
	[{ msgid: 'm-1', message: { ...message, post: { id: 'p' } } }, 'payload.message.post'],
])('refuses %j', async (over, field) => {
	expect(problemOf(await edit(over))).toMatch(new RegExp(`^${field}: `));
});

it('does not find an unknown message', async () => {
	expect((await edit({ msgid: 'nowhere', message })).status).toBe(404);
	expect((await edit({ id: 'nowhere', message })).status).toBe(404);
});
