import type { INodeProperties } from 'n8n-workflow';
import { connect } from './channel/connect.operation';
import { disconnect } from './channel/disconnect.operation';
import { create } from './chat/create.operation';
import { getHistory } from './chat/getHistory.operation';
import { sendTyping } from './chat/sendTyping.operation';
import { send as sendComment } from './comment/send.operation';
import { downloadMedia } from './message/downloadMedia.operation';
import { edit } from './message/edit.operation';
import { importHistory } from './message/importHistory.operation';
import { send } from './message/send.operation';
import { updateStatus } from './message/updateStatus.operation';
import { add } from './reaction/add.operation';
import { remove } from './reaction/remove.operation';
import type { Operation } from './operation';

/** Every operation of the node. A new one is its own file and one line here. */
export const operations: Operation[] = [
	connect,
	disconnect,
	create,
	getHistory,
	sendTyping,
	sendComment,
	downloadMedia,
	edit,
	importHistory,
	send,
	updateStatus,
	add,
	remove,
];

const RESOURCES = [
	{ name: 'Channel', value: 'channel' },
	{ name: 'Chat', value: 'chat' },
	{ name: 'Comment', value: 'comment' },
	{ name: 'Message', value: 'message' },
	{ name: 'Reaction', value: 'reaction' },
] as const;

const DEFAULT_RESOURCE = 'message';
const PREFERRED = ['send', 'connect', 'add', 'create'];

/** The same, by "resource.operation". */
export const catalogue: ReadonlyMap<string, Operation> = new Map(
	operations.map((operation) => [`${operation.resource}.${operation.value}`, operation]),
);

/** The node's whole form: the two dropdowns, then the fields of each operation. */
export function formProperties(): INodeProperties[] {
	const used = RESOURCES.filter(({ value }) => operationsOf(value).length > 0);
	return [
		{
			displayName: 'Resource',
			name: 'resource',
			type: 'options',
			noDataExpression: true,
			options: used.map(({ name, value }) => ({ name, value })),
			default: DEFAULT_RESOURCE,
		},
		...used.map(({ value }) => operationDropdown(value)),
		...operations.flatMap(({ form }) => form),
	];
}

function operationDropdown(resource: string): INodeProperties {
	const offered = operationsOf(resource).sort((a, b) => a.name.localeCompare(b.name, 'en'));
	return {
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: [resource] } },
		options: offered.map(({ name, value, action, description }) => ({
			name,
			value,
			action,
			description,
		})),
		default: firstChoice(offered),
	};
}

/** What people most often want of a resource. */
function firstChoice(offered: Operation[]): string {
	const preferred = PREFERRED.find((value) =>
		offered.some((operation) => operation.value === value),
	);
	return preferred ?? '';
}

function operationsOf(resource: string): Operation[] {
	return operations.filter((operation) => operation.resource === resource);
}
