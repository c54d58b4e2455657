import { createHash } from 'node:crypto';
import { N8nClient } from '../n8n/rest.mts';
import { N8nRefusal, type Login } from '../n8n/session.mts';
import { PlainError } from '../n8n/project.mts';
import type { CredentialRef, NewWorkflow } from '../n8n/workflow.mts';
import { answering, incoming, messengerPath } from './workflows.mts';
import { demoCredential } from './channel.mts';
import type { Sandbox } from '../sandbox.mts';

export const login: Login = { email: 'demo@example.com', password: 'Demo-Passw0rd' };

const credentialName = 'Demo channel (sandbox)';
const credentialType = 'amoCrmChatsApi';

/** Where the two workflows are to be read in n8n. */
export interface DemoPages {
	incoming: string;
	answering: string;
}

/** Owner, credential and workflows, whose addresses are returned; what an earlier start has made is used again. */
export async function setUpDemo(url: string, sandbox: Sandbox): Promise<DemoPages> {
	const client = new N8nClient(url);
	await client.logIn(login).catch((error: unknown) => {
		if (!(error instanceof N8nRefusal)) throw error;
		throw new PlainError(
			'The owner of this n8n has another password than the demonstration’s; remove .lab/start to begin anew.',
		);
	});
	const credentialData = demoCredential(sandbox);
	const credential = await putCredential(client, credentialData);
	const verdict = await client.testCredential(credential, credentialType, credentialData);
	if (verdict.status !== 'OK') {
		throw new Error(`n8n refused the demonstration’s credential: ${verdict.message}`);
	}
	const parts = {
		credential,
		versions: await client.versionsOf('n8n-nodes-amocrm-chats'),
		deliverUrl: `${sandbox.url}/messenger/deliver`,
	};
	const [toAmocrm, toClient] = [
		await putWorkflow(client, incoming(parts)),
		await putWorkflow(client, answering(parts)),
	];
	sandbox.messenger.setWebhook(`${url}/webhook/${messengerPath}`);
	return { incoming: `${url}/workflow/${toAmocrm}`, answering: `${url}/workflow/${toClient}` };
}

async function putCredential(client: N8nClient, data: object): Promise<CredentialRef> {
	const known = (await client.credentials()).find(({ name }) => name === credentialName);
	if (!known) return client.createCredential(credentialName, credentialType, data);
	await client.updateCredential(known, credentialType, data);
	return { id: known.id, name: known.name };
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
