import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import { runLanes } from '../transport/lanes';
import { asFailure, asToldBy } from './failure';
import type { Outcome } from './outcome';
import { perform } from './perform';
import { planItems, type Plan } from './plan';
import { openRun, type FindOperation, type Run } from './runContext';

/** The only item loop: plan all items, run their lanes, put the results back in the order of the items. */
export async function execute(
	context: IExecuteFunctions,
	find: FindOperation,
): Promise<INodeExecutionData[][]> {
	const items = context.getInputData();
	const run = await openRun(context, items, find);
	const { report, node } = run;
	const plan = await planItems(run, items.length, (index, failure) => {
		report.note(index, { kind: 'failed', failure });
		if (!context.continueOnFail()) throw asToldBy(node, asFailure(node, failure, index));
	});
	await runPlan(run, plan);

	run.notes.show(context, summaryOf(run, plan));
	const hasFailed = report.firstFailure !== undefined && !context.continueOnFail();
	if (run.isCancelled() || hasFailed) {
		run.rememberArrived();
		throw asToldBy(node, report.error(node));
	}
	return [report.output(items)];
}

async function runPlan(run: Run, { pieces, order, ...plan }: Plan): Promise<void> {
	const { report, context } = run;
	await runLanes({
		lanes: pieces.map(({ lane }) => lane),
		limit: () => run.retry.pace.limit,
		isStopped: run.isCancelled,
		work: async (piece) => {
			const place = pieces[piece];
			if (place === undefined) return false;
			const { index, lane } = place;
			const ahead = order.aheadOf(lane);
			const outcome =
				report.of(index) ??
				(ahead === undefined
					? await perform(run, { pieces, order, ...plan }, index)
					: heldBack(run, index, ahead));
			report.note(index, outcome);
			if (outcome.kind === 'done') return true;
			order.hold(lane, index);
			return context.continueOnFail();
		},
	});
}

function heldBack({ node }: Run, itemIndex: number, ahead: number): Outcome {
	const message = `Not sent, because item ${ahead} of the same chat failed`;
	const description = `Messages of a chat go in their order. Correct item ${ahead}, then send it and this one again.`;
	return {
		kind: 'failed',
		failure: new NodeOperationError(node, message, { description, itemIndex }),
	};
}

function summaryOf({ operation, report }: Run, { pieces }: Plan): string | undefined {
	const done = pieces.filter(({ index }) => report.of(index)?.kind === 'done');
	return operation.sequence?.summary(done.length, new Set(done.map(({ lane }) => lane)).size);
}
