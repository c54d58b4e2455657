import type { Account } from '../../../nodes/AmoCrmChats/shared/channelCredential';
import { DateTime } from 'luxon';
import {
	NodeHelpers,
	type IDataObject,
	type INode,
	type INodeProperties,
	type INodeTypeDescription,
} from 'n8n-workflow';
import { AmoCrmChats } from '../../../nodes/AmoCrmChats/AmoCrmChats.node';
import { SameItem, type Operation, type Steps } from '../../../nodes/AmoCrmChats/actions/operation';
import { InvalidParameter, ItemForm } from '../../../nodes/AmoCrmChats/actions/form';
import { at, isObject, type JsonObject } from '../../../nodes/AmoCrmChats/shared/json';
import type { MediaFile } from '../../../nodes/AmoCrmChats/shared/mediaFile';
import type { AmojoAnswer, AmojoRequest } from '../../../nodes/AmoCrmChats/shared/wire';

/** What a person entered: values by the names of the form; `options` and other collections are objects. */
export type FormValues = Record<string, unknown>;

export interface Circumstances {
	account?: Partial<Account>;
	now?: DateTime;
	/** Time zone of the workflow. */
	zone?: string;
	/** What tells this item's run from every other. */
	seed?: string[];
	/** An agent called the node as its tool. */
	isTool?: boolean;
}

export const account: Account = {
	channelId: '344a5002-f8ca-454d-af3d-396180102ac7',
	accountId: '52e591f7-c98f-4255-8495-827210138c81',
	botId: '76fc2bea-902f-425c-9a3d-dcdac4766090',
};

export const scopeId = `${account.channelId}_${account.accountId}`;

/** 2026-01-31T12:00:00.250Z */
export const now = DateTime.fromMillis(1769860800250, { zone: 'utc' });

const { description } = new AmoCrmChats();

/** The form as the operation sees it on n8n: what was entered, and n8n's defaults for the rest. */
export function formOf(
	operation: Operation,
	values: FormValues,
	circumstances: Circumstances = {},
): ItemForm {
	const strangers = Object.keys(values).filter((name) => !operation.form.some(isNamed(name)));
	if (strangers.length > 0) throw new Error(`No fields of this form: ${strangers.join(', ')}`);
	const entered = { resource: operation.resource, operation: operation.value, ...values };
	const shown = withDefaults(description, entered);
	return new ItemForm(
		(path) => valueAt(shown, path) ?? null,
		operation.form,
		{ ...account, ...circumstances.account },
		{
			now: circumstances.now ?? now,
			zone: circumstances.zone,
			isTool: circumstances.isTool,
			seed: () => circumstances.seed ?? ['instance', 'execution', 'node', '0', '0', '{}'],
		},
	);
}

/** The request that an operation makes of a form: for operations that make one, or their first. */
export function requestOf(
	operation: Operation,
	values: FormValues,
	circumstances?: Circumstances,
): AmojoRequest {
	return requestIn(operation.steps(formOf(operation, values, circumstances)));
}

/** The first request of steps; of a file they learn only its address, and what is known besides. */
export function requestIn(steps: Steps, known: Partial<MediaFile> = {}): AmojoRequest {
	let step = steps.next();
	while (!step.done && 'learn' in step.value) {
		const need = step.value.learn;
		const url = need.kind === 'lookUp' ? need.url : 'https://n8n.example/file';
		step = steps.next({ learn: { url, ...known } });
	}
	if (step.done || !('ask' in step.value)) throw new Error('The operation made no request');
	return step.value.ask;
}

/** The `payload` of {@link requestOf}'s body. */
export function payloadOf(
	operation: Operation,
	values: FormValues,
	circumstances?: Circumstances,
): JsonObject {
	return requestOf(operation, values, circumstances).body?.payload as JsonObject;
}

/** Every request and the result, when the service gives these answers one after the other. */
export function runOf(
	operation: Operation,
	values: FormValues,
	answers: AmojoAnswer[],
	circumstances?: Circumstances,
): { requests: AmojoRequest[]; result: IDataObject | IDataObject[]; parameters: ItemForm } {
	const parameters = formOf(operation, values, circumstances);
	const steps: Steps = operation.steps(parameters);
	const requests: AmojoRequest[] = [];
	let step = steps.next();
	while (!step.done) {
		if (!('ask' in step.value)) throw new Error('The operation asks for more than the Chats API');
		requests.push(step.value.ask);
		if (requests.length > answers.length) throw new Error('The operation asks for one more answer');
		step = steps.next({ ask: answers[requests.length - 1] });
	}
	if (step.value instanceof SameItem) throw new Error('The operation passes its item on');
	return { requests, result: step.value, parameters };
}

/** What the operation puts out for an answer of the service. */
export function outputOf(
	operation: Operation,
	values: FormValues,
	answer: AmojoAnswer,
	circumstances?: Circumstances,
): IDataObject | IDataObject[] {
	return runOf(operation, values, [answer], circumstances).result;
}

/** Why a form is refused; throws when it is not. */
export function refusalOf(
	operation: Operation,
	values: FormValues,
	circumstances?: Circumstances,
): InvalidParameter {
	const refusal = caught(() => requestOf(operation, values, circumstances));
	if (refusal instanceof InvalidParameter) return refusal;
	throw new Error(`Not a refusal of the form: ${String(refusal)}`);
}

function caught(act: () => unknown): unknown {
	try {
		return act();
	} catch (error) {
		return error;
	}
}

/** What the person is warned of although the request is made. */
export function warningsOf(
	operation: Operation,
	values: FormValues,
	circumstances?: Circumstances,
): string[] {
	const parameters = formOf(operation, values, circumstances);
	requestIn(operation.steps(parameters));
	return parameters.warnings;
}

const isNamed = (name: string) => (field: INodeProperties) => field.name === name;

/** As n8n fills a node's parameters: defaults of shown fields only; hidden ones have no value. */
function withDefaults({ properties }: INodeTypeDescription, values: FormValues): FormValues {
	const node = { typeVersion: 1 } as INode;
	const parameters = values as INode['parameters'];
	const filled = NodeHelpers.getNodeParameters(
		properties,
		parameters,
		true,
		false,
		node,
		description,
	);
	return asEntered(filled ?? {}, values) as FormValues;
}

/** n8n stores text where an expression gives a date or the like: the values themselves, where they are shown. */
function asEntered(filled: unknown, entered: unknown): unknown {
	if (Array.isArray(filled) && Array.isArray(entered)) {
		return filled.map((part, index) => asEntered(part, entered[index]));
	}
	if (!isObject(filled) || !isObject(entered)) return entered;
	const parts = Object.entries(filled);
	return Object.fromEntries(
		parts.map(([name, part]) => [name, name in entered ? asEntered(part, entered[name]) : part]),
	);
}

/** As n8n reads a dotted path: through plain objects and lists only. */
function valueAt(values: FormValues, path: string): unknown {
	if (!path.includes('.')) return values[path];
	const [name, ...rest] = path.split('.');
	const inner = values[name ?? ''];
	return typeof inner === 'object' ? at(inner, rest.join('.')) : undefined;
}
