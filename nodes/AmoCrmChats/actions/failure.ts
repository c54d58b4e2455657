import { NodeApiError, NodeOperationError, type INode } from 'n8n-workflow';
import { FileTrouble } from '../files/fileTrouble';
import { wordsOf } from '../transport/words';
import { InvalidParameter } from './form';
import { MissingAnswer } from './operation';

/** The two errors that reach a person. */
export type Failure = NodeApiError | NodeOperationError;

export function asFailure(node: INode, error: unknown, itemIndex: number): Failure {
	if (error instanceof NodeApiError || error instanceof NodeOperationError) return error;
	const description = descriptionOf(error);
	// A cause is stored with all it has, and an answer may be long.
	const isPlain = error instanceof Error && !(error instanceof MissingAnswer);
	const cause = isPlain ? error : new Error(error instanceof Error ? error.message : String(error));
	return new NodeOperationError(node, cause, { message: cause.message, description, itemIndex });
}

function descriptionOf(error: unknown): string | undefined {
	if (error instanceof MissingAnswer) {
		const words = wordsOf(error.answer) || 'nothing';
		return `So it is not certain that the request was carried out: look in amoCRM before you send it again, and check the credential's Host. The answer was: ${words}`;
	}
	const isExplained = error instanceof InvalidParameter || error instanceof FileTrouble;
	return isExplained ? error.description : undefined;
}

/** What happened and what to do, where only one text is shown. */
export function inOneText({ message, description }: Failure): string {
	return [message, description].filter(Boolean).join('. ');
}

/** Of what a tool throws, n8n 2 tells the model the message alone, so what to do stands in it. */
export function asToldByTool(failure: Failure): Failure {
	return Object.assign(failure, { message: inOneText(failure), description: undefined });
}
