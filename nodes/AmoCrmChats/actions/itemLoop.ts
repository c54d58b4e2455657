import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import { runLanes } from '../transport/lanes';
import { asFailure, asToldBy, inOneText, type Failure } from './failure';
import { perform, type Outcome } from './perform';
import { planItems, type Plan } from './plan';
import { openRun, type Run } from './runContext';
import { unfinished } from './outcome';

/** The only item loop: plan all items, run their lanes, put the results back in the order of the items. */
export async function execute(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const items = context.getInputData();
	const run = await openRun(context, items);
	const outcomes = new Map<number, Outcome>();
	const plan = await planItems(run, items.length, (index, failure) => {
		if (!context.continueOnFail()) {
			throw asToldBy(run.node, asFailure(run.node, failure, index));
		}
		outcomes.set(index, failure);
	});
	await runPlan(run, plan, outcomes);

	run.notes.show(context, summaryOf(run, plan, outcomes));
	const failure = firstFailure(outcomes);
	if (run.isCancelled() || (failure !== undefined && !context.continueOnFail())) {
		throw asToldBy(run.node, unfinished(run.node, failure, outcomes, items.length));
	}
	return [items.flatMap((item, index) => resultOf(outcomes.get(index), item, index))];
}

async function runPlan(run: Run, plan: Plan, outcomes: Map<number, Outcome>): Promise<void> {
	/** Lanes in which an item failed that the later ones must not overtake, and which item it was. */
	const held = new Map<string, number>();
	await runLanes({
		lanes: plan.lanes,
		limit: () => run.retry.pace.limit,
		isStopped: run.isCancelled,
		work: async (piece) => {
			const index = plan.order[piece] ?? piece;
			const lane = plan.lanes[piece] ?? '';
			const ahead = held.get(lane);
			const outcome =
				outcomes.get(index) ??
				(ahead === undefined ? await perform(run, plan, index) : heldBack(run, index, ahead));
			outcomes.set(index, outcome);
			if (Array.isArray(outcome)) return true;
			if (run.operation.sequence !== undefined && ahead === undefined) held.set(lane, index);
			return run.context.continueOnFail();
		},
	});
}

function heldBack({ node }: Run, itemIndex: number, ahead: number): Failure {
	return new NodeOperationError(node, `Not sent, because item ${ahead} of the same chat failed`, {
		description: `Messages of a chat go in their order. Correct item ${ahead}, then send it and this one again.`,
		itemIndex,
	});
}

/**
 * A failed item that goes on. On the error output n8n adds the JSON of the incoming item, so that with its binary
 * data it can be fed in again; but only where nothing stands beside `error`, and no Error is given along with it.
 */
function resultOf(
	outcome: Outcome | undefined,
	{ binary }: INodeExecutionData,
	index: number,
): INodeExecutionData[] {
	if (outcome === undefined) return [];
	if (Array.isArray(outcome)) return outcome;
	return [{ json: { error: inOneText(outcome) }, binary, pairedItem: { item: index } }];
}

function firstFailure(outcomes: Map<number, Outcome>): Failure | undefined {
	const failed = [...outcomes].filter(
		(entry): entry is [number, Failure] => !Array.isArray(entry[1]),
	);
	return failed.sort(([a], [b]) => a - b)[0]?.[1];
}

function summaryOf(run: Run, plan: Plan, outcomes: Map<number, Outcome>): string | undefined {
	const done = plan.order.flatMap((index, piece) =>
		Array.isArray(outcomes.get(index)) ? [plan.lanes[piece]] : [],
	);
	return run.operation.sequence?.summary(done.length, new Set(done).size);
}
