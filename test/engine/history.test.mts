import { simplify } from '../../nodes/AmoCrmChats/trigger/simplify.ts';
import * as forms from './operationForms.mts';
import { fillHistory, openWorldStage, outputOf, runInWorld, world } from './worldStage.mts';

openWorldStage();

describe('history', () => {
	test('is read page by page, with the query unsigned', async () => {
		const { sandbox } = world;
		for (let i = 0; i < 60; i++) {
			await sandbox.managerWrites({ conversationId: forms.CHAT, text: `${i}` });
		}
		const items = await outputOf({ ...forms.history(world), returnAll: true });
		expect(
			sandbox.requests.map(({ method, query, body, verdict }) => [method, query, body, verdict]),
		).toEqual([
			['GET', 'limit=50&offset=0', '', 'accepted'],
			['GET', 'limit=50&offset=50', '', 'accepted'],
		]);
		expect(items.map(({ text: words }) => words)).toEqual([
			...Array.from({ length: 60 }, (_, i) => `${59 - i}`),
			'Hi',
			'Hello',
		]);
	});

	test('ends at the limit, and at the time', async () => {
		await fillHistory();
		const [newest] = await outputOf({ ...forms.history(world), limit: 1 });
		expect(newest).toMatchObject({ messageType: 'text', sender: { id: forms.CLIENT } });
		const options = { newerThan: String(newest?.timestamp) };
		expect(await outputOf({ ...forms.history(world), options })).toEqual([]);
	});

	test('raw, is what the service says', async () => {
		const [newest] = await outputOf({ ...forms.history(world), simplify: false });
		expect(newest).toMatchObject({
			timestamp: expect.any(Number),
			sender: { id: world.userId },
			message: { id: world.managerMessage, type: 'text' },
		});
	});
});

test("Update Status is fed straight from the trigger's item, whatever account the credential names", async () => {
	const { sandbox, credential, channelId, accountId, scopeId } = world;
	const { hook, message } = await sandbox.managerWrites({ conversationId: forms.CHAT, text: 'Hi' });
	const body = JSON.parse(hook.body) as Parameters<typeof simplify>[0]['body'];
	const scope = { id: scopeId, channelId, accountId };
	const item = simplify({ body, text: hook.body, scope, reception: 'r' });
	const parameters = {
		resource: 'message',
		operation: 'updateStatus',
		messageId: '={{ $json.messageId }}',
		status: 'read',
		options: { accountId: '={{ $json.accountId }}' },
	};
	const { error } = await runInWorld({
		credential: { ...credential, accountId: '' },
		parameters,
		items: [{ ...item }],
	});
	expect(error).toBeUndefined();
	expect(sandbox.find(message.id)?.delivery).toEqual({ status: 'read' });
});
