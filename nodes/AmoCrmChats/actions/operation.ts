import type { IDataObject, INodeProperties } from 'n8n-workflow';
import type { FileNeed, MediaFile } from '../shared/mediaFile';
import type { AmojoAnswer, AmojoRequest } from '../shared/wire';
import { learn, type Steps } from './effects';
import type { ItemForm } from './form';
import { requestSettings } from './requestSettings';
import type { Sequence } from './sequence';

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
