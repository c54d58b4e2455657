import type { IExecuteFunctions, INode, INodeExecutionData } from 'n8n-workflow';
import { NodeOperationError, sleep } from 'n8n-workflow';
import { DateTime } from 'luxon';
import { connectionOf, CREDENTIAL, type Connection } from '../transport/amojo';
import { Pace } from '../transport/pace';
import type { RetryOptions } from '../transport/retry';
import { accountIn, doubtsAbout } from '../shared/channelCredential';
import { asFailure } from './failure';
import { paceOf, type PaceSettings } from './requestSettings';
import { Notes } from './notes';
import type { Operation } from './operation';
import { ItemForm } from './form';
import { findOperation } from './registry';
import { valuesOf } from './values';

/** What all items of one run of the node share. */
export interface Run {
	context: IExecuteFunctions;
	node: INode;
	operation: Operation;
	connection: Connection;
	retry: RetryOptions;
	/** For the servers of files, at a pace of their own. */
	fileRetry: RetryOptions;
	notes: Notes;
	isCancelled: () => boolean;
	parameters: (index: number) => ItemForm;
}

/** The longest that a cancelled execution goes on waiting. */
const SLICE_MS = 250;

export async function openRun(
	context: IExecuteFunctions,
	items: INodeExecutionData[],
): Promise<Run> {
	const credential = await context.getCredentials(CREDENTIAL);
	const operation = chosenOperation(context);
	const account = accountIn(credential);
	const now = DateTime.utc();
	const zone = context.getTimezone();
	const run = [
		context.getInstanceId(),
		context.getExecutionId() ?? String(now.toMillis()),
		context.getNode().id,
		String(context.getWorkflowDataProxy(0).$runIndex),
	];
	const read = valuesOf(context, items);
	const parameters = (index: number) =>
		new ItemForm(
			read(index),
			operation.form,
			account,
			// An execution's number can come again after n8n is set up anew; the item's data does not.
			{ now, zone, seed: () => [...run, String(index), JSON.stringify(items[index]?.json)] },
		);
	const node = context.getNode();
	const settings = settingsOf(node, parameters(0));
	const isCancelled = () => context.getExecutionCancelSignal()?.aborted ?? false;
	return {
		context,
		node,
		operation,
		connection: connectionOf(node, credential, settings.timeout),
		retry: retryOf(settings, isCancelled),
		fileRetry: retryOf(settings, isCancelled),
		notes: new Notes(doubtsAbout(credential)),
		isCancelled,
		parameters,
	};
}

function settingsOf(node: INode, parameters: ItemForm): PaceSettings {
	try {
		return paceOf(parameters);
	} catch (error) {
		throw asFailure(node, error, 0);
	}
}

function retryOf(settings: PaceSettings, isCancelled: () => boolean): RetryOptions {
	const pause = async (ms: number) => {
		const until = Date.now() + ms;
		while (!isCancelled() && Date.now() < until) {
			await sleep(Math.min(SLICE_MS, until - Date.now()));
		}
	};
	return {
		pace: new Pace({
			max: settings.maxConcurrency,
			now: () => Date.now(),
			sleep: pause,
			isCancelled,
		}),
		maxRetries: settings.maxRetries,
		sleep: pause,
		isCancelled,
		random: Math.random,
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
