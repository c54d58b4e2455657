import { example, messenger, openMessengerStage, scene } from './messengerStage.mts';

openMessengerStage('messenger');

const client = { chatId: 'chat-1', clientId: 'client-1', clientName: 'Ann' };
const bring = async (body: object) => {
	const { status } = await messenger.bring(example.webhook('Messenger'), body);
	expect(status).toBe(200);
	await example.nextExecution();
};

test("a client's message arrives, once, and a picture as one", async () => {
	const message = { event: 'message', ...client, messageId: 'm-1', text: 'Hello' };
	await bring(message);
	expect(scene.sandbox.find('m-1')?.content).toMatchObject({ type: 'text', text: 'Hello' });
	await bring(message);
	expect(scene.sandbox.messages()).toHaveLength(1);
	const media = 'https://messenger.example.com/1.jpg';
	const size = { fileName: '1.jpg', fileSize: 3 };
	await bring({ ...message, ...size, messageId: 'm-2', messageType: 'picture', mediaUrl: media });
	expect(scene.sandbox.find('m-2')?.content).toMatchObject({ type: 'picture', media });
});

test('what amoCRM does not take is answered 500, so that it is sent again', async () => {
	const message = { event: 'message', ...client, messageId: 'm-3', text: 'Hello' };
	scene.sandbox.faults.add({ type: 'status', status: 400, on: 'send', times: 1 });
	const { status } = await messenger.bring(example.webhook('Messenger'), message);
	expect(status).toBe(500);
	expect((await example.nextExecution()).status).toBe('error');
	await bring(message);
	expect(scene.sandbox.find('m-3')?.content.text).toBe('Hello');
});

test('nobody else gets in', async () => {
	const { status } = await fetch(example.webhook('Messenger'), { method: 'POST' });
	expect(status).toBe(403);
});

test('a manager answers, and sees it delivered and read', async () => {
	const { message } = await scene.sandbox.managerWrites({
		...{ conversationId: 'chat-1', text: 'Good day "Ann"\n:)' },
	});
	await example.nextExecution();
	expect(messenger.delivered.at(-1)).toEqual({
		...{ chatId: 'chat-1', text: 'Good day "Ann"\n:)', messageId: message.id },
	});
	expect(scene.sandbox.find(message.id)?.delivery.status).toBe('delivered');
	await bring({ event: 'status', messageId: message.id, status: 'read' });
	expect(scene.sandbox.find(message.id)?.delivery.status).toBe('read');
});

test('a manager sees that the client is typing', async () => {
	await bring({ event: 'typing', ...client });
	expect(scene.sandbox.typings).toHaveLength(1);
});

test('a manager sees why a message was not delivered', async () => {
	messenger.willFail(410);
	const { message } = await scene.sandbox.managerWrites({ conversationId: 'chat-1', text: 'Hi' });
	await example.nextExecution();
	expect(scene.sandbox.find(message.id)?.delivery).toMatchObject({ status: 'error' });
	expect(scene.sandbox.find(message.id)?.delivery.error).toContain('The messenger says 410');
});
