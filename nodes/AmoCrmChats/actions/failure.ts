import type { INode } from 'n8n-workflow';
import { NodeApiError, NodeOperationError } from 'n8n-workflow';
import { FileTrouble } from '../files/fileTrouble';
import { InvalidParameter } from './form';

/** The two errors that reach a person. */
export type Failure = NodeApiError | NodeOperationError;

export function asFailure(node: INode, error: unknown, itemIndex: number): Failure {
	if (error instanceof NodeApiError || error instanceof NodeOperationError) return error;
	const isExplained = error instanceof InvalidParameter || error instanceof FileTrouble;
	const description = isExplained ? error.description : undefined;
	const cause = error instanceof Error ? error : new Error(String(error));
	return new NodeOperationError(node, cause, { message: cause.message, description, itemIndex });
}

/** What happened and what to do, where only one text is shown. */
export function inOneText({ message, description }: Failure): string {
	return [message, description].filter(Boolean).join('. ');
}

/** Of what a tool throws, n8n 2 tells the model the message alone, so what to do stands in it. */
export function asToldBy(node: INode, failure: Failure): Failure {
	if (!node.type.endsWith('Tool')) return failure;
	return Object.assign(failure, { message: inOneText(failure), description: undefined });
}
