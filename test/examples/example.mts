import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Execution } from '../../sandbox/n8n/executions.mts';
import { neededCredentials } from '../../sandbox/n8n/neededCredentials.mts';
import { projectRoot } from '../../sandbox/n8n/project.mts';
import type { CredentialRef, NewWorkflow, Workflow } from '../../sandbox/n8n/workflow.mts';
import { credentialType, hookAddress, type Scene } from '../e2e/scene.mts';

export const folder = join(projectRoot(), 'examples');

export interface FillIn {
	/** What the user enters, by type of credential; ours comes from the scene. */
	credentials?: Record<string, object>;
	/** What the user replaces in the workflow: the placeholder as it stands there, and the value. */
	values?: Record<string, string>;
	/** What the user changes in the forms, by the name of the node. */
	parameters?: Record<string, object>;
}

export interface Example extends Workflow {
	/** The production URL of a webhook node, by its name. */
	webhook(nodeName: string): string;
	/** The next execution after the last one that was asked for; of this workflow. */
	nextExecution(): Promise<Execution>;
	/** The same, of which an error fails the test, with its words. */
	succeeds(): Promise<void>;
}

export function readExample(name: string): NewWorkflow {
	return JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8')) as NewWorkflow;
}

/** Imports the file as the editor does, fills in what its note asks for, and publishes it. */
export async function openExample(
	scene: Scene,
	name: string,
	{ credentials = {}, values = {}, parameters = {} }: FillIn = {},
): Promise<Example> {
	const filled = JSON.parse(fillIn(JSON.stringify(readExample(name)), values)) as NewWorkflow;
	const refs = { ...(await createAll(scene, credentials)), [credentialType]: scene.credential };
	const unknown = Object.keys(parameters).filter(
		(node) => !filled.nodes.some(({ name: own }) => own === node),
	);
	if (unknown.length > 0) throw new Error(`there is no node ${unknown.join()}`);
	const types = await scene.n8n.nodeTypes();
	const nodes = filled.nodes.map((each) => ({
		...each,
		parameters: { ...each.parameters, ...parameters[each.name] },
		credentials: pick(refs, neededCredentials(each, types)),
		...(each.webhookId ? { webhookId: randomUUID() } : {}),
	}));
	const workflow = await scene.n8n.createWorkflow({ ...filled, nodes });
	const trigger = nodes.find(({ type }) => type.endsWith('.amoCrmChatsTrigger'));
	if (trigger?.webhookId) {
		const { webhookId } = trigger;
		scene.sandbox.setWebhook(scene.channelId, hookAddress(scene, { webhookId }));
	}
	await scene.n8n.publish(workflow.id);
	let last = 0;
	const nextExecution = async () => {
		const execution = await scene.n8n.nextExecution(workflow.id, last);
		last = Number(execution.id);
		return execution;
	};
	return {
		...workflow,
		nextExecution,
		async succeeds() {
			const { status, data } = await nextExecution();
			expect([status, data.resultData.error?.message]).toEqual(['success', undefined]);
		},
		webhook(nodeName) {
			const { webhookId, parameters } = nodes.find((each) => each.name === nodeName) ?? {};
			return `${scene.n8n.url}/webhook/${String(parameters?.path ?? webhookId)}`;
		},
	};
}

/** A placeholder that is not there has been renamed: the test would no longer fill in anything. */
function fillIn(text: string, values: Record<string, string>): string {
	return Object.entries(values).reduce((filled, [placeholder, value]) => {
		const inJson = (plain: string) => JSON.stringify(plain).slice(1, -1);
		if (!filled.includes(inJson(placeholder))) throw new Error(`nothing says ${placeholder}`);
		return filled.replaceAll(inJson(placeholder), inJson(value));
	}, text);
}

async function createAll(
	{ n8n }: Scene,
	credentials: Record<string, object>,
): Promise<Record<string, CredentialRef>> {
	const refs: Record<string, CredentialRef> = {};
	for (const [type, data] of Object.entries(credentials)) {
		refs[type] = await n8n.createCredential(`${type} ${randomUUID()}`, type, data);
	}
	return refs;
}

function pick(refs: Record<string, CredentialRef>, types: string[]): Record<string, CredentialRef> {
	return Object.fromEntries(
		types.map((type) => {
			const ref = refs[type];
			if (!ref) throw new Error(`the test has no credential of type ${type}`);
			return [type, ref];
		}),
	);
}
