import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import { DateTime } from 'luxon';
import { connectionOf, CREDENTIAL, type Connection } from '../transport/client';
import type { Operation } from './operation';
import { Parameters, type Account } from './parameters';
import { findOperation } from './registry';

/** What all items of one run of the node share. */
export interface Run {
	context: IExecuteFunctions;
	operation: Operation;
	connection: Connection;
	maxConcurrency: number;
	parameters: (index: number) => Parameters;
}

const MAX_CONCURRENCY = 1;

export async function openRun(
	context: IExecuteFunctions,
	items: INodeExecutionData[],
): Promise<Run> {
	const credential = await context.getCredentials(CREDENTIAL);
	const operation = chosenOperation(context);
	const account = accountOf(credential);
	const now = DateTime.utc();
	const run = [
		context.getInstanceId(),
		context.getExecutionId() ?? String(now.toMillis()),
		context.getNode().id,
		String(context.getWorkflowDataProxy(0).$runIndex),
	];
	return {
		context,
		operation,
		connection: connectionOf(context.getNode(), credential),
		maxConcurrency: MAX_CONCURRENCY,
		parameters: (index) =>
			new Parameters(
				(path) => context.getNodeParameter(path, index, null, { skipValidation: true }),
				operation.form,
				account,
				// An execution's number can come again after n8n is set up anew; the item's data does not.
				{ now, seed: () => [...run, String(index), JSON.stringify(items[index]?.json)] },
			),
	};
}

function chosenOperation(context: IExecuteFunctions): Operation {
	const resource = context.getNodeParameter('resource', 0);
	const value = context.getNodeParameter('operation', 0);
	const operation = findOperation(String(resource), String(value));
	if (operation !== undefined) return operation;
	throw new NodeOperationError(
		context.getNode(),
		`The operation '${String(value)}' of the resource '${String(resource)}' does not exist`,
		{ description: 'Open the node and choose the operation again, or update the package.' },
	);
}

function accountOf(credential: Record<string, unknown>): Account {
	const text = (name: string) => String(credential[name] ?? '').trim();
	return { channelId: text('channelId'), accountId: text('accountId'), botId: text('botId') };
}
