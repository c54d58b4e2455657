import { NodeApiError, type IBinaryData } from 'n8n-workflow';
import { ItemForm } from '../actions/form';
import { begin, perform } from '../actions/perform';
import type { Failure } from '../actions/failure';
import type { Outcome } from '../actions/report';
import type { Run } from '../actions/runContext';
import { at } from '../shared/json';
import type { Choices } from './bridgeForm';
import type { Job } from './job';
import type { Recording } from './recording';

/** What all events of one run share. */
export interface Bridge {
	run: Run;
	choices: Choices;
	/** Whether what leaves by Call comes back. */
	hasLoop: boolean;
	/** The binary data of an item, that of the call included which it answers. */
	filesOf: (index: number) => Record<string, IBinaryData>;
	/** The field of the file that an answer is. */
	answerFieldOf: (index: number) => string | undefined;
}

/** Whether trying again would not help: amoCRM, or the form, refused what an event became. */
export function isFinal(failure: Failure): boolean {
	return !(failure instanceof NodeApiError) || ['400', '404'].includes(failure.httpCode ?? '');
}

/** Carries out an operation of the action node for one event. */
export async function record(
	{ run, filesOf }: Bridge,
	{ operation, values }: Recording,
	{ lane, event }: Job,
	index: number,
): Promise<Outcome> {
	const occasion = run.occasion(index, lane, JSON.stringify(event));
	const read = (path: string) => at(values, path) ?? null;
	const form = () => new ItemForm(read, operation.form, run.account, occasion);
	// A file may have come with another item than the one that is given to the node now.
	const helpers: unknown = Object.create(run.context.helpers, {
		assertBinaryData: { value: (_index: number, field: string) => filesOf(index)[field] },
	});
	const context = Object.create(run.context, { helpers: { value: helpers } }) as Run['context'];
	const asked = { ...run, context, operation };
	return await perform(asked, () => begin(operation, form()), index);
}
