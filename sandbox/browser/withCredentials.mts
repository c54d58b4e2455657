import { neededCredentials } from '../n8n/neededCredentials.mts';
import type { N8nClient } from '../n8n/rest.mts';
import type { CredentialRef, NewWorkflow } from '../n8n/workflow.mts';

/** Without credentials each node would carry a red mark. */
export async function withCredentials(
	client: N8nClient,
	workflow: NewWorkflow,
): Promise<NewWorkflow> {
	const types = await client.nodeTypes();
	const created = new Map<string, CredentialRef>();
	for (const node of workflow.nodes) {
		for (const type of neededCredentials(node, types)) {
			const ref = created.get(type) ?? (await client.createCredential(type, type, {}));
			created.set(type, ref);
			node.credentials = { ...node.credentials, [type]: ref };
		}
	}
	return workflow;
}
