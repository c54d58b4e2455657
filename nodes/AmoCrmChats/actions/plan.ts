import { sleep } from 'n8n-workflow';
import type { FileNeed, MediaFile } from '../shared/mediaFile';
import type { Step, Steps } from './effects';
import { asFailure, type Failure } from './failure';
import type { ItemForm } from './form';
import type { Run } from './runContext';
import { LaneOrder } from './sequence';

/** One item on its way: it is stopped at its first request, and so its form is checked. */
export interface Job {
	form: ItemForm;
	steps: Steps;
	step: Step;
	/** A file was taken to be as expected: the item begins anew when more is known of it. */
	isGuess: boolean;
}

/** What is to be done, in the order in which it is handed out. */
export interface Plan {
	pieces: ReadonlyArray<{ index: number; lane: string }>;
	order: LaneOrder;
	/** The items that end their lanes; only of operations with a sequence. */
	last: ReadonlySet<number>;
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
	const { operation } = run;
	const kept = new Map<number, Job>();
	const order = new LaneOrder(operation.sequence);
	for (let index = 0; index < count && !run.isCancelled(); index++) {
		if (index % BREATH === BREATH - 1) await sleep(0);
		const place = order.add(index);
		try {
			const form = run.form(index);
			order.locate(place, operation.lane(form), form);
			const job = begin(run, form);
			run.notes.warn(form.warnings);
			if (kept.size < KEPT) kept.set(index, job);
		} catch (error) {
			refuse(index, asFailure(run.node, error, index));
		}
	}
	const pieces = order.sorted;
	return {
		pieces,
		order,
		last: new Set(operation.sequence === undefined ? [] : lastOfEach(pieces)),
		job: (index) => {
			const job = kept.get(index) ?? begin(run, run.form(index));
			kept.delete(index);
			return job;
		},
	};
}

/** Up to the first request; until somebody looks, a file is taken to be as the form says. */
function begin({ operation }: Run, form: ItemForm): Job {
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
	return { url, name: 'file', size: 0, identity: '' };
}

function lastOfEach(pieces: Plan['pieces']): Iterable<number> {
	return new Map(pieces.map(({ lane, index }) => [lane, index])).values();
}
