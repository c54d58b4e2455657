import type { IBinaryKeyData, INodeExecutionData } from 'n8n-workflow';
import type { FilesToFetch, FileNeed, MediaFile } from '../shared/mediaFile';
import { send } from '../transport/amojo';
import { download } from '../files/download';
import { FileTrouble } from '../files/fileTrouble';
import { lookUp } from '../files/lookUp';
import { persist } from '../transport/retry';
import { doubtAbout, sign } from '../files/offer';
import type { Trouble } from '../transport/trouble';
import { asFailure, type Failure } from './failure';
import type { Job, Plan } from './plan';
import type { Run } from './runContext';

/** The items that one item became, or why there are none. */
export type Outcome = INodeExecutionData[] | Failure;

/** All that is done for one item, when its turn comes. */
export async function perform(run: Run, plan: Plan, index: number): Promise<Outcome> {
	try {
		const job = plan.job(index);
		const { fetch } = run.operation;
		if (fetch !== undefined) return [await fetched(run, fetch(job.parameters), index)];
		const { parameters } = job;
		const warned = parameters.warnings.length;
		const results = await requested(run, job, index, plan.last.has(index));
		run.notes.warn(parameters.warnings.slice(warned));
		return results.map((json) => ({ json, pairedItem: { item: index } }));
	} catch (error) {
		return asFailure(run.node, error, index);
	}
}

async function requested(run: Run, job: Job, index: number, isLast: boolean) {
	const { operation, context, connection, retry } = run;
	const { parameters, need } = job;
	let { steps, first: step } = job;
	if (need !== undefined) {
		steps = operation.steps(parameters, await learn(run, need, index));
		step = steps.next();
	}
	if (!step.done && isLast) {
		step.value = operation.sequence?.last(step.value, parameters) ?? step.value;
	}
	while (!step.done) {
		step = steps.next(await send(context, connection, step.value, index, retry));
	}
	return Array.isArray(step.value) ? step.value : [step.value];
}

async function learn(run: Run, need: FileNeed, index: number): Promise<MediaFile> {
	const { context, connection, notes } = run;
	if (need.kind === 'lookUp') {
		return await again(
			run,
			async () => await lookUp(context, need, connection.timeout, cancelOf(run)),
		);
	}
	const file = await sign(context, need, index);
	const doubt = doubtAbout(file);
	if (doubt !== undefined) notes.warn([doubt]);
	return file;
}

/** The item as it came in, and the files beside those it has. */
async function fetched(
	run: Run,
	{ files, limits }: FilesToFetch,
	index: number,
): Promise<INodeExecutionData> {
	const { json = {}, binary } = run.context.getInputData()[index] ?? {};
	const found: IBinaryKeyData = {};
	for (const [name, file] of Object.entries(files)) {
		found[name] = await again(
			run,
			async () => await download(run.context, file, limits, cancelOf(run)),
		);
	}
	return { json, binary: { ...binary, ...found }, pairedItem: { item: index } };
}

function cancelOf({ context }: Run): AbortSignal | undefined {
	return context.getExecutionCancelSignal();
}

/** Servers of files have passing troubles as amoCRM has, which must not slow down what goes to amoCRM. */
async function again<T>(run: Run, act: () => Promise<T>): Promise<T> {
	const attempt = async (): Promise<{ value?: T; error?: unknown; trouble?: Trouble }> => {
		try {
			return { value: await act() };
		} catch (error) {
			return { error, trouble: error instanceof FileTrouble ? error.trouble : undefined };
		}
	};
	const { value, error } = await persist(attempt, run.fileRetry);
	if (value === undefined) throw error;
	return value;
}
