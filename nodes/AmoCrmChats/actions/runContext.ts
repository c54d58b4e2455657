import { DateTime } from 'luxon';
import { type IExecuteFunctions, type INode, type INodeExecutionData, sleep } from 'n8n-workflow';
import { type Account, accountIn, doubtsAbout } from '../shared/channelCredential';
import { isObject } from '../shared/json';
import { CREDENTIAL, type Connection, connectionOf } from '../transport/amojo';
import { Pace, type RetryOptions } from '../transport/retry';
import { asFailure } from './failure';
import { ItemForm, type Occasion, type ReadValue } from './form';
import { type Operation, type RequestSettings, settingsOf } from './operation';
import { Notes, RunMemory, RunReport } from './report';

/** What all items of one run of the node share. */
export interface Run {
	context: IExecuteFunctions;
	node: INode;
	/** A language model filled the form in: n8n registers what it may call under a type of its own. */
	isTool: boolean;
	operation: Operation;
	connection: Connection;
	retry: RetryOptions;
	/** For the servers of files, at a pace of their own. */
	fileRetry: RetryOptions;
	notes: Notes;
	report: RunReport;
	/** For the report of the next try, should n8n try this run again. */
	rememberArrived: () => void;
	isCancelled: () => boolean;
	account: Account;
	/** Of an item; `apart` tells what is made of the same item apart. */
	occasion: (index: number, ...apart: string[]) => Occasion;
	form: (index: number) => ItemForm;
}

/** The longest that a cancelled execution goes on waiting. */
const SLICE_MS = 250;

export async function openRun(
	context: IExecuteFunctions,
	items: INodeExecutionData[],
	operation: Operation,
): Promise<Run> {
	const credential = await context.getCredentials(CREDENTIAL);
	const node = context.getNode();
	const isTool = node.type.endsWith('Tool');
	const round = Number(context.getWorkflowDataProxy(0).$runIndex);
	const memory = new RunMemory(context, round);
	const account = accountIn(credential);
	const occasion = occasionsOf(context, items, { memory, round, isTool });
	const read = valuesOf(context, items);
	const form = (index: number) =>
		new ItemForm(read(index), operation.form, account, occasion(index));
	const settings = chosenSettings(node, form(0));
	const report = new RunReport(items.length, memory.arrived);
	const isCancelled = () => context.getExecutionCancelSignal()?.aborted ?? false;
	return {
		context,
		node,
		isTool,
		operation,
		connection: connectionOf(node, credential, settings.timeout),
		retry: retryOf(settings, isCancelled),
		fileRetry: retryOf(settings, isCancelled),
		notes: new Notes(doubtsAbout(credential)),
		report,
		rememberArrived: () => {
			memory.arrived = report.arrived;
		},
		isCancelled,
		account,
		occasion,
		form,
	};
}

function occasionsOf(
	context: IExecuteFunctions,
	items: INodeExecutionData[],
	run: { memory: RunMemory; round: number; isTool: boolean },
): Run['occasion'] {
	const now = DateTime.utc();
	const zone = context.getTimezone();
	const { isTool } = run;
	const origin = [
		context.getInstanceId(),
		run.memory.executionId(String(now.toMillis())),
		context.getNode().id,
		String(run.round),
	];
	return (index, ...apart) => ({
		now,
		zone,
		isTool,
		// An execution's number can come again after n8n is set up anew; the item's data does not.
		seed: () => [...origin, String(index), JSON.stringify(items[index]?.json), ...apart],
	});
}

function chosenSettings(node: INode, form: ItemForm): RequestSettings {
	try {
		return settingsOf(form);
	} catch (error) {
		throw asFailure(node, error, 0);
	}
}

function retryOf(settings: RequestSettings, isCancelled: () => boolean): RetryOptions {
	const pause = async (ms: number) => {
		const until = Date.now() + ms;
		while (!isCancelled() && Date.now() < until) {
			await sleep(Math.min(SLICE_MS, until - Date.now()));
		}
	};
	return {
		pace: new Pace({
			max: settings.maxConcurrency,
			now: () => Date.now(),
			sleep: pause,
			isCancelled,
		}),
		maxRetries: settings.maxRetries,
		sleep: pause,
		isCancelled,
		random: Math.random,
	};
}

/** How the value of one parameter is found for an item. */
type Source =
	| { kind: 'constant'; value: unknown }
	/** `{{ $json.a.b }}`, which most fields of most workflows are. */
	| { kind: 'field'; keys: string[] }
	| { kind: 'expression' };

const FIELD = /^=\{\{\s*\$json((?:\.[A-Za-z_$][\w$]*|\["[^"\\]*"\]|\['[^'\\]*'\])+)\s*\}\}$/;
const KEY = /\.([\w$]+)|\["([^"]*)"\]|\['([^']*)'\]/g;

/**
 * Reads the form for one item after the other. n8n builds the whole world of an expression, and from 2.41 on
 * crosses into another V8 isolate, for each value of each item: that took ten times as long as all the rest of
 * sending a message. A fixed value and a plain field of the item need none of it; everything else is n8n's.
 */
export function valuesOf(
	context: IExecuteFunctions,
	items: INodeExecutionData[],
): (index: number) => ReadValue {
	const { parameters } = context.getNode();
	const sources = new Map<string, Source>();
	const sourceOf = (path: string) => {
		const source = sources.get(path) ?? sourceAt(parameters, path);
		sources.set(path, source);
		return source;
	};
	return (index) => (path) => {
		const source = sourceOf(path);
		if (source.kind === 'constant') return source.value;
		if (source.kind === 'field') {
			const value = fieldAt(items[index]?.json, source.keys);
			if (value !== undefined) return value;
		}
		return context.getNodeParameter(path, index, null, { skipValidation: true });
	};
}

function sourceAt(parameters: unknown, path: string): Source {
	let raw = parameters;
	for (const name of path.split('.')) {
		if (isObject(raw) && !Object.hasOwn(raw, name)) return { kind: 'constant', value: null };
		if (!isObject(raw)) return { kind: 'expression' };
		raw = raw[name];
	}
	if (typeof raw === 'number' || typeof raw === 'boolean') return { kind: 'constant', value: raw };
	if (typeof raw !== 'string') return { kind: 'expression' };
	if (!raw.startsWith('=')) return { kind: 'constant', value: raw };
	const keys = keysOf(raw);
	return keys === undefined ? { kind: 'expression' } : { kind: 'field', keys };
}

function keysOf(expression: string): string[] | undefined {
	const path = FIELD.exec(expression)?.[1];
	if (path === undefined) return undefined;
	return [...path.matchAll(KEY)].map(([, name, double, single]) => name ?? double ?? single ?? '');
}

/** Only what is certain: a plain value that the item itself holds. `undefined` where n8n must look. */
function fieldAt(json: unknown, keys: string[]): unknown {
	let here = json;
	for (const key of keys) {
		if (!isObject(here) || !Object.hasOwn(here, key) || key === 'constructor') return undefined;
		here = here[key];
	}
	return typeof here === 'object' && here !== null ? undefined : here;
}
