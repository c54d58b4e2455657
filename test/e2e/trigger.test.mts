import { items } from '../../sandbox/n8n/executions.mts';
import { openScene, publishTrigger, type Scene } from './scene.mts';

let scene: Scene;
const conversationId = 'chat-1';

beforeAll(async () => {
	scene = await openScene();
	scene.sandbox.addChat({ conversationId, client: { id: 'client-1', name: 'Ann' } });
});
afterAll(() => scene.sandbox.close());

test('a hook is answered with a bare 200 and starts one execution with a flat item', async () => {
	const { id } = await publishTrigger(scene);
	const { message, hook } = await scene.sandbox.managerWrites({ conversationId, text: 'Да 👍' });
	expect(hook).toMatchObject({ status: 200, answer: '' });
	// As production sends it: the signature does not cover the newline.
	expect(hook.body.endsWith('}\n')).toBe(true);
	const execution = await scene.n8n.nextExecution(id);
	expect(execution).toMatchObject({ status: 'success', mode: 'webhook' });
	expect(items(execution, 'Trigger')).toEqual([
		expect.objectContaining({
			event: 'message',
			scopeId: scene.scopeId,
			accountId: scene.accountId,
			conversationId,
			conversationRefId: message.chatId,
			messageId: message.id,
			messageType: 'text',
			text: 'Да 👍',
			timestamp: new Date(message.sentAt).toISOString(),
			sender: expect.objectContaining({ refId: message.senderId }) as unknown,
			receiver: expect.objectContaining({ id: 'client-1' }) as unknown,
		}),
	]);
	expect(await scene.n8n.executions(id)).toHaveLength(1);
});

test('a hook without the newline is taken as well', async () => {
	const { id } = await publishTrigger(scene);
	scene.sandbox.faults.add({ type: 'hookWithoutNewline', times: 1 });
	const { hook } = await scene.sandbox.managerWrites({ conversationId, text: 'plain' });
	expect(hook.body.endsWith('}')).toBe(true);
	expect(hook.status).toBe(200);
	expect(items(await scene.n8n.nextExecution(id), 'Trigger')).toMatchObject([{ text: 'plain' }]);
});

test('without Simplify the hook comes as it was sent, with the scope of the address', async () => {
	const { id } = await publishTrigger(scene, { simplify: false });
	const { hook, message } = await scene.sandbox.managerWrites({ conversationId, text: 'raw' });
	const [item] = items(await scene.n8n.nextExecution(id), 'Trigger');
	expect(item).toEqual({
		...JSON.parse(hook.body),
		scope_id: scene.scopeId,
		event_id: message.id,
	});
});

test('an event that is not listened to is answered and starts nothing', async () => {
	const { id } = await publishTrigger(scene, { events: ['message'] });
	expect(await scene.sandbox.managerTypes({ conversationId })).toMatchObject({ status: 200 });
	await scene.sandbox.managerWrites({ conversationId, text: 'after typing' });
	const execution = await scene.n8n.nextExecution(id);
	expect(items(execution, 'Trigger')).toMatchObject([{ text: 'after typing' }]);
});
