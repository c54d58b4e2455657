import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { signHook } from '../../sandbox/api/signature.mts';
import { samples } from '../../sandbox/hooks/samples.mts';
import { items } from '../../sandbox/n8n/executions.mts';
import { chain, node } from '../../sandbox/n8n/workflow.mts';
import { knock } from './knock.mts';
import { credentialType, openScene, publishChain, triggerNode, type Scene } from './scene.mts';

const scenes: Scene[] = [];
afterAll(() => Promise.all(scenes.map(({ sandbox }) => sandbox.close())));

async function open(): Promise<Scene> {
	const scene = await openScene();
	scenes.push(scene);
	return scene;
}

const end = () => node('End', 'n8n-nodes-base.noOp');
const both = { connectOnActivation: true, disconnectOnDeactivation: true };
const calls = ({ sandbox }: Scene) =>
	sandbox.requests.map(({ method, path }) => `${method} ${path.split('/').at(-1)}`);

function signedHook({ accountId, secret }: Scene) {
	const body = JSON.stringify(samples.text?.({ accountId, now: Date.now() }));
	const signature = signHook(secret, body);
	return { body, headers: { 'content-type': 'application/json', 'x-signature': signature } };
}

test('publishing connects the channel, unpublishing disconnects it', async () => {
	const scene = await open();
	const { id } = await publishChain(scene, 'connecting', triggerNode(scene, both), end());
	expect(calls(scene)).toEqual(['POST connect']);
	await scene.n8n.unpublish(id);
	expect(calls(scene)).toEqual(['POST connect', 'DELETE disconnect']);
	expect(scene.sandbox.requests.map(({ verdict }) => verdict)).toEqual(['accepted', 'accepted']);
});

test('a refusal stops publishing, with its cause', async () => {
	const scene = await open();
	await scene.n8n.updateCredential(scene.credential, credentialType, {
		...{ ...scene.credentialData, channelSecret: 'f'.repeat(40) },
	});
	const publishing = publishChain(scene, 'refused', triggerNode(scene, both), end());
	await expect(publishing).rejects.toThrow(/refused the signature/);
});

test.each(['of the node', 'with Path'])(
	'listening for a test event works at the address %s, and leaves the channel alone',
	async (form) => {
		const scene = await open();
		const { n8n, scopeId } = scene;
		const path = `shop/${randomUUID()}`;
		const options = form === 'with Path' ? { path, scopeId } : {};
		const trigger = triggerNode(scene, { ...both, options });
		const workflow = await n8n.createWorkflow(chain('test event', trigger, end()));
		expect(await n8n.runManually(workflow, 'Trigger')).toMatchObject({ waitingForWebhook: true });
		const { webhookId } = trigger;
		const own = form === 'with Path' ? path : `${webhookId}/${webhookId}`;
		const url = `${n8n.url}/webhook-test/${own}/${scopeId}`;
		const forged = { ...signedHook(scene), body: '{"forged":1}' };
		expect((await knock(url, forged)).status).toBe(401);
		expect(await knock(url, signedHook(scene))).toEqual({ status: 200, text: '' });
		const execution = await n8n.nextExecution(workflow.id);
		expect(execution).toMatchObject({ mode: 'manual', status: 'success' });
		expect(items(execution, 'Trigger')).toMatchObject([{ event: 'message', scopeId }]);
		await sleep(500);
		expect(calls(scene)).toEqual([]);
	},
);

test('a changed secret works at once, and the hooks that it refuses are none of its own', async () => {
	const scene = await open();
	const trigger = triggerNode(scene);
	const { id } = await publishChain(scene, 'changing', trigger, end());
	const { n8n, credential, credentialData, scopeId } = scene;
	const url = `${n8n.url}/webhook/${trigger.webhookId}/${trigger.webhookId}/${scopeId}`;
	expect((await knock(url, signedHook(scene))).status).toBe(200);
	const secret = 'e'.repeat(40);
	expect((await knock(url, signedHook({ ...scene, secret }))).status).toBe(401);
	await sleep(1100);
	const changed = { ...credentialData, channelSecret: secret };
	await n8n.updateCredential(credential, credentialType, changed);
	expect((await knock(url, signedHook({ ...scene, secret }))).status).toBe(200);
	expect((await knock(url, signedHook(scene))).status).toBe(401);
	await n8n.nextExecution(id, (await n8n.lastExecution(id)) - 1);
	expect(await n8n.executions(id)).toHaveLength(2);
});
