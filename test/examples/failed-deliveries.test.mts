import { setTimeout as sleep } from 'node:timers/promises';
import { actionNode, doorNode, postJson, publishChain } from '../e2e/scene.mts';
import { example, messenger, openMessengerStage, scene } from './messengerStage.mts';

// Nobody waits an hour for a test.
openMessengerStage('failed-deliveries', { '[2, 10, 60]': '[2, 1, 1]', minutes: 'seconds' });
beforeAll(async () => {
	const client = { conversationId: 'chat-1', senderId: 'client-1', senderName: 'Ann' };
	const door = doorNode();
	await publishChain(scene, 'client', door, actionNode(scene, { ...client, text: 'Hello' }));
	await postJson(`${scene.n8n.url}/webhook/${door.webhookId}`, {});
});

async function managerWrites(text: string) {
	const { message } = await scene.sandbox.managerWrites({ conversationId: 'chat-1', text });
	return () => scene.sandbox.find(message.id)?.delivery ?? { status: 'lost' as const };
}

test('what arrives at once is delivered', async () => {
	const delivery = await managerWrites('Good day');
	await example.nextExecution();
	expect(delivery().status).toBe('delivered');
});

test('while the messenger is down the manager sees it, and then that it arrived', async () => {
	messenger.willFail(503, 408, 425);
	const delivery = await managerWrites('Is it urgent?');
	for (const end = Date.now() + 10_000; delivery().status === 'sent' && Date.now() < end;) {
		await sleep(20);
	}
	expect(delivery()).toMatchObject({ status: 'error', errorCode: 903 });
	expect(delivery()).toHaveProperty('error', expect.stringContaining('Trying again in 2'));
	expect((await example.nextExecution()).status).toBe('success');
	expect(messenger.tries()).toBe(4);
	expect(delivery().status).toBe('delivered');
	expect(messenger.delivered.filter(({ text }) => text === 'Is it urgent?')).toHaveLength(1);
});

test('it is given up after the last pause', async () => {
	messenger.willFail(503, 503, 503, 503, 503);
	const delivery = await managerWrites('Anybody?');
	await example.nextExecution();
	expect(messenger.tries()).toBe(4);
	expect(delivery()).toMatchObject({ status: 'error', errorCode: 903 });
	expect(delivery()).not.toHaveProperty('error', expect.stringContaining('Trying again'));
});

test('what is refused for good is not tried again', async () => {
	messenger.willFail(403);
	const delivery = await managerWrites('Blocked?');
	await example.nextExecution();
	expect(messenger.tries()).toBe(1);
	expect(delivery()).toMatchObject({ status: 'error', errorCode: 905 });
	expect(delivery()).toHaveProperty('error', expect.stringContaining('The messenger says 403'));
});
