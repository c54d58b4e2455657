import type {
	IExecuteFunctions,
	IHttpRequestOptions,
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
} from 'n8n-workflow';
import { CREDENTIAL } from './scene.mts';

const bare = (name: string, rest: Partial<INodeTypeDescription> = {}): INodeTypeDescription => ({
	displayName: name,
	name,
	group: ['transform'],
	version: 1,
	description: '',
	defaults: { name },
	inputs: ['main'],
	outputs: ['main'],
	properties: [],
	...rest,
});

/** Hands its items on; a workflow starts with it. */
export const pass: INodeType = {
	description: bare('pass'),
	async execute(this: IExecuteFunctions) {
		return [this.getInputData()];
	},
};

/**
 * Makes the requests that its items describe, without a word to n8n about errors: those with `url` as nodes of
 * today do, those with `uri` as n8n's HTTP Request node does.
 */
export const httpCall: INodeType = {
	description: bare('httpCall', { credentials: [{ name: CREDENTIAL, required: true }] }),
	async execute(this: IExecuteFunctions) {
		const answers: INodeExecutionData[] = [];
		for (const { json } of this.getInputData()) {
			const request = json as unknown as IHttpRequestOptions;
			const { httpRequestWithAuthentication, requestWithAuthentication } = this.helpers;
			const send = 'uri' in request ? requestWithAuthentication : httpRequestWithAuthentication;
			const answer: unknown = await send.call(this, CREDENTIAL, { ...request });
			answers.push({ json: { answer: answer as string } });
		}
		return [answers];
	},
};

interface Tool {
	invoke(args: object): Promise<string>;
}

/** Calls its only tool with each of its items, as an agent does. */
export const agent: INodeType = {
	description: bare('agent', { inputs: ['main', 'ai_tool'] }),
	async execute(this: IExecuteFunctions) {
		const [tool] = (await this.getInputConnectionData('ai_tool', 0)) as Tool[];
		const answers: INodeExecutionData[] = [];
		for (const { json } of this.getInputData()) {
			answers.push({ json: { answer: String(await tool?.invoke(json)) } });
		}
		return [answers];
	},
};

/** What n8n makes of a node that is usable as a tool: the same, with a tool as its only output. */
export function toolOf(node: INodeType): INodeType {
	if (node.description.usableAsTool === undefined) throw new Error('It is not usable as a tool');
	const description = { ...node.description, inputs: [], outputs: ['ai_tool' as const] };
	return Object.assign(Object.create(node), { description }) as INodeType;
}
