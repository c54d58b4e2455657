import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { NodeApiError, NodeOperationError } from 'n8n-workflow';
import { send } from '../transport/client';
import { runLanes } from '../transport/lanes';
import { InvalidParameter, type Parameters } from './parameters';
import type { Steps } from './operation';
import { openRun, type Run } from './run';
import { unfinished } from './unfinished';

/** One item on its way. Its first request is made, and so its form checked, before anything is sent. */
interface Job {
	lane: string;
	steps: Steps;
	first: ReturnType<Steps['next']>;
	parameters: Parameters;
}

type Failure = NodeApiError | NodeOperationError;
type Outcome = INodeExecutionData[] | Failure;

/** The only item loop: plan all items, run their lanes, put the results back in the order of the items. */
export async function execute(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const items = context.getInputData();
	const run = await openRun(context, items);
	const outcomes = new Map<number, Outcome>();
	const jobs = items.map((_, index) => plan(run, index, outcomes));
	const lanes = jobs.map((job) => job?.lane ?? '');

	await runLanes({
		lanes,
		limit: () => run.maxConcurrency,
		isStopped: () => context.getExecutionCancelSignal()?.aborted ?? false,
		work: async (index) => {
			const job = jobs[index];
			if (job === undefined) return true;
			const outcome = await perform(run, job, index);
			outcomes.set(index, outcome);
			return Array.isArray(outcome) || context.continueOnFail();
		},
	});

	hint(context, jobs);
	const failure = firstFailure(outcomes);
	const isCancelled = context.getExecutionCancelSignal()?.aborted ?? false;
	if (isCancelled || (failure !== undefined && !context.continueOnFail())) {
		throw unfinished(context.getNode(), failure, outcomes, items.length);
	}
	return [items.flatMap((_, index) => resultOf(outcomes.get(index), index))];
}

/** A wrong form ends the run here, before the first request, unless the run is to go on without the item. */
function plan(run: Run, index: number, outcomes: Map<number, Outcome>): Job | undefined {
	try {
		const parameters = run.parameters(index);
		const steps = run.operation.steps(parameters);
		return { lane: run.operation.lane(parameters), steps, first: steps.next(), parameters };
	} catch (error) {
		const failure = asFailure(run.context, error, index);
		if (!run.context.continueOnFail()) throw asFailure(run.context, failure, index);
		outcomes.set(index, failure);
		return undefined;
	}
}

async function perform(run: Run, { steps, first }: Job, index: number): Promise<Outcome> {
	try {
		let step = first;
		while (!step.done) {
			step = steps.next(await send(run.context, run.connection, step.value, index));
		}
		const results = Array.isArray(step.value) ? step.value : [step.value];
		return results.map((json) => ({ json, pairedItem: { item: index } }));
	} catch (error) {
		return asFailure(run.context, error, index);
	}
}

function asFailure(context: IExecuteFunctions, error: unknown, itemIndex: number): Failure {
	if (error instanceof NodeApiError || error instanceof NodeOperationError) return error;
	const description = error instanceof InvalidParameter ? error.description : undefined;
	const cause = error instanceof Error ? error : new Error(String(error));
	return new NodeOperationError(context.getNode(), cause, {
		message: cause.message,
		description,
		itemIndex,
	});
}

function resultOf(outcome: Outcome | undefined, index: number): INodeExecutionData[] {
	if (outcome === undefined) return [];
	if (Array.isArray(outcome)) return outcome;
	const json = { error: outcome.message, details: outcome.description ?? '' };
	return [{ json, error: outcome, pairedItem: { item: index } }];
}

function firstFailure(outcomes: Map<number, Outcome>): Failure | undefined {
	const failed = [...outcomes].filter(
		(entry): entry is [number, Failure] => !Array.isArray(entry[1]),
	);
	return failed.sort(([a], [b]) => a - b)[0]?.[1];
}

/** Warnings of all items as one note each: what is doubtful but was sent. */
function hint(context: IExecuteFunctions, jobs: Array<Job | undefined>): void {
	const warnings = new Map<string, number>();
	for (const warning of jobs.flatMap((job) => job?.parameters.warnings ?? [])) {
		warnings.set(warning, (warnings.get(warning) ?? 0) + 1);
	}
	for (const [message, count] of warnings) {
		context.addExecutionHints?.({
			message: count > 1 ? `${message} (${count} items)` : message,
			location: 'outputPane',
			type: 'warning',
		});
	}
}
