import { items } from '../../sandbox/n8n/executions.mts';
import { chain, node } from '../../sandbox/n8n/workflow.mts';
import { actionNode, doorNode, openScene, postJson, publishChain, type Scene } from './scene.mts';

let scene: Scene;

beforeAll(async () => {
	scene = await openScene();
});
afterAll(() => scene.sandbox.close());

const fromClient = {
	resource: 'message',
	operation: 'send',
	direction: 'fromClient',
	conversationId: '={{ $json.body.chat }}',
	senderId: 'client-1',
	senderName: 'Ann',
	messageType: 'text',
	text: '={{ $json.body.text }}',
};

test('Message: Send stores the message, in any script', async () => {
	const door = doorNode();
	await publishChain(scene, 'send', door, actionNode(scene, fromClient));
	const text = 'Здравствуйте, "Ann" & <co> 👋🏽\n\\ /';
	const answer = await postJson(`${scene.n8n.url}/webhook/${door.webhookId}`, {
		chat: 'c-1',
		text,
	});
	const output = (await answer.json()) as Record<string, string>;
	const [stored] = scene.sandbox.messages({ author: 'client' });
	expect(stored).toMatchObject({ direction: 'incoming', content: { type: 'text', text } });
	expect(output).toMatchObject({ messageId: stored?.id, conversationRefId: stored?.chatId });
	expect(scene.sandbox.requests.at(-1)).toMatchObject({ verdict: 'accepted', status: 200 });
});

test('Channel: Connect and Disconnect; the latter is a DELETE with a body', async () => {
	const { sandbox, n8n } = scene;
	for (const [operation, method] of [
		['disconnect', 'DELETE'],
		['connect', 'POST'],
	]) {
		const door = doorNode();
		await publishChain(
			scene,
			String(operation),
			door,
			actionNode(scene, {
				...{ resource: 'channel', operation, title: 'Messenger' },
			}),
		);
		const answer = await postJson(`${n8n.url}/webhook/${door.webhookId}`, {});
		expect(answer.status).toBe(200);
		const { body, ...request } = sandbox.requests.at(-1) ?? { body: '' };
		expect(request).toMatchObject({ method, verdict: 'accepted' });
		expect(JSON.parse(body)).toMatchObject({ account_id: scene.accountId });
	}
});

test('an item that fails goes to the error output, with its cause and what to do', async () => {
	const door = doorNode('onReceived');
	const status = { resource: 'message', operation: 'updateStatus', status: 'read' };
	const unknown = '00000000-0000-4000-8000-000000000000';
	const action = actionNode(
		scene,
		{ ...status, messageId: unknown },
		{ onError: 'continueErrorOutput' },
	);
	const [good, bad] = ['Good', 'Bad'].map((name) => node(name, 'n8n-nodes-base.noOp'));
	if (!good || !bad) throw new Error('two nodes');
	const workflow = chain('error output', door, action);
	workflow.nodes.push(good, bad);
	workflow.connections[action.name] = {
		main: [good, bad].map(({ name }) => [{ node: name, type: 'main', index: 0 }]),
	};
	const { id } = await scene.n8n.createWorkflow(workflow);
	await scene.n8n.publish(id);
	await postJson(`${scene.n8n.url}/webhook/${door.webhookId}`, {});
	const execution = await scene.n8n.nextExecution(id);
	expect(execution.status).toBe('success');
	expect(items(execution, 'Good')).toEqual([]);
	expect(JSON.stringify(items(execution, 'Bad'))).toContain('amoCRM does not know the message');
});

test('without error output the execution fails with the same words', async () => {
	const door = doorNode('onReceived');
	const action = actionNode(scene, fromClient);
	const { id } = await publishChain(scene, 'failing', door, action);
	await postJson(`${scene.n8n.url}/webhook/${door.webhookId}`, { chat: '', text: 'x' });
	const { status, data } = await scene.n8n.nextExecution(id);
	expect(status).toBe('error');
	expect(data.resultData.error?.message).toContain("'Chat ID'");
});

test('Retry of an execution that failed sends what had arrived under the same ID', async () => {
	const { sandbox, n8n } = scene;
	const door = doorNode();
	const parameters = {
		...{ ...fromClient, conversationId: 'retried', text: '={{ $now.toMillis() }}' },
		options: { maxRetries: 0 },
	};
	const workflow = await publishChain(scene, 'retried', door, actionNode(scene, parameters));
	sandbox.faults.add({ type: 'drop', when: 'after', times: 1 });
	await postJson(`${n8n.url}/webhook/${door.webhookId}`, {});
	const first = await n8n.nextExecution(workflow.id);
	expect(first.status).toBe('error');
	await n8n.request('POST', `/rest/executions/${first.id}/retry`, { loadWorkflow: false });
	const second = await n8n.nextExecution(workflow.id, Number(first.id));
	expect(second.status).toBe('success');
	const [before, again] = sandbox.requests
		.map(({ body }) => JSON.parse(body || '{}') as { payload?: Record<string, unknown> })
		.filter(({ payload }) => payload?.conversation_id === 'retried')
		.map(({ payload }) => payload?.msgid);
	expect(again).toBe(before);
	expect(sandbox.messages().filter(({ integrationId }) => integrationId === before)).toHaveLength(
		1,
	);
});
