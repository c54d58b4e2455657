import { randomUUID } from 'node:crypto';

export interface CredentialRef {
	id: string;
	name: string;
}

export interface WorkflowNode {
	id: string;
	name: string;
	type: string;
	typeVersion: number;
	position: [number, number];
	parameters: Record<string, unknown>;
	credentials?: Record<string, CredentialRef>;
	webhookId?: string;
	onError?: 'stopWorkflow' | 'continueRegularOutput' | 'continueErrorOutput';
}

export interface Connection {
	node: string;
	type: 'main' | AgentPart;
	index: number;
}

/** What is connected to an agent from below. */
export type AgentPart = 'ai_languageModel' | 'ai_tool' | 'ai_memory';

export type Connections = Record<
	string,
	{ main: Connection[][] } & Partial<Record<AgentPart, Connection[][]>>
>;

export interface NewWorkflow {
	name: string;
	nodes: WorkflowNode[];
	connections: Connections;
	/** n8n keeps it beside the workflow and does not look into it. */
	meta?: { templateId?: string };
}

export interface Workflow extends NewWorkflow {
	id: string;
	versionId: string;
	active: boolean;
}

export function node(
	name: string,
	type: string,
	parameters: Record<string, unknown> = {},
	more: Partial<WorkflowNode> = {},
): WorkflowNode {
	return { id: randomUUID(), name, type, typeVersion: 1, position: [0, 0], parameters, ...more };
}

/** A workflow of nodes in a row, laid out from left to right. */
export function chain(name: string, ...nodes: WorkflowNode[]): NewWorkflow {
	const connections: Connections = {};
	nodes.forEach((from, index) => {
		const to = nodes[index + 1];
		if (to) connections[from.name] = { main: [[{ node: to.name, type: 'main', index: 0 }]] };
	});
	const placed = nodes.map((each, index) => ({
		...each,
		position: [index * 240, 0] as [number, number],
	}));
	return { name, nodes: placed, connections };
}
