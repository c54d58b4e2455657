import type { IBinaryKeyData, INodeExecutionData } from 'n8n-workflow';
import { download } from '../files/download';
import { FileTrouble } from '../files/fileTrouble';
import { lookUp } from '../files/lookUp';
import { doubtAbout, offer } from '../files/offer';
import type { FileNeed, FilesToFetch, MediaFile } from '../shared/mediaFile';
import type { AmojoRequest } from '../shared/wire';
import { askAmojo } from '../transport/amojo';
import { persist } from '../transport/retry';
import type { Trouble } from '../transport/trouble';
import { asFailure } from './failure';
import type { ItemForm } from './form';
import {
	runSteps,
	SameItem,
	type Answer,
	type Effect,
	type Operation,
	type Result,
	type Step,
	type Steps,
} from './operation';
import type { Outcome } from './report';
import type { Run } from './runContext';

const WAS_KNOWN =
	'The message was already in amoCRM under its Message ID, so it was not sent again';

/** One item on its way: it is stopped at its first request, and so its form is checked. */
export interface Job {
	form: ItemForm;
	steps: Steps;
	step: Step;
	/** A file was taken to be as expected: the item begins anew when more is known of it. */
	isGuess: boolean;
}

/** Up to the first request; until somebody looks, a file is taken to be as the form says. */
export function begin(operation: Operation, form: ItemForm): Job {
	const steps = operation.steps(form);
	let step = steps.next();
	let isGuess = false;
	while (!step.done && 'learn' in step.value) {
		step = steps.next({ learn: expected(step.value.learn) });
		isGuess = true;
	}
	return { form, steps, step, isGuess };
}

function expected(need: FileNeed): MediaFile {
	const url = need.kind === 'lookUp' ? need.url : 'https://n8n.invalid/';
	return { url, name: 'file', size: 0 };
}

/** All that is done for one item, when its turn comes. */
export async function perform(
	run: Run,
	planned: () => Job,
	index: number,
	isLast = false,
): Promise<Outcome> {
	try {
		const job = planned();
		const { form } = job;
		const warned = form.warnings.length;
		const result = await resultOf(run, job, index, isLast);
		run.notes.warn(form.warnings.slice(warned));
		return { kind: 'done', items: itemsOf(run, result, index) };
	} catch (error) {
		return { kind: 'failed', failure: asFailure(run.node, error, index) };
	}
}

async function resultOf(run: Run, job: Job, index: number, isLast: boolean): Promise<Result> {
	const { operation } = run;
	const { form, isGuess } = job;
	const ending = isLast ? operation.sequence?.last : undefined;
	let isFirst = true;
	const requestOf = (request: AmojoRequest) => {
		const made = isFirst && ending !== undefined ? ending(request, form) : request;
		isFirst = false;
		return made;
	};
	/** One way for each kind of effect: the account's API would be one more. */
	const answer = async (effect: Effect): Promise<Answer> => {
		if ('learn' in effect) return { learn: await learn(run, effect.learn, index) };
		if ('fetch' in effect) return { fetch: await fetchAll(run, effect.fetch) };
		return await ask(run, requestOf(effect.ask), index);
	};
	return isGuess
		? await runSteps(operation.steps(form), answer)
		: await runSteps(job.steps, answer, job.step);
}

async function ask(run: Run, request: AmojoRequest, index: number): Promise<Answer> {
	const { context, connection, retry, notes } = run;
	const { answer, wasKnown } = await askAmojo(context, connection, request, index, retry);
	if (wasKnown) notes.warn([WAS_KNOWN]);
	return { ask: answer, wasKnown };
}

async function learn(run: Run, need: FileNeed, index: number): Promise<MediaFile> {
	const { context, connection, notes } = run;
	if (need.kind === 'lookUp') {
		return await again(
			run,
			async () => await lookUp(context, need, connection.timeout, cancelOf(run)),
		);
	}
	const file = await offer(context, need, index);
	const doubt = doubtAbout(file);
	if (doubt !== undefined) notes.warn([doubt]);
	return file;
}

async function fetchAll(run: Run, { files, limits }: FilesToFetch): Promise<IBinaryKeyData> {
	const found: IBinaryKeyData = {};
	for (const [name, file] of Object.entries(files)) {
		found[name] = await again(
			run,
			async () => await download(run.context, file, limits, cancelOf(run)),
		);
	}
	return found;
}

function itemsOf(run: Run, result: Result, index: number): INodeExecutionData[] {
	const pairedItem = { item: index };
	if (result instanceof SameItem) {
		const { json = {}, binary } = run.context.getInputData()[index] ?? {};
		return [{ json, binary: { ...binary, ...result.files }, pairedItem }];
	}
	const results = Array.isArray(result) ? result : [result];
	return results.map((json) => ({ json, pairedItem }));
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
