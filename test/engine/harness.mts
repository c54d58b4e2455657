import './environment.mts';
import { ExecutionLifecycleHooks, WorkflowExecute } from 'n8n-core';
import {
	Workflow,
	type ExecutionError,
	type IBinaryKeyData,
	type IConnections,
	type ICredentialDataDecryptedObject,
	type INode,
	type INodeExecutionData,
	type INodeParameters,
	type INodeType,
	type INodeTypes,
	type IRun,
	type ITaskData,
	type IWorkflowBase,
	type IWorkflowExecuteAdditionalData,
} from 'n8n-workflow';
import type { Built } from './built.mts';
import { OneCredential } from './credentialsHelper.mts';
import { agent, httpCall, pass, toolOf } from './nodeTypes.mts';
import { CREDENTIAL } from './scene.mts';

export interface Job {
	credential: ICredentialDataDecryptedObject;
	parameters?: INodeParameters;
	/** What the node under test is given; one empty item when missing. */
	items?: Array<INodeExecutionData['json']>;
	/** Files of every item, by the names of their fields. */
	binary?: IBinaryKeyData;
	/** Settings of the node, such as `onError` and `retryOnFail`. */
	settings?: Partial<INode>;
	/** The node under test; the action node when missing. */
	type?: 'action' | 'httpCall' | 'tool';
	/** The same for executions that are one and the same to the person. */
	executionId?: string;
	/** How often the node comes up in one execution, as in a loop. */
	rounds?: number;
	/** Called with what stops the execution, once it runs. */
	onStart?: (cancel: () => void) => void;
}

export interface Outcome {
	run: IRun;
	/** The last round of the node under test. */
	task: ITaskData | undefined;
	/** Items by output: the second is the error output. */
	outputs: INodeExecutionData[][];
	/** As n8n stores it, so no longer an instance of its class. */
	error: ExecutionError | undefined;
}

/** Runs a workflow "Start → Chats" on n8n's engine. */
export async function runNode(built: Built, job: Job): Promise<Outcome> {
	const { items = [{}], binary, rounds = 1 } = job;
	const workflow = workflowOf(built, job, rounds);
	const hooks = new ExecutionLifecycleHooks('manual', '1', {
		...workflow,
	} as unknown as IWorkflowBase);
	const done = new Promise<IRun>((resolve) => hooks.addHandler('workflowExecuteAfter', resolve));
	const execution = new WorkflowExecute(additionalDataOf(built, job, hooks), 'manual');
	const running = execution.run({
		workflow,
		startNode: workflow.getNode('Start') ?? undefined,
		pinData: { Start: items.map((json) => ({ json, binary })) },
	});
	job.onStart?.(() => running.cancel());
	await Promise.race([running, done]);
	const run = await done;
	const task = run.data.resultData.runData.Chats?.at(-1);
	return {
		run,
		task,
		outputs: (task?.data?.main ?? []).map((output) => output ?? []),
		error: task?.error ?? run.data.resultData.error,
	};
}

function workflowOf(built: Built, job: Job, rounds: number): Workflow {
	const types: Record<string, INodeType> = {
		pass,
		agent,
		httpCall,
		action: built.action,
		// As n8n calls it: its name says that an agent runs it.
		actionTool: toolOf(built.action),
	};
	const nodes = nodesOf(job, rounds);
	const nodeTypes = {
		getByName: (type: string) => types[type],
		getByNameAndVersion: (type: string) => types[type],
		getKnownTypes: () => ({}),
	} as unknown as INodeTypes;
	const connections = connectionsOf(job, rounds);
	const settings = { executionOrder: 'v1' as const };
	return new Workflow({ id: 'w', nodes, connections, nodeTypes, active: false, settings });
}

/** Each further round reaches the node by way of a node of its own, so the node runs again. */
function nodesOf(
	{ type = 'action', parameters = {}, settings = {} }: Job,
	rounds: number,
): INode[] {
	const node = (name: string, rest: Partial<INode>): INode => {
		return {
			id: name,
			name,
			type: 'pass',
			typeVersion: 1,
			position: [0, 0],
			parameters: {},
			...rest,
		};
	};
	const credentials = { [CREDENTIAL]: { id: '1', name: 'Chats' } };
	const typeName = type === 'tool' ? 'actionTool' : type;
	const tested = node('Chats', { type: typeName, parameters, credentials, ...settings });
	const ways = Array.from({ length: rounds }, (_, round) => node(`Way ${round}`, {}));
	return [
		node('Start', {}),
		...(type === 'tool' ? [node('Agent', { type: 'agent' })] : ways),
		tested,
	];
}

function connectionsOf({ type }: Job, rounds: number): IConnections {
	const to = (node: string, kind: 'main' | 'ai_tool' = 'main') => ({ node, type: kind, index: 0 });
	if (type === 'tool') {
		return {
			Start: { main: [[to('Agent')]] },
			Chats: { ai_tool: [[to('Agent', 'ai_tool')]] },
		};
	}
	const ways = Array.from({ length: rounds }, (_, round) => `Way ${round}`);
	return {
		Start: { main: [ways.map((way) => to(way))] },
		...Object.fromEntries(ways.map((way) => [way, { main: [[to('Chats')]] }])),
	};
}

export function additionalDataOf(
	{ credential }: Built,
	job: Job,
	hooks: ExecutionLifecycleHooks,
): IWorkflowExecuteAdditionalData {
	const url = 'http://127.0.0.1/';
	return {
		executionId: job.executionId ?? '1',
		hooks,
		restApiUrl: url,
		instanceBaseUrl: url,
		webhookBaseUrl: url,
		webhookTestBaseUrl: url,
		webhookWaitingBaseUrl: url,
		formWaitingBaseUrl: url,
		variables: {},
		currentNodeExecutionIndex: 0,
		credentialsHelper: new OneCredential(credential, job.credential),
		sendDataToUI: () => {},
		setExecutionStatus: () => {},
	} as unknown as IWorkflowExecuteAdditionalData;
}
