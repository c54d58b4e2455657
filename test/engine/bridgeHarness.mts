import './environment.mts';
import { randomUUID } from 'node:crypto';
import { ExecutionLifecycleHooks, PackageDirectoryLoader, WorkflowExecute } from 'n8n-core';
import {
	Workflow,
	type IBinaryKeyData,
	type IDataObject,
	type IExecuteFunctions,
	type INode,
	type INodeExecutionData,
	type INodeParameters,
	type INodeType,
	type INodeTypes,
	type IRun,
	type IWorkflowBase,
} from 'n8n-workflow';
import { projectRoot } from '../../sandbox/n8n/project.mts';
import { loadBuilt } from './built.mts';
import { additionalDataOf } from './harness.mts';
import { pass } from './nodeTypes.mts';
import { CREDENTIAL, type Scene } from './scene.mts';
import { triggerIn } from './triggerHarness.mts';

/** How a person has set up the HTTP Request node: which token stands for `{token}`, and whether answers get lost. */
export interface Caller {
	token?: string;
	headers?: Record<string, string>;
	/** Called before each request; what it throws is what n8n says without an answer. */
	before?: (json: IDataObject) => void;
}

/**
 * Does what n8n's HTTP Request node does as the examples set it up: Never Error, Include Response Headers and
 * Status, body and content type from the item; its output is the answer alone, all requests begin at once.
 */
const callerNode = (
	{ token = '', headers = {}, before }: Caller,
	format: 'autodetect' | 'file',
): INodeType => ({
	description: { ...pass.description, name: 'caller' },
	async execute(this: IExecuteFunctions) {
		const answers = this.getInputData().map(async ({ json }, item) => {
			const pairedItem = { item };
			try {
				before?.(json);
				const response = await responseTo(this, json, item, { token, headers });
				return { ...(await outputOf(this, response, item, format)), pairedItem };
			} catch (error) {
				return { json: { error: { message: String(error) } }, pairedItem };
			}
		});
		return [await Promise.all(answers)];
	},
});

async function responseTo(
	context: IExecuteFunctions,
	json: IDataObject,
	item: number,
	{ token, headers }: { token: string; headers: Record<string, string> },
): Promise<Response> {
	const isBinary = json.contentType === 'binaryData';
	const binary = isBinary ? context.helpers.assertBinaryData(item, 'data') : undefined;
	const type = binary?.mimeType ?? 'application/json';
	const body = isBinary
		? new Uint8Array(await context.helpers.getBinaryDataBuffer(item, 'data'))
		: Object.keys(Object(json.body)).length > 0
			? JSON.stringify(json.body)
			: undefined;
	return await fetch(String(json.url).replace('{token}', token), {
		method: String(json.method),
		headers: { ...headers, ...(body === undefined ? {} : { 'content-type': type }) },
		body,
	});
}

/** Beside a file stand those that the item had. */
async function outputOf(
	context: IExecuteFunctions,
	response: Response,
	item: number,
	format: 'autodetect' | 'file',
): Promise<INodeExecutionData> {
	const answered = response.headers.get('content-type') ?? '';
	const frame = { statusCode: response.status, headers: Object.fromEntries(response.headers) };
	if (format === 'file' || /^(image|audio|video)\/|octet-stream|pdf|zip/.test(answered)) {
		const bytes = Buffer.from(await response.arrayBuffer());
		const data = await context.helpers.prepareBinaryData(bytes, undefined, answered);
		return { json: frame, binary: { ...context.getInputData()[item]?.binary, data } };
	}
	const text = await response.text();
	return {
		json: { ...frame, body: /json/.test(answered) ? (JSON.parse(text) as IDataObject) : text },
	};
}

export interface BridgeJob {
	scene: Scene;
	parameters: INodeParameters;
	items: IDataObject[];
	binary?: IBinaryKeyData;
	caller?: Caller;
	/** What HTTP Request makes of answers; files in the direction that fetches files. */
	format?: 'autodetect' | 'file';
	/** Whether Call leads to the HTTP Request node and back. */
	isWired?: boolean;
	settings?: Partial<INode>;
	executionId?: string;
}

