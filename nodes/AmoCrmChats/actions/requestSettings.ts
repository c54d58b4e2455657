import type { INodeProperties } from 'n8n-workflow';
import type { Form } from './form';

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
 * few and gives way as soon as amoCRM asks it to (transport/pace.ts).
 */
const maxConcurrency: INodeProperties = {
	displayName: 'Max Concurrency',
	name: 'maxConcurrency',
	type: 'number',
	typeOptions: { minValue: 1, maxValue: 1000, numberPrecision: 0 },
	default: 100,
	description:
		'How many chats may be served at once; within a chat the order is kept. The node starts with a few, and slows down when amoCRM asks to. In queue mode each worker counts for itself: divide by the number of workers.',
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
	description: 'How long to wait for an answer of amoCRM',
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
