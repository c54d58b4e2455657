import type { IDataObject, INodeProperties } from 'n8n-workflow';
import type { InvalidParameter, ItemForm } from './form';
import type { FileNeed, FilesToFetch, MediaFile } from '../shared/mediaFile';
import type { AmojoAnswer, AmojoRequest } from '../shared/wire';
import { paceOptions } from './requestSettings';

/**
 * The way of one item through an operation: each request it needs is yielded, each answer comes back,
 * and what it returns goes to the output. It does no I/O and reads no clock but the form's.
 * A request may be sent again by somebody who does not know whether it arrived: that must do no harm.
 */
export type Steps = Generator<AmojoRequest, IDataObject | IDataObject[], AmojoAnswer>;

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
	/** Requests with the same lane keep the order of the items; other lanes run beside them. */
	lane: (parameters: ItemForm) => string;
	/** What must be learned of a file before the request can be made; asked when the item's turn comes. */
	file?: (parameters: ItemForm) => FileNeed | undefined;
	/** For items that belong together; without it each stands for itself, in the order of the input. */
	sequence?: Sequence;
}

/** The items of a lane as a whole: one after the other, and none that would overtake one that failed. */
export interface Sequence {
	/** Items go in ascending order of it, whatever their order in the input. */
	position: (parameters: ItemForm) => number;
	/** Where it is the same in another lane, one of the two would be taken for a repetition and be lost. */
	identity?: (parameters: ItemForm) => Identification;
	/** The request of the item that ends its lane, made of what it would be within it. */
	last: (request: AmojoRequest, parameters: ItemForm) => AmojoRequest;
	/** What the person reads when it is done. */
	summary: (items: number, lanes: number) => string;
}

/** An item's own name, and how it is refused when it is not its own. */
export interface Identification {
	id: string;
	taken: (index: number) => InvalidParameter;
}

interface SingleRequest {
	/** `file` is what was learned of the file, where the operation asked for it. */
	request: (parameters: ItemForm, file?: MediaFile) => AmojoRequest;
	/** The useful part of the answer; without it an empty answer reads `{ success: true }`. */
	output?: (answer: AmojoAnswer, parameters: ItemForm) => IDataObject;
}

interface SeveralRequests {
	steps: (parameters: ItemForm) => Steps;
}

/** Asks nothing of the API: it puts files into the item that came in. */
interface Fetching {
	fetch: (parameters: ItemForm) => FilesToFetch;
}

export interface Operation extends Identity {
	/** The form of this operation, ready for the node's description. */
	form: INodeProperties[];
	steps: (parameters: ItemForm, file?: MediaFile) => Steps;
	fetch?: Fetching['fetch'];
}

export function defineOperation(
	definition: Identity & (SingleRequest | SeveralRequests | Fetching),
): Operation {
	return { ...definition, form: formOf(definition), steps: stepsOf(definition) };
}

function stepsOf(definition: SingleRequest | SeveralRequests | Fetching): Operation['steps'] {
	if ('steps' in definition) return definition.steps;
	if ('request' in definition) return (parameters, file) => single(definition, parameters, file);
	return (parameters) => check(definition, parameters);
}

/** Only to have the form checked while it is planned. */
function* check({ fetch }: Fetching, parameters: ItemForm): Steps {
	fetch(parameters);
	yield* [];
	return {};
}

function* single(
	{ request, output }: SingleRequest,
	parameters: ItemForm,
	file: MediaFile | undefined,
): Steps {
	const answer = yield request(parameters, file);
	if (output !== undefined) return output(answer, parameters);
	return { success: true };
}

function formOf(definition: Identity & Partial<Fetching>): INodeProperties[] {
	const { resource, value, properties } = definition;
	const options = [...definition.options, ...pacesOf(definition)];
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

/** A download has a time of its own. */
function pacesOf({ resource, fetch }: Identity & Partial<Fetching>): INodeProperties[] {
	if (resource === 'channel') return [];
	return fetch === undefined ? paceOptions : paceOptions.filter(({ name }) => name !== 'timeout');
}
