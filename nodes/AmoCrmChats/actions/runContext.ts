import type { IExecuteFunctions, INode, INodeExecutionData } from 'n8n-workflow';
import { NodeOperationError, sleep } from 'n8n-workflow';
import { DateTime } from 'luxon';
import { connectionOf, CREDENTIAL, type Connection } from '../transport/amojo';
import { Pace } from '../transport/pace';
import type { RetryOptions } from '../transport/retry';
import { accountIn, doubtsAbout, type Account } from '../shared/channelCredential';
import { asFailure, isToolNode } from './failure';
import { ItemForm } from './form';
import { Notes } from './notes';
import type { Operation } from './operation';
import { RunReport } from './outcome';
import { settingsOf, type RequestSettings } from './requestSettings';
import { RunMemory } from './runMemory';
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
	report: RunReport;
	/** For the report of the next try, should n8n try this run again. */
	rememberArrived: () => void;
	isCancelled: () => boolean;
	form: (index: number) => ItemForm;
}

/** The catalogue that the node offers; whoever runs operations need not know which there are. */
export type FindOperation = (resource: string, value: string) => Operation | undefined;

/** The longest that a cancelled execution goes on waiting. */
const SLICE_MS = 250;

export async function openRun(
	context: IExecuteFunctions,
	items: INodeExecutionData[],
	find: FindOperation,
): Promise<Run> {
	const credential = await context.getCredentials(CREDENTIAL);
	const operation = chosenOperation(context, find);
	const node = context.getNode();
	const round = Number(context.getWorkflowDataProxy(0).$runIndex);
	const memory = new RunMemory(context, round);
	const form = formsOf(context, items, {
		operation,
		account: accountIn(credential),
		memory,
		round,
	});
	const settings = chosenSettings(node, form(0));
	const report = new RunReport(items.length, memory.arrived);
	const isCancelled = () => context.getExecutionCancelSignal()?.aborted ?? false;
	return {
		context,
		node,
		operation,
		connection: connectionOf(node, credential, settings.timeout),
		retry: retryOf(settings, isCancelled),
		fileRetry: retryOf(settings, isCancelled),
		notes: new Notes(doubtsAbout(credential)),
		report,
		rememberArrived: () => {
			memory.arrived = report.arrived;
		},
		isCancelled,
		form,
	};
}

/** Each item's view of the form. */
function formsOf(
	context: IExecuteFunctions,
	items: INodeExecutionData[],
	run: { operation: Operation; account: Account; memory: RunMemory; round: number },
): Run['form'] {
	const now = DateTime.utc();
	const zone = context.getTimezone();
	const origin = [
		context.getInstanceId(),
		run.memory.executionId(String(now.toMillis())),
		context.getNode().id,
		String(run.round),
	];
	const read = valuesOf(context, items);
	return (index) =>
		new ItemForm(read(index), run.operation.form, run.account, {
			now,
			zone,
			isTool: isToolNode(context.getNode()),
			// An execution's number can come again after n8n is set up anew; the item's data does not.
			seed: () => [...origin, String(index), JSON.stringify(items[index]?.json)],
		});
}

function chosenSettings(node: INode, form: ItemForm): RequestSettings {
	try {
		return settingsOf(form);
	} catch (error) {
		throw asFailure(node, error, 0);
	}
}

function retryOf(settings: RequestSettings, isCancelled: () => boolean): RetryOptions {
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

function chosenOperation(context: IExecuteFunctions, find: FindOperation): Operation {
	const resource = context.getNodeParameter('resource', 0);
	const value = context.getNodeParameter('operation', 0);
	const operation = find(String(resource), String(value));
	if (operation !== undefined) return operation;
	throw new NodeOperationError(
		context.getNode(),
		`The operation '${String(value)}' of the resource '${String(resource)}' does not exist`,
		{ description: 'Open the node and choose the operation again, or update the package.' },
	);
}
