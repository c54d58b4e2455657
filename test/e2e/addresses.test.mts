import { randomUUID } from 'node:crypto';
import { items } from '../../sandbox/n8n/executions.mts';
import { node } from '../../sandbox/n8n/workflow.mts';
import {
	hookAddress,
	openScene,
	publishChain,
	publishTrigger,
	triggerNode,
	type Scene,
} from './scene.mts';

const conversationId = 'chat-1';
const end = () => node('End', 'n8n-nodes-base.noOp');
const scenes: Scene[] = [];

async function scene(change: Record<string, string> = {}): Promise<Scene> {
	const opened = await openScene(change);
	opened.sandbox.addChat({ conversationId });
	scenes.push(opened);
	return opened;
}
afterAll(() => Promise.all(scenes.map(({ sandbox }) => sandbox.close())));

test('two workflows with the trigger work side by side', async () => {
	const pair = [await scene(), await scene()];
	const workflows = [];
	for (const each of pair) workflows.push(await publishTrigger(each));
	for (const [index, { sandbox, n8n, scopeId }] of pair.entries()) {
		const { hook } = await sandbox.managerWrites({ conversationId, text: `to ${index}` });
		expect(hook.status).toBe(200);
		const id = workflows[index]?.id ?? '';
		expect(items(await n8n.nextExecution(id), 'Trigger')).toMatchObject([
			{ text: `to ${index}`, scopeId },
		]);
		expect(await n8n.executions(id)).toHaveLength(1);
	}
});

test('one address serves every account of the channel, when the credential names none', async () => {
	const here = await scene({ accountId: '' });
	const { sandbox, n8n, channelId } = here;
	const { id } = await publishTrigger(here);
	const second = sandbox.addAccount();
	const { scopeId } = sandbox.connect(channelId, second.amojoId);
	sandbox.addChat({ channelId, accountId: second.amojoId, conversationId: 'other' });
	const { hook } = await sandbox.managerWrites({
		...{ channelId, accountId: second.amojoId },
		...{ conversationId: 'other', text: 'from the second account' },
	});
	expect(hook.status).toBe(200);
	expect(items(await n8n.nextExecution(id), 'Trigger')).toMatchObject([
		{ scopeId, accountId: second.amojoId },
	]);
});

test('with the option Path the address survives exporting and importing the workflow', async () => {
	const here = await scene();
	const { sandbox, n8n, channelId, scopeId } = here;
	const path = `shop/${randomUUID()}`;
	sandbox.setWebhook(channelId, `${n8n.url}/webhook/${path}/:scope_id`);
	const options = { path: `/${path}/`, scopeId };
	const original = await publishChain(here, 'original', triggerNode(here, { options }), end());
	const first = await sandbox.managerWrites({ conversationId, text: 'to the original' });
	expect(first.hook.status).toBe(200);
	expect(items(await n8n.nextExecution(original.id), 'Trigger')).toMatchObject([{ scopeId }]);

	await n8n.unpublish(original.id);
	const { nodes } = await n8n.workflow(original.id);
	// What the editor does to the nodes of a file it imports.
	const copies = nodes.map((each) => ({
		...each,
		id: randomUUID(),
		...(each.webhookId ? { webhookId: randomUUID() } : {}),
	}));
	const copy = await publishChain(here, 'copy', ...copies);
	const second = await sandbox.managerWrites({ conversationId, text: 'to the copy' });
	expect(second.hook.status).toBe(200);
	expect(items(await n8n.nextExecution(copy.id), 'Trigger')).toMatchObject([
		{ text: 'to the copy', scopeId },
	]);
});

test('Path without Scope ID is said when the workflow is published', async () => {
	const here = await scene();
	const trigger = triggerNode(here, { options: { path: `shop/${randomUUID()}` } });
	await expect(publishChain(here, 'no scope', trigger, end())).rejects.toThrow('Scope ID');
});

test('after unpublishing n8n answers 404', async () => {
	const here = await scene();
	const trigger = triggerNode(here);
	here.sandbox.setWebhook(here.channelId, hookAddress(here, trigger));
	const { id } = await publishChain(here, 'short-lived', trigger, end());
	await here.n8n.unpublish(id);
	const { hook } = await here.sandbox.managerWrites({ conversationId, text: 'too late' });
	expect(hook.status).toBe(404);
});
