import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { isObject } from '../shared/json';
import type { ReadValue } from './form';

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
