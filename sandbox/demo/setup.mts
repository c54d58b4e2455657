import { createHash } from 'node:crypto';
import { N8nClient } from '../n8n/rest.mts';
import { N8nRefusal, type Login } from '../n8n/session.mts';
import { PlainError } from '../n8n/project.mts';
import type { CredentialRef, NewWorkflow } from '../n8n/workflow.mts';
import { demo, demoCredential } from './channel.mts';
import { bridgeToPhone, demoName, messengerPath } from './workflows.mts';
import type { Sandbox } from '../sandbox.mts';

export const login: Login = { email: 'demo@example.com', password: 'Demo-Passw0rd' };

const channelName = 'Demo channel (sandbox)';
const channelType = 'amoCrmChatsApi';
const keyName = 'Demo messenger (sandbox)';
const keyType = 'httpHeaderAuth';

/** Owner, credentials and workflow, whose address is returned; what an earlier start has made is used again. */
export async function setUpDemo(url: string, sandbox: Sandbox): Promise<string> {
	const client = new N8nClient(url);
	await client.logIn(login).catch((error: unknown) => {
		if (!(error instanceof N8nRefusal)) throw error;
		throw new PlainError(
			'The owner of this n8n has another password than the demonstration’s; remove .lab/start to begin anew.',
		);
	});
	const channelData = demoCredential(sandbox);
	const channel = await putCredential(client, channelName, channelType, channelData);
	const verdict = await client.testCredential(channel, channelType, channelData);
	if (verdict.status !== 'OK') {
		throw new Error(`n8n refused the demonstration’s credential: ${verdict.message}`);
	}
	const key = await putCredential(client, keyName, keyType, {
		...{ name: 'Authorization', value: demo.messengerKey },
	});
	await withdrawEarlierDemos(client);
	const workflowId = await putWorkflow(
		client,
		bridgeToPhone({
			credentials: { [channelType]: channel, [keyType]: key },
			types: await client.nodeTypes(),
			deliverUrl: `${sandbox.url}/messenger/deliver`,
		}),
	);
	sandbox.messenger.connect(`${url}/webhook/${messengerPath}`, demo.messengerKey);
	return `${url}/workflow/${workflowId}`;
}

async function putCredential(
	client: N8nClient,
	name: string,
	type: string,
	data: object,
): Promise<CredentialRef> {
	const known = (await client.credentials()).find((each) => each.name === name);
	if (!known) return client.createCredential(name, type, data);
	await client.updateCredential(known, type, data);
	return { id: known.id, name: known.name };
}

/** The demonstration of an older version listens at the same addresses. */
async function withdrawEarlierDemos(client: N8nClient): Promise<void> {
	for (const { id, name } of await client.workflows()) {
		if (!name.startsWith('Demo: ') || name === demoName) continue;
		if ((await client.workflow(id)).active) await client.unpublish(id);
	}
}

/** A workflow is replaced when its definition here has changed, and left alone when only its user changed it. */
async function putWorkflow(client: N8nClient, definition: NewWorkflow): Promise<string> {
	const digest = createHash('sha256').update(JSON.stringify(definition)).digest('hex');
	const workflow = { ...definition, meta: { templateId: `demo-${digest}` } };
	const known = (await client.workflows()).find(({ name }) => name === definition.name);
	if (!known) {
		const { id } = await client.createWorkflow(workflow);
		await client.publish(id);
		return id;
	}
	const { meta, active } = await client.workflow(known.id);
	if (meta?.templateId === workflow.meta.templateId && active) return known.id;
	await client.updateWorkflow(known.id, workflow);
	await client.publish(known.id);
	return known.id;
}
