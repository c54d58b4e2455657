import { NodeApiError, sleep, type IBinaryData } from 'n8n-workflow';
import { ItemForm } from '../actions/form';
import { begin, perform } from '../actions/perform';
import type { Failure } from '../actions/failure';
import type { Outcome } from '../actions/report';
import type { Run } from '../actions/runContext';
import type { Verdict } from '../messengers/messenger';
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

/** All chats of the run wait with it, so a node waits no longer. */
const MOST_SECONDS = 10;

/** Whether the messenger asked to wait, and that was done: then the same is asked again. */
export async function waited(
	{ retry }: Pick<Verdict, 'retry'>,
	job: Job,
	mostTries: number,
): Promise<boolean> {
	if (retry === undefined || retry > MOST_SECONDS || job.tries >= mostTries) return false;
	job.tries++;
	job.answers.pop();
	await sleep(retry * 1000);
	return true;
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