export interface BridgeRun {
	run: IRun;
	done: IDataObject[];
	/** Rounds of the Bridge node. */
	rounds: number;
	error: string | undefined;
}

/** Runs "Start → Bridge ⇄ HTTP Request" on n8n's engine. */
export async function runBridge(job: BridgeJob): Promise<BridgeRun> {
	const { items, binary, isWired = true, caller = {}, parameters } = job;
	const format = parameters.operation === 'fromMessenger' ? 'file' : 'autodetect';
	const workflow = await workflowOf(job, callerNode(caller, job.format ?? format));
	const hooks = new ExecutionLifecycleHooks('manual', '1', {
		...workflow,
	} as unknown as IWorkflowBase);
	const finished = new Promise<IRun>((resolve) =>
		hooks.addHandler('workflowExecuteAfter', resolve),
	);
	const built = await loadBuilt();
	const data = additionalDataOf(
		built,
		{ credential: job.scene.credential, executionId: job.executionId ?? randomUUID() },
		hooks,
	);
	const execution = new WorkflowExecute(data, 'manual');
	const running = execution.run({
		workflow,
		startNode: workflow.getNode('Start') ?? undefined,
		pinData: { Start: items.map((json) => ({ json, binary })) },
	});
	await Promise.race([running, finished]);
	const run = await finished;
	const tasks = run.data.resultData.runData.Bridge ?? [];
	const error = tasks.at(-1)?.error ?? run.data.resultData.error;
	return {
		run,
		done: tasks.flatMap((task) => (task.data?.main?.[0] ?? []).map(({ json }) => json)),
		rounds: isWired ? tasks.length : 1,
		error: error && [error.message, 'description' in error ? error.description : ''].join(' | '),
	};
}

async function workflowOf(
	{ parameters, settings, isWired = true }: BridgeJob,
	caller: INodeType,
): Promise<Workflow> {
	const loader = new PackageDirectoryLoader(projectRoot());
	await loader.loadAll();
	const bridge = loader.getNode('amoCrmChatsBridge').type as INodeType;
	const types: Record<string, INodeType> = { pass, caller, bridge };
	const node = (name: string, type: string, rest: Partial<INode> = {}): INode => ({
		...{ id: name, name, type, typeVersion: 1, position: [0, 0], parameters: {} },
		...rest,
	});
	const credentials = { [CREDENTIAL]: { id: '1', name: 'Chats' } };
	const to = (name: string) => [{ node: name, type: 'main' as const, index: 0 }];
	return new Workflow({
		id: 'w',
		nodes: [
			node('Start', 'pass'),
			node('Bridge', 'bridge', { parameters, credentials, ...settings }),
			node('HTTP Request', 'caller'),
			node('Done', 'pass'),
		],
		connections: {
			Start: { main: [to('Bridge')] },
			Bridge: { main: [to('Done'), isWired ? to('HTTP Request') : []] },
			'HTTP Request': { main: [to('Bridge')] },
		},
		nodeTypes: {
			getByName: (type: string) => types[type],
			getByNameAndVersion: (type: string) => types[type],
			getKnownTypes: () => ({}),
		} as unknown as INodeTypes,
		active: false,
		settings: { executionOrder: 'v1' },
	});
}

/** What the trigger outputs for what a manager has just done in the sandbox. */
export async function told({ sandbox, credential, scopeId }: Scene): Promise<IDataObject> {
	const hook = sandbox.hooks.at(-1);
	if (hook === undefined) throw new Error('The sandbox has sent no hook');
	const { item } = await triggerIn({
		parameters: { events: ['message', 'reaction', 'typing'], simplify: true },
		credential,
		credentialId: randomUUID(),
	}).knock({
		headers: Object.fromEntries(
			Object.entries(hook.headers).map(([name, value]) => [name.toLowerCase(), value]),
		),
		rawBody: Buffer.from(hook.body),
		params: { scope_id: scopeId },
	});
	if (item === undefined) throw new Error('The trigger output nothing');
	return item as IDataObject;
}
