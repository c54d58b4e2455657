import type { INode } from 'n8n-workflow';
import { NodeApiError, NodeOperationError } from 'n8n-workflow';
import { InvalidParameter } from './form';

/** The two errors that reach a person. */
export type Failure = NodeApiError | NodeOperationError;

export function asFailure(node: INode, error: unknown, itemIndex: number): Failure {
	if (error instanceof NodeApiError || error instanceof NodeOperationError) return error;
	const description = error instanceof InvalidParameter ? error.description : undefined;
	const cause = error instanceof Error ? error : new Error(String(error));
	return new NodeOperationError(node, cause, { message: cause.message, description, itemIndex });
}
