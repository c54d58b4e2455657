import {
	NodeOperationError,
	sleep,
	type IExecuteFunctions,
	type INode,
	type INodeExecutionData,
} from 'n8n-workflow';
import { runLanes } from '../transport/lanes';
import { asFailure, asToldByTool, type Failure } from './failure';
import type { Operation } from './operation';
import { begin, perform, type Job } from './perform';
import type { Outcome } from './report';
import { openRun, type Run } from './runContext';
import { SequenceOrder, type Place } from './sequence';

/** The only item loop: plan all items, run their lanes, put the results back in the order of the items. */
export async function execute(
	context: IExecuteFunctions,
	/** Operations by "resource.operation"; whoever runs them need not know which there are. */
	catalogue: ReadonlyMap<string, Operation>,
): Promise<INodeExecutionData[][]> {
	const items = context.getInputData();
	const run = await openRun(context, items, chosenOperation(context, catalogue));
	const { report, node } = run;
	const told = (failure: Failure) => (run.isTool ? asToldByTool(failure) : failure);
	const plan = await planItems(run, items.length, (index, failure) => {
		report.note(index, { kind: 'failed', failure });
		if (!context.continueOnFail()) throw told(asFailure(node, failure, index));
	});
	await runPlan(run, plan);

	run.notes.show(context, summaryOf(run, plan));
	const hasFailed = report.firstFailure !== undefined && !context.continueOnFail();
	if (run.isCancelled() || hasFailed) {
		run.rememberArrived();
		throw told(report.error(node));
	}
	return [report.output(items)];
}

function chosenOperation(
	context: IExecuteFunctions,
	catalogue: ReadonlyMap<string, Operation>,
): Operation {
	const resource = context.getNodeParameter('resource', 0);
	const value = context.getNodeParameter('operation', 0);
	const operation = catalogue.get(`${String(resource)}.${String(value)}`);
	if (operation !== undefined) return operation;
	throw new NodeOperationError(
		context.getNode(),
		`The operation '${String(value)}' of the resource '${String(resource)}' does not exist`,
		{ description: 'Open the node and choose the operation again, or update the package.' },
	);
}

/** What is to be done. */
interface Plan {
	/** The items and their lanes, in the order in which they are handed out. */
	places: readonly Place[];
	/** Only of operations whose items belong together. */
	order: SequenceOrder | undefined;
	/** Takes out the job of an item, or plans it again. */
	job: (index: number) => Job;
}

/**
 * A planned request is larger than the item it is made of, so of a long run only so many are kept until it is
 * their turn; the others are made again then.
 */
const KEPT = 10_000;

/** After so many items n8n gets to do something else: a worker that is silent for long loses its execution. */
const BREATH = 200;

/**
 * Plans all items before anything is sent, so that a wrong form leaves nothing half done: it throws the failure
 * of the first such item, unless `refuse` takes it.
 */
export async function planItems(
	run: Run,
	count: number,
	refuse: (index: number, failure: Failure) => void,
): Promise<Plan> {
	const { operation, notes } = run;
	const kept = new Map<number, Job>();
	const places: Place[] = [];
	const order = operation.sequence && new SequenceOrder(operation.sequence);
	for (let index = 0; index < count && !run.isCancelled(); index++) {
		if (index % BREATH === BREATH - 1) await sleep(0);
		// An item of which nothing is known has a lane of its own.
		const place: Place = { index, lane: `item ${index}`, position: -Infinity };
		places.push(place);
		try {
			const form = run.form(index);
			place.lane = operation.lane(form);
			order?.locate(place, form);
			const job = begin(operation, form);
			notes.warn(form.warnings);
			if (kept.size < KEPT) kept.set(index, job);
		} catch (error) {
			refuse(index, asFailure(run.node, error, index));
		}
	}
	order?.close(places);
	return {
		places,
		order,
		job: (index) => {
			const job = kept.get(index) ?? begin(operation, run.form(index));
			kept.delete(index);
			return job;
		},
	};
}

async function runPlan(run: Run, { places, order, job }: Plan): Promise<void> {
	const { report, context, node } = run;
	await runLanes({
		lanes: places.map(({ lane }) => lane),
		limit: () => run.retry.pace.limit,
		isStopped: run.isCancelled,
		work: async (piece) => {
			const place = places[piece];
			if (place === undefined) return false;
			const { index } = place;
			const outcome =
				report.of(index) ??
				heldBack(node, index, order?.aheadOf(place)) ??
				(await perform(run, () => job(index), index, order?.isLast(place)));
			report.note(index, outcome);
			if (outcome.kind === 'done') return true;
			order?.hold(place);
			return context.continueOnFail();
		},
	});
}

function heldBack(node: INode, itemIndex: number, ahead?: number): Outcome | undefined {
	if (ahead === undefined) return undefined;
	const message = `Not sent, because item ${ahead} of the same chat failed`;
	const description = `Messages of a chat go in their order. Correct item ${ahead}, then send it and this one again.`;
	const failure = new NodeOperationError(node, message, { description, itemIndex });
	return { kind: 'failed', failure };
}

function summaryOf({ report }: Run, { order, places }: Plan): string | undefined {
	return order?.summary(places.filter(({ index }) => report.of(index)?.kind === 'done'));
}
