import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import { Messenger } from '../../sandbox/messenger/messenger.mts';

/** n8n's Webhook node, as the messenger knows it. */
async function openWorkflow(status = 200, answer: object = { messageId: 'amojo-1' }) {
	const received: object[] = [];
	const server = createServer(async (request, response) => {
		const chunks: Buffer[] = [];
		for await (const chunk of request) chunks.push(chunk as Buffer);
		received.push(JSON.parse(Buffer.concat(chunks).toString()) as object);
		response.writeHead(status).end(JSON.stringify(answer));
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	const messenger = new Messenger();
	messenger.connect(`http://127.0.0.1:${port}`);
	return { messenger, received, close: () => server.close() };
}

it('posts a message, and keeps the id that the workflow answers with', async () => {
	const { messenger, received, close } = await openWorkflow();
	const phone = messenger.book.phoneOf('Ann');
	const sent = await messenger.send(phone.id, { type: 'text', text: 'Hi' });
	expect(sent).toMatchObject({ status: 'sent', amojoId: 'amojo-1' });
	await messenger.react(sent.id, '👍');
	await messenger.react(sent.id, undefined);
	close();
	const who = { conversationId: 'chat-ann', senderId: 'ann', senderName: 'Ann' };
	const about = { ...who, externalMessageId: sent.id };
	const senderDetails = { phone: phone.number };
	expect(received).toEqual([
		{ ...about, event: 'message', messageType: 'text', text: 'Hi', senderDetails },
		{ ...about, event: 'reaction', emoji: '👍' },
		{ ...about, event: 'reaction' },
	]);
});

it('shows why n8n passed a message over', async () => {
	const why = 'mediaUrl is not a web address';
	const { messenger, close } = await openWorkflow(200, { event: 'other', why });
	const sent = await messenger.send(messenger.book.phoneOf('Ann').id, { type: 'text', text: 'Hi' });
	close();
	expect(sent).toMatchObject({ status: 'failed', problem: why });
});

it('knows n8n by its Authorization, where one was agreed', () => {
	const messenger = new Messenger();
	messenger.connect('http://127.0.0.1:1');
	expect(messenger.knows(undefined)).toBe(true);
	messenger.connect('http://127.0.0.1:1', 'Bearer agreed');
	expect([messenger.knows('Bearer agreed'), messenger.knows(undefined)]).toEqual([true, false]);
});

it.each([
	[500, 'n8n answered 500 Workflow failed'],
	[404, 'n8n answered 404 Workflow failed'],
])('shows why a message failed (%d)', async (status, problem) => {
	const { messenger, close } = await openWorkflow(status, { message: 'Workflow failed' });
	const { id } = messenger.book.phoneOf('Ann');
	const sent = await messenger.send(id, { type: 'text', text: 'Hi' });
	close();
	expect(sent).toMatchObject({ status: 'failed', problem });
});

it('says when nobody listens', async () => {
	const messenger = new Messenger();
	const { id } = messenger.book.phoneOf('Ann');
	const content = { type: 'text', text: 'Hi' };
	expect(await messenger.send(id, content)).toMatchObject({
		problem: expect.stringContaining('no webhook address'),
	});
	messenger.connect('http://127.0.0.1:1');
	expect(await messenger.send(id, content)).toMatchObject({
		problem: expect.stringContaining('did not answer'),
	});
});

it('takes what n8n brings, and reports each message as read once', async () => {
	const { messenger, received, close } = await openWorkflow();
	const { id, chatId } = messenger.book.phoneOf('Ann');
	const message = { event: 'message', conversationId: chatId, messageId: 'a', text: 'Good day' };
	const receipt = messenger.take({ ...message, choices: ['Yes'] });
	expect(receipt).toMatchObject({ conversationId: chatId, status: 'delivered' });
	expect(messenger.take(message)).toEqual(receipt);
	await messenger.read(id);
	await messenger.read(id);
	close();
	expect(received).toMatchObject([{ event: 'status', messageId: 'a', status: 'read' }]);
	expect(messenger.book.messages(id)).toMatchObject([
		{ isOwn: false, text: 'Good day', choices: ['Yes'], status: 'read' },
	]);
	const { externalMessageId } = receipt ?? {};
	messenger.take({ event: 'reaction', externalMessageId, emoji: '🙏' });
	expect(messenger.book.message('a')).toMatchObject({ theirReaction: '🙏' });
	messenger.take({ event: 'reaction', externalMessageId, emoji: '' });
	expect(messenger.book.message('a')?.theirReaction).toBeUndefined();
});

it('refuses what a client has blocked', () => {
	const messenger = new Messenger();
	const { id, chatId } = messenger.book.phoneOf('Ann');
	messenger.block(id, true);
	expect(messenger.take({ event: 'message', conversationId: chatId, text: 'Hi' })).toBeUndefined();
	expect(messenger.book.messages(id)).toEqual([]);
});

it('finds the phone that the company writes first to, and answers with both ids once', async () => {
	const { messenger, received, close } = await openWorkflow();
	const { id, number } = messenger.book.phoneOf('Zoe');
	const ids = { conversationRefId: 'ref', receiver: { phone: number, refId: 'client-ref' } };
	messenger.take({ event: 'message', messageId: 'a', text: 'Your parcel', ...ids });
	expect(messenger.book.messages(id)).toHaveLength(1);
	await messenger.send(id, { type: 'text', text: 'Coming' });
	await messenger.send(id, { type: 'text', text: 'Thanks' });
	close();
	expect(received).toMatchObject([
		{
			...{ conversationId: 'chat-zoe', conversationRefId: 'ref' },
			senderDetails: { phone: number, refId: 'client-ref' },
		},
		{ conversationId: 'chat-zoe', senderDetails: { phone: number } },
	]);
	expect(received[1]).not.toHaveProperty('conversationRefId');
	expect(received[1]).not.toHaveProperty('senderDetails.refId');
});
