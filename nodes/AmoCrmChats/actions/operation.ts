import type { IBinaryKeyData, IDataObject, INodeProperties } from 'n8n-workflow';
import type { FileNeed, FilesToFetch, MediaFile } from '../shared/mediaFile';
import type { AmojoAnswer, AmojoRequest } from '../shared/wire';
import type { Form, ItemForm } from './form';
import type { Sequence } from './sequence';

/** How the requests of a run are sent, whatever they say. */
export interface RequestSettings {
	/** How many requests may be under way at once. */
	maxConcurrency: number;
	/** How often a request is repeated. */
	maxRetries: number;
	/** Milliseconds that a request waits for its answer. */
	timeout: number;
}

/**
 * amoCRM names no limit for this API (the 7 requests per second are those of the CRM's own). With more than 100
 * at once little is gained, because n8n itself is busy by then. It is a ceiling, not a speed: a run starts with a
 * few and gives way as soon as amoCRM asks it to (transport/retry.ts).
 */
const maxConcurrency: INodeProperties = {
	displayName: 'Max Concurrency',
	name: 'maxConcurrency',
	type: 'number',
	typeOptions: { minValue: 1, maxValue: 1000, numberPrecision: 0 },
	default: 100,
	description:
		'How many chats may be served at once; within a chat the order is kept. The node starts with a few, and slows down when amoCRM asks to. In queue mode, each worker counts separately: divide by the number of workers.',
};

const maxRetries: INodeProperties = {
	displayName: 'Max Retries',
	name: 'maxRetries',
	type: 'number',
	typeOptions: { minValue: 0, maxValue: 100, numberPrecision: 0 },
	default: 5,
	description:
		'How often to repeat a request after 429, 5xx, a time-out, or a connection that broke or was refused, with growing pauses and the same message ID; 0 for never',
};

const timeout: INodeProperties = {
	displayName: 'Timeout (Milliseconds)',
	name: 'timeout',
	type: 'number',
	typeOptions: { minValue: 1, maxValue: 300000, numberPrecision: 0 },
	default: 20000,
	description: 'How long to wait for the whole answer from amoCRM, from asking to its last byte',
};

/** For an operation whose files have a time-out of their own. */
export const repetitionSettings: INodeProperties[] = [maxConcurrency, maxRetries];

/** For every operation that is given many items. */
export const requestSettings: INodeProperties[] = [...repetitionSettings, timeout];

export function settingsOf(form: Form): RequestSettings {
	const numberOf = ({ name, typeOptions, default: usual }: INodeProperties) =>
		form.integer(`options.${name}`, typeOptions?.minValue ?? 0, typeOptions?.maxValue) ??
		Number(usual);
	return {
		maxConcurrency: numberOf(maxConcurrency),
		maxRetries: numberOf(maxRetries),
		timeout: numberOf(timeout),
	};
}

/** The service took a request, and its answer lacks what the operation promises. */
export class MissingAnswer extends Error {
	constructor(
		/** What is missing, such as "the ID of the message". */
		readonly promised: string,
		readonly answer: AmojoAnswer,
	) {
		super(`amoCRM answered without ${promised}`);
	}
}

/**
 * What an operation asks for on its way, one thing at a time. A request may be sent again by somebody who does not
 * know whether it arrived: that must do no harm.
 */
export type Effect =
	/** The Chats API, signed. */
	| { ask: AmojoRequest }
	/** What must be known of a file before a request can be made. */
	| { learn: FileNeed }
	/** Files for the item. */
	| { fetch: FilesToFetch };

/** What comes back, under the name of what was asked for. */
export interface Answer {
	ask?: AmojoAnswer;
	learn?: MediaFile;
	fetch?: IBinaryKeyData;
	/** The service refused the request because an earlier one had brought the same message: there is no answer. */
	wasKnown?: boolean;
}

/** Pure: it does no I/O and reads no clock but the form's. */
export type Effects<Result> = Generator<Effect, Result, Answer>;

/** The item as it came in, with these files beside those it has. */
export class SameItem {
	constructor(readonly files: IBinaryKeyData) {}
}

/** What goes to the output. */
export type Result = IDataObject | IDataObject[] | SameItem;

