import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { neededCredentials } from '../n8n/neededCredentials.mts';
import { projectRoot } from '../n8n/project.mts';
import type { NodeType } from '../n8n/rest.mts';
import type { CredentialRef, NewWorkflow, WorkflowNode } from '../n8n/workflow.mts';

/** Fixed, so that the addresses stay the same from start to start. */
export const messengerPath = 'demo-messenger';
export const triggerId = 'c9c0f0b4-6f0e-4d5b-8a44-0f2b7f6f5a01';

export const demoName = 'Demo: the phone and amoCRM';

/** What the workflow takes from the n8n it is put into. */
export interface Parts {
	/** By their types. */
	credentials: Record<string, CredentialRef>;
	types: readonly NodeType[];
	/** Where the messenger takes what n8n brings for a client. */
	deliverUrl: string;
}

const note = `## The phone ↔ amoCRM
The phone of the demonstration is a messenger of its own: it posts to **Messenger** what the client does, and takes what **Send to Messenger** brings.

This is \`examples/messenger.json\`, filled in. **Put your messenger in the phone's place:** the format is described in \`docs/bridge.md\`. For Telegram and WhatsApp there are workflows of their own in \`examples\`.`;

/** The example for any messenger, with the phone for the messenger. */
export function bridgeToPhone(parts: Parts): NewWorkflow {
	const path = join(projectRoot(), 'examples/messenger.json');
	const example = JSON.parse(readFileSync(path, 'utf8')) as NewWorkflow;
	const nodes = example.nodes.map((node) => withCredentials(filledIn(node, parts), parts));
	return { ...example, name: demoName, nodes };
}

function filledIn(node: WorkflowNode, { deliverUrl }: Parts): WorkflowNode {
	const { name, type, parameters } = node;
	if (name === 'Sticky Note') return { ...node, parameters: { ...parameters, content: note } };
	if (type.endsWith('.webhook')) {
		return { ...node, parameters: { ...parameters, path: messengerPath } };
	}
	if (type.endsWith('.amoCrmChatsTrigger')) return { ...node, webhookId: triggerId };
	if ('genericUrl' in parameters) {
		return { ...node, parameters: { ...parameters, genericUrl: deliverUrl } };
	}
	return node;
}

function withCredentials(node: WorkflowNode, { credentials, types }: Parts): WorkflowNode {
	const refs = neededCredentials(node, types).map((type) => [type, credentials[type]]);
	return refs.length === 0 ? node : { ...node, credentials: Object.fromEntries(refs) };
}
