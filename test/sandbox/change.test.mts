import { ann, incoming, openChannel, times } from './client.mts';

let opened: Awaited<ReturnType<typeof openChannel>>;
let outgoingId = '';
beforeEach(async () => {
	opened = await openChannel();
	await opened.send(incoming());
	const sender = { id: 'b', name: 'Bob', ref_id: opened.user.id };
	await opened.send(incoming({ msgid: 'out', sender, receiver: ann }));
	outgoingId = opened.sandbox.find('out')?.id ?? '';
});
afterEach(() => opened.sandbox.close());

const problemOf = (answer: { json: () => unknown }) =>
	(answer.json() as { error_description: string }).error_description;

describe('edit', () => {
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
});

describe('delivery status', () => {
	const report = (body: object, id = outgoingId) =>
		opened.call('POST', `/${opened.scopeId}/${id}/delivery_status`, body);

	it.each([
		[{ status_code: 1 }, { status: 'delivered' }],
		[
			{ status_code: -1, error_code: 905, error: 'No' },
			{ status: 'error', error: 'No' },
		],
		[{ delivery_status: 2 }, { status: 'read' }],
		[{ delivery_status: 2, error_code: 905, error: 'all fields required' }, { status: 'read' }],
		[
			{ delivery_status: -1, status_code: -1, error_code: 904, error: 'x' },
			{ status: 'error', errorCode: 904 },
		],
	])('takes %j', async (body, delivery) => {
		const answer = await report(body);
		expect([answer.status, answer.text]).toEqual([200, '']);
		expect(opened.sandbox.find('out')?.delivery).toMatchObject(delivery);
	});

	it.each([
		[{}, 'status_code'],
		[{ status_code: 0 }, 'status_code'],
		[{ status_code: '2' }, 'status_code'],
		[{ status_code: null }, 'status_code'],
		[{ status_code: 1, delivery_status: 2 }, 'delivery_status'],
		[{ status_code: 2, msgid: 'another' }, 'msgid'],
		[{ status_code: 2, error_code: 905 }, 'error_code'],
		[{ status_code: -1 }, 'error_code'],
		[{ status_code: -1, error_code: 900 }, 'error_code'],
		[{ status_code: -1, error_code: 905 }, 'error'],
	])('refuses %j', async (body, field) => {
		expect(problemOf(await report(body))).toMatch(new RegExp(`^${field}: `));
	});

	it('is only for outgoing messages, found by the id of the Chats API', async () => {
		expect((await report({ status_code: 1 }, 'out')).status).toBe(404);
		const id = opened.sandbox.find('m-1')?.id;
		expect((await report({ status_code: 1 }, id)).status).toBe(400);
	});
});

describe('typing', () => {
	const type = (body: object) => opened.call('POST', `/${opened.scopeId}/typing`, body);
	const body = { conversation_id: 'chat-42', sender: { id: 'user-42' } };

	it('is kept, for five seconds unless told otherwise', async () => {
		expect((await type(body)).status).toBe(204);
		expect((await type({ ...body, duration_ms: 8000 })).status).toBe(204);
		expect(opened.sandbox.typings.map(({ durationMs }) => durationMs)).toEqual([5000, 8000]);
	});

	it('is refused when malformed', async () => {
		for (const wrong of [
			{ conversation_id: 1 },
			{ sender: {} },
			{ duration_ms: '1' },
			{ duration_ms: 0 },
		]) {
			expect((await type({ ...body, ...wrong })).status).toBe(400);
		}
		expect((await type({ ...body, conversation_id: 'nowhere' })).status).toBe(404);
	});
});

describe('reaction', () => {
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
});