/** The way of one item through an operation. */
export type Steps = Effects<Result>;
export type Step = ReturnType<Steps['next']>;

export function* ask(request: AmojoRequest): Effects<AmojoAnswer> {
	const { ask: answer } = yield { ask: request };
	return answer;
}

export function* learn(need: FileNeed): Effects<MediaFile> {
	const { learn: file } = yield { learn: need };
	if (file === undefined) throw new Error('Nothing was learned of the file');
	return file;
}

export function* fetchFiles(files: FilesToFetch): Effects<IBinaryKeyData> {
	const { fetch: fetched = {} } = yield { fetch: files };
	return fetched;
}

/** The only runner. What fails is thrown where it was asked for, so that an operation could go another way. */
export async function runSteps(
	steps: Steps,
	answer: (effect: Effect) => Promise<Answer>,
	first: Step = steps.next(),
): Promise<Result> {
	let step = first;
	while (!step.done) {
		const { value: effect } = step;
		const next = await answer(effect).then(
			(given) => () => steps.next(given),
			(reason: unknown) => () => steps.throw(reason),
		);
		step = next();
	}
	return step.value;
}

/** Of the node as a tool for agents, which has other defaults than the node itself. */
export const TOOL_VERSION = 1.1;

interface Identity {
	resource: 'channel' | 'chat' | 'comment' | 'message' | 'reaction';
	/** The value that workflows store; never renamed. */
	value: string;
	name: string;
	/** Title in the node panel and default name of the tool, in sentence case. */
	action: string;
	description: string;
	/** Fields in the order of the form; fields named below `options` go into one collection. */
	properties: INodeProperties[];
	/** Optional fields, shown in the Options collection. */
	options: INodeProperties[];
	/** How its requests are sent, as options; all of them where there may be many items. */
	settings?: INodeProperties[];
	/** Requests with the same lane keep the order of the items; other lanes run beside them. */
	lane: (form: ItemForm) => string;
	/** For items that belong together; without it each stands for itself, in the order of the input. */
	sequence?: Sequence;
}

/** The simple case. */
interface SingleRequest {
	/** What must be learned of a file before the request can be made. */
	file?: (form: ItemForm) => FileNeed | undefined;
	request: (form: ItemForm, file?: MediaFile) => AmojoRequest;
	/**
	 * The useful part of the answer; without it the output is `{ success: true }`. It throws MissingAnswer where the
	 * answer lacks what the operation is for.
	 */
	output?: (answer: AmojoAnswer, form: ItemForm, request: AmojoRequest) => IDataObject;
	/** The output where an earlier request had brought the same message, so that there is no answer. */
	outputOfKnown?: (form: ItemForm, request: AmojoRequest) => IDataObject;
}

interface SeveralSteps {
	steps: (form: ItemForm) => Steps;
}

export interface Operation extends Identity {
	/** The form of this operation, ready for the node's description. */
	form: INodeProperties[];
	steps: (form: ItemForm) => Steps;
}

export function defineOperation(definition: Identity & (SingleRequest | SeveralSteps)): Operation {
	const steps = 'steps' in definition ? definition.steps : stepsOf(definition);
	return { ...definition, form: formOf(definition), steps };
}

function stepsOf({ file, request, output, outputOfKnown }: SingleRequest): Operation['steps'] {
	return function* (form) {
		const need = file?.(form);
		const made = request(form, need && (yield* learn(need)));
		const { ask: answer, wasKnown } = yield { ask: made };
		if (wasKnown && outputOfKnown !== undefined) return outputOfKnown(form, made);
		return output === undefined ? { success: true } : output(answer, form, made);
	};
}

function formOf(definition: Identity): INodeProperties[] {
	const { resource, value, properties } = definition;
	const { settings = resource === 'channel' ? [] : requestSettings } = definition;
	const options = [...definition.options, ...settings];
	const collection: INodeProperties = {
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options: options.sort((a, b) => a.displayName.localeCompare(b.displayName, 'en')),
	};
	const fields = options.length > 0 ? [...properties, collection] : properties;
	return fields.map((field) => ({
		...field,
		displayOptions: {
			...field.displayOptions,
			show: { ...field.displayOptions?.show, resource: [resource], operation: [value] },
		},
	}));
}
