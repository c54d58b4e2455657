import './environment.mts';
import { HookContext, WebhookContext } from 'n8n-core';
import {
	Workflow,
	type ICredentialDataDecryptedObject,
	type INode,
	type INodeTypes,
	type IWebhookData,
	type IWebhookResponseData,
	type IWorkflowExecuteAdditionalData,
	type WorkflowActivateMode,
	type WorkflowExecuteMode,
} from 'n8n-workflow';
import { AmoCrmChatsApi } from '../../credentials/AmoCrmChatsApi.credentials.ts';
import { AmoCrmChatsTrigger } from '../../nodes/AmoCrmChats/AmoCrmChatsTrigger.node.ts';
import { OneCredential } from './credentialsHelper.mts';
import { CREDENTIAL } from './scene.mts';

const trigger = new AmoCrmChatsTrigger();
const nodeTypes = {
	getByName: () => trigger,
	getByNameAndVersion: () => trigger,
	getKnownTypes: () => ({}),
} as unknown as INodeTypes;

export interface Setting {
	parameters?: INode['parameters'];
	credential: ICredentialDataDecryptedObject;
	/** One per test file: the trigger remembers what a credential says by it. */
	credentialId: string;
	/** False as n8n has it while it listens for a test event. */
	active?: boolean;
}

export interface Knock {
	headers: Record<string, unknown>;
	/** As n8n leaves it when it has read the body. */
	rawBody?: Buffer;
	/** A body of a content type that n8n leaves to be read; an Error is one that cannot be. */
	unread?: Buffer | Error;
	params?: Record<string, string>;
}

export interface Answer {
	/** What the trigger answered by itself. */
	status?: number;
	ended: boolean;
	result: IWebhookResponseData;
	/** What starts an execution. */
	item?: Record<string, unknown>;
	/** Lines in n8n's log. */
	logged: string[];
}

/** The trigger in n8n's own contexts. */
export function triggerIn({ parameters = {}, credential, credentialId, active = true }: Setting) {
	const node: INode = {
		...{ id: 't', name: 'Trigger', type: 'trigger', typeVersion: 2, position: [0, 0] },
		...{ webhookId: 'wh-1', parameters },
		credentials: { [CREDENTIAL]: { id: credentialId, name: 'Chats' } },
	};
	const url = 'http://127.0.0.1/';
	const workflow = new Workflow({ id: 'w', nodes: [node], connections: {}, active, nodeTypes });
	const ours = workflow.getNode('Trigger') ?? node;
	const additionalData = (more: object = {}) =>
		({
			...{ executionId: '1', restApiUrl: url, instanceBaseUrl: url, variables: {} },
			...{ webhookBaseUrl: url, webhookTestBaseUrl: url, webhookWaitingBaseUrl: url },
			formWaitingBaseUrl: url,
			credentialsHelper: new OneCredential(new AmoCrmChatsApi(), credential),
			...more,
		}) as unknown as IWorkflowExecuteAdditionalData;
	const webhookData = {
		webhookDescription: trigger.description.webhooks?.[0],
		...{ node: 'Trigger', path: 'p', httpMethod: 'POST', workflowId: 'w' },
	} as unknown as IWebhookData;

	return {
		async knock(request: Knock): Promise<Answer> {
			const answer: Answer = { ended: false, result: {}, logged: [] };
			const response = {
				status(status: number) {
					answer.status = status;
					return response;
				},
				end() {
					answer.ended = true;
					return response;
				},
			};
			const { unread, ...read } = request;
			const httpRequest = {
				...{ params: {}, query: {}, body: {}, method: 'POST', ...read },
				async readRawBody() {
					if (unread instanceof Error) throw unread;
					httpRequest.rawBody = unread;
				},
			};
			const data = additionalData({ httpRequest, httpResponse: response });
			const context = new WebhookContext(workflow, ours, data, 'webhook', webhookData, [], null);
			noteLog(context, answer.logged);
			answer.result = await trigger.webhook.call(context);
			answer.item = answer.result.workflowData?.[0]?.[0]?.json;
			return answer;
		},
		/** What n8n calls when the workflow is published, or unpublished. */
		async lifecycle(
			method: 'create' | 'delete',
			mode: WorkflowExecuteMode,
			activation: WorkflowActivateMode,
			lines: string[] = [],
		): Promise<boolean> {
			const context = new HookContext(
				...([workflow, ours, additionalData(), mode, activation, webhookData] as const),
			);
			noteLog(context, lines);
			return await trigger.webhookMethods.default[method].call(context);
		},
	};
}

/** n8n's own logger writes to the console of the tests; here its lines are kept. */
function noteLog(context: object, lines: string[]): void {
	const note = (line: string) => lines.push(line);
	const value = { debug: note, info: note, warn: note, error: note };
	Object.defineProperty(context, 'logger', { value });
}
