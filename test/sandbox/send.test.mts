import { ann, incoming, openChannel, times, verdict } from './client.mts';

type Opened = Awaited<ReturnType<typeof openChannel>>;
let opened: Opened;
beforeAll(async () => {
	opened = await openChannel();
});
afterAll(() => opened.sandbox.close());

let sent = 0;
/** Accepted or refused with the answer's description. */
async function send(over: object = {}) {
	const answer = await opened.send(incoming({ msgid: `n-${++sent}`, ...over }));
	const body = answer.json() as {
		error_description?: string;
		new_message?: Record<string, string>;
	};
	const { conversation_id, sender_id, receiver_id, ref_id } = body.new_message ?? {};
	const ids = { conversation_id, sender_id, receiver_id, ref_id };
	return { status: answer.status, problem: body.error_description, ...ids };
}

it('takes an incoming message: reversed names, no receiver', async () => {
	const answer = await opened.send(incoming());
	const [chat] = opened.sandbox.chats();
	const message = opened.sandbox.find('m-1');
	expect(answer.json()).toEqual({
		new_message: {
			conversation_id: chat?.id,
			sender_id: message?.senderId,
			msgid: message?.id,
			ref_id: 'm-1',
		},
	});
	expect(message).toMatchObject({ direction: 'incoming', author: 'client', origin: 'api' });
});

it('does not take a msgid twice', async () => {
	const before = opened.sandbox.messages().length;
	expect(await send({ msgid: 'm-1' })).toMatchObject({ status: 400 });
	expect(verdict(opened.sandbox).check).toBe('duplicate');
	expect(opened.sandbox.messages()).toHaveLength(before);
});

it('takes outgoing messages of a user and of the bot', async () => {
	const { user, channel, sandbox } = opened;
	for (const [refId, author] of [
		[user.id, 'user'],
		[channel.bot.id, 'bot'],
	]) {
		const answer = await send({ sender: { id: 'x', name: 'X', ref_id: refId }, receiver: ann });
		const [client] = sandbox.participants();
		expect(answer).toMatchObject({ status: 200, sender_id: refId, receiver_id: client?.id });
		expect(sandbox.find(answer.ref_id ?? '')).toMatchObject({ direction: 'outgoing', author });
	}
});

const media = 'https://example.com/1.bin';
const file = { media, file_name: '1.bin', file_size: 1 };
it.each([
	{ type: 'text', text: 'Row 1', callback_data: 'a', unknown_key: 1 },
	{ type: 'picture', text: '', ...file },
	{ type: 'video', ...file, media_duration: 12 },
	{ type: 'file', ...file },
	{ type: 'voice', media },
	{ type: 'audio', media },
	{ type: 'sticker', sticker_id: 's' },
	{ type: 'location', location: { lon: 37.6, lat: -55.7 } },
	{ type: 'contact', contact: { name: 'Help', phone: '+1' } },
	{ type: 'text', text: 'Price?', post: { id: 'p', url: 'https://example.com/p' } },
	{ type: 'text', text: 'look', shared_post: { url: 'https://example.com/p', type: 'post' } },
])('takes %j', async (message) => {
	expect(await send({ message })).toMatchObject({ status: 200 });
});

it('quotes a message of the same chat and forwards one of any', async () => {
	expect(await send({ reply_to: { message: { msgid: 'm-1' } } })).toMatchObject({ status: 200 });
	const told = { type: 'text', text: 'hi', ...times, sender: { name: 'Ann' } };
	expect(await send({ reply_to: { message: told } })).toMatchObject({ status: 200 });
	const elsewhere = { conversation_id: 'chat-43' };
	const wrong = await send({ ...elsewhere, reply_to: { message: { msgid: 'm-1' } } });
	expect(wrong.problem).toBe('payload.reply_to.message: is of another chat');
	const forwards = { messages: [{ msgid: 'm-1' }] };
	expect(await send({ ...elsewhere, forwards })).toMatchObject({ status: 200 });
});

it('links the answer to a write-first', async () => {
	const { sandbox } = opened;
	const { message } = await sandbox.writeFirst({ phone: '+15550100000', text: 'Hi' });
	const sender = { id: 'user-77', name: 'Kim', ref_id: message.receiverId };
	const ids = { conversation_id: 'chat-77', conversation_ref_id: message.chatId };
	const answer = await send({ ...ids, sender });
	expect(answer).toMatchObject({ conversation_id: message.chatId, sender_id: message.receiverId });
	expect(sandbox.chats().find(({ id }) => id === message.chatId)?.integrationId).toBe('chat-77');

	const later = await send({ conversation_id: 'chat-77', sender: { id: 'user-77', name: 'Kim' } });
	expect(later).toMatchObject({ conversation_id: message.chatId, sender_id: message.receiverId });
	expect((await send({ ...ids, conversation_id: 'chat-78' })).problem).toMatch(
		/^payload.conversation_id: /,
	);
	expect((await send({ conversation_ref_id: 'nowhere' })).status).toBe(404);
});
