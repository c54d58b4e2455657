import { sleep } from 'n8n-workflow';
import type { FileNeed } from '../shared/mediaFile';
import { expectedFile } from './fields/mediaSource';
import type { Identification, Steps } from './operation';
import type { ItemForm } from './form';
import type { Run } from './runContext';
import { asFailure, type Failure } from './failure';

/** One item on its way: its first request is made, and so its form checked. */
export interface Job {
	parameters: ItemForm;
	/** The first request was made as if the file were known already, and is made again when it is. */
	need: FileNeed | undefined;
	steps: Steps;
	first: ReturnType<Steps['next']>;
}

/** What is to be done, in the order in which it is handed out. */
export interface Plan {
	/** Indexes of the items. */
	order: number[];
	/** The lane of each of them. */
	lanes: string[];
	/** The items that end their lanes; only of operations with a sequence. */
	last: Set<number>;
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

interface Place {
	index: number;
	lane: string;
	position: number;
}

/**
 * Plans all items before anything is sent, so that a wrong form leaves nothing half done: it throws the failure
 * of the first such item, unless `refuse` takes it.
 */
export async function planItems(
	run: Run,
	count: number,
	refuse: (index: number, failure: Failure) => void,
): Promise<Plan> {
	const kept = new Map<number, Job>();
	const places: Place[] = [];
	const owners = new Map<string, Place>();
	for (let index = 0; index < count && !run.isCancelled(); index++) {
		if (index % BREATH === BREATH - 1) await sleep(0);
		const place: Place = { index, lane: `item ${index}`, position: -Infinity };
		try {
			const parameters = run.parameters(index);
			place.lane = run.operation.lane(parameters);
			place.position = run.operation.sequence?.position(parameters) ?? index;
			requireOwnIdentity(owners, place, run.operation.sequence?.identity?.(parameters));
			const job = begin(run, parameters);
			run.notes.warn(parameters.warnings);
			if (kept.size < KEPT) kept.set(index, job);
		} catch (error) {
			refuse(index, asFailure(run.node, error, index));
		}
		places.push(place);
	}
	const isSequence = run.operation.sequence !== undefined;
	if (isSequence) places.sort(inSequence);
	return {
		order: places.map(({ index }) => index),
		lanes: places.map(({ lane }) => lane),
		last: isSequence ? lastOfEach(places) : new Set(),
		job: (index) => {
			const job = kept.get(index) ?? begin(run, run.parameters(index));
			kept.delete(index);
			return job;
		},
	};
}

function requireOwnIdentity(
	owners: Map<string, Place>,
	place: Place,
	identification: Identification | undefined,
): void {
	if (identification === undefined) return;
	const owner = owners.get(identification.id);
	if (owner === undefined) owners.set(identification.id, place);
	else if (owner.lane !== place.lane) throw identification.taken(owner.index);
}

function begin(run: Run, parameters: ItemForm): Job {
	const need = run.operation.file?.(parameters);
	const steps = run.operation.steps(parameters, need && expectedFile(need));
	return { parameters, need, steps, first: steps.next() };
}

function lastOfEach(places: Place[]): Set<number> {
	return new Set(new Map(places.map(({ lane, index }) => [lane, index])).values());
}

/** An item whose position is not known comes first: then nothing of its lane goes before it. */
function inSequence(a: Place, b: Place): number {
	return a.position === b.position ? a.index - b.index : a.position - b.position;
}
