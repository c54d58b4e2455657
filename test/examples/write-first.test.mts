import { example, messenger, openMessengerStage, scene } from './messengerStage.mts';

openMessengerStage('write-first');

const clientWrites = async (messageId: string, text: string) => {
	const ids = { chatId: 'chat-of-+15550100009', clientId: 'client-9', clientName: 'Ann' };
	const body = { ...ids, messageId, text };
	expect((await messenger.bring(example.webhook('Messenger'), body)).status).toBe(200);
	await example.nextExecution();
};

test("the client's first answer joins the chat that the manager began", async () => {
	const { sandbox } = scene;
	const { message } = await sandbox.writeFirst({ phone: '+15550100009', text: 'Hello Ann' });
	await example.nextExecution();
	expect(messenger.delivered).toMatchObject([
		{ chatId: 'chat-of-+15550100009', text: 'Hello Ann', messageId: message.id },
	]);
	expect(sandbox.find(message.id)?.delivery.status).toBe('delivered');

	await clientWrites('a-1', 'Who is it?');
	expect(sandbox.find('a-1')?.chatId).toBe(message.chatId);
	expect(sandbox.chats()).toHaveLength(1);
	expect(sandbox.find('a-1')?.senderId).toBe(message.receiverId);
});

test('what the messenger sends twice arrives once, and is answered 200 both times', async () => {
	const before = scene.sandbox.messages().length;
	await clientWrites('a-1', 'Who is it?');
	expect(scene.sandbox.messages()).toHaveLength(before);
});

test('from then on both sides know the chat', async () => {
	const { sandbox } = scene;
	sandbox.clearRequests();
	await clientWrites('a-2', 'Hello?');
	expect(JSON.parse(sandbox.requests.at(-1)?.body ?? '').payload).not.toHaveProperty(
		'conversation_ref_id',
	);
	expect(sandbox.chats()).toHaveLength(1);
	await sandbox.managerWrites({ conversationId: 'chat-of-+15550100009', text: 'The shop' });
	await example.nextExecution();
	expect(messenger.delivered.at(-1)).toMatchObject({
		...{ chatId: 'chat-of-+15550100009', text: 'The shop' },
	});
});

test('a number that the messenger does not know is reported', async () => {
	messenger.willFail(404);
	const { message } = await scene.sandbox.writeFirst({ phone: '+15550100010', text: 'Hello' });
	await example.nextExecution();
	expect(scene.sandbox.find(message.id)?.delivery).toMatchObject({ status: 'error' });
});
