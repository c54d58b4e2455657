import type { IDataObject, INodeProperties } from 'n8n-workflow';
import type { Parameters } from './parameters';
import type { AmojoAnswer, AmojoRequest } from '../shared/wire';
import { paceOptions } from './fields/pace';

/**
 * The way of one item through an operation: each request it needs is yielded, each answer comes back,
 * and what it returns goes to the output. It does no I/O and reads no clock but the form's.
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
	lane: (parameters: Parameters) => string;
	/** Whether sending the same request again, not knowing if it arrived, does no harm. */
	repeatable: boolean;
	/** For items that belong together; without it each stands for itself, in the order of the input. */
	sequence?: Sequence;
}

/** The items of a lane as a whole: one after the other, and none that would overtake one that failed. */
export interface Sequence {
	/** Items go in ascending order of it, whatever their order in the input. */
	position: (parameters: Parameters) => number;
	/** The request of the item that ends its lane, made of what it would be within it. */
	last: (request: AmojoRequest, parameters: Parameters) => AmojoRequest;
	/** What the person reads when it is done. */
	summary: (items: number, lanes: number) => string;
}

interface SingleRequest {
	request: (parameters: Parameters) => AmojoRequest;
	/** The useful part of the answer; without it an empty answer reads `{ success: true }`. */
	output?: (answer: AmojoAnswer, parameters: Parameters) => IDataObject;
}

interface SeveralRequests {
	steps: (parameters: Parameters) => Steps;
}

export interface Operation extends Identity {
	/** The form of this operation, ready for the node's description. */
	form: INodeProperties[];
	steps: (parameters: Parameters) => Steps;
}

export function defineOperation(
	definition: Identity & (SingleRequest | SeveralRequests),
): Operation {
	return {
		...definition,
		form: formOf(definition),
		steps:
			'steps' in definition ? definition.steps : (parameters) => single(definition, parameters),
	};
}

function* single({ request, output }: SingleRequest, parameters: Parameters): Steps {
	const answer = yield request(parameters);
	if (output !== undefined) return output(answer, parameters);
	return { success: true };
}

function formOf({ resource, value, properties, ...identity }: Identity): INodeProperties[] {
	const options = [...identity.options, ...(resource === 'channel' ? [] : paceOptions)];
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
