import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Execution, ExecutionSummary } from './executions.mts';
import { unflatten } from './flatted.mts';
import { publish, unpublish } from './publishing.mts';
import { Session } from './session.mts';
import type { CredentialRef, NewWorkflow, Workflow } from './workflow.mts';

export interface CredentialVerdict {
	status: 'OK' | 'Error';
	message: string;
}

export interface NodeType {
	name: string;
	version: number | number[];
	properties: Array<{ name: string; displayName: string; type: string; default?: unknown }>;
	credentials?: Array<{
		name: string;
		required?: boolean;
		displayOptions?: { show?: Record<string, unknown[]> };
	}>;
}

interface ManualRun {
	executionId?: string;
	waitingForWebhook?: boolean;
}

const ended = new Set(['success', 'error', 'crashed', 'canceled']);

/** What the editor in the browser says to n8n; the same calls on n8n 1.123 and 2.x. */
export class N8nClient extends Session {
	nodeTypes() {
		return this.request<NodeType[]>('GET', '/types/nodes.json');
	}

	/** The version of each of our nodes, which the editor writes into a new workflow. */
	async versionsOf(packageName: string): Promise<Record<string, number>> {
		const ours = (await this.nodeTypes()).filter(({ name }) => name.startsWith(`${packageName}.`));
		return Object.fromEntries(
			ours.map(({ name, version }) => [name, Math.max(...[version].flat())]),
		);
	}

	credentialTypes() {
		return this.request<Array<{ name: string; supportedNodes?: string[] }>>(
			'GET',
			'/types/credentials.json',
		);
	}

	installPackage(name: string, version: string) {
		return this.request<unknown>('POST', '/rest/community-packages', { name, version });
	}

	credentials() {
		return this.request<Array<CredentialRef & { type: string }>>('GET', '/rest/credentials');
	}

	async createCredential(name: string, type: string, data: object): Promise<CredentialRef> {
		const credential = { name, type, data };
		const { id } = await this.request<CredentialRef>('POST', '/rest/credentials', credential);
		return { id, name };
	}

	updateCredential({ id, name }: CredentialRef, type: string, data: object) {
		return this.request('PATCH', `/rest/credentials/${id}`, { id, name, type, data });
	}

	/** The editor's Test button, which sends the data along. */
	testCredential({ id, name }: CredentialRef, type: string, data: object) {
		const credentials = { id, name, type, data };
		return this.request<CredentialVerdict>('POST', '/rest/credentials/test', { credentials });
	}

	workflows() {
		return this.request<Array<{ id: string; name: string }>>('GET', '/rest/workflows');
	}

	workflow(id: string) {
		return this.request<Workflow>('GET', `/rest/workflows/${id}`);
	}

	createWorkflow(workflow: NewWorkflow) {
		// n8n 1.x demands `active`.
		const whole = { active: false, settings: { executionOrder: 'v1' }, ...workflow };
		return this.request<Workflow>('POST', '/rest/workflows', whole);
	}

	updateWorkflow(id: string, workflow: Partial<NewWorkflow>) {
		return this.request<Workflow>('PATCH', `/rest/workflows/${id}`, workflow);
	}

	/** n8n deletes what is in the archive only. */
	async deleteWorkflow(id: string): Promise<void> {
		await this.request('POST', `/rest/workflows/${id}/archive`, {});
		await this.request('DELETE', `/rest/workflows/${id}`);
	}

	async publish(id: string): Promise<void> {
		const { versionId } = await this.workflow(id);
		await publish(this, id, versionId);
	}

	unpublish(id: string): Promise<void> {
		return unpublish(this, id);
	}

	/** The editor's Execute button; with a webhook node it starts to listen at the test address. */
	async runManually(workflow: Workflow, startNode: string) {
		const run = { workflowData: workflow, triggerToStartFrom: { name: startNode } };
		const path = `/rest/workflows/${workflow.id}/run`;
		return this.request<ManualRun>('POST', path, run, { 'push-ref': randomUUID() });
	}

	async executions(workflowId: string): Promise<ExecutionSummary[]> {
		const filter = encodeURIComponent(JSON.stringify({ workflowId }));
		const path = `/rest/executions?filter=${filter}&limit=50`;
		return (await this.request<{ results: ExecutionSummary[] }>('GET', path)).results;
	}

	async execution(id: string): Promise<Execution> {
		type Stored = ExecutionSummary & { data: string };
		const stored = await this.request<Stored>('GET', `/rest/executions/${id}`);
		return { ...stored, data: unflatten(stored.data) as Execution['data'] };
	}

	/** Ids grow; 0 when there is none. */
	async lastExecution(workflowId: string): Promise<number> {
		return Math.max(0, ...(await this.executions(workflowId)).map(({ id }) => Number(id)));
	}

	/** The first execution after the given one, once it has ended. */
	async nextExecution(workflowId: string, after = 0, patience = 15_000): Promise<Execution> {
		for (const end = Date.now() + patience; Date.now() < end; await sleep(50)) {
			const later = (await this.executions(workflowId)).filter(({ id }) => Number(id) > after);
			const next = later.at(-1);
			if (next && ended.has(next.status)) return this.execution(next.id);
		}
		throw new Error(`no execution of workflow ${workflowId} ended within ${patience / 1000} s`);
	}
}
