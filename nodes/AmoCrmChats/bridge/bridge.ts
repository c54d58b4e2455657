import type { IBinaryData, IDataObject, INodeExecutionData } from 'n8n-workflow';
import { ItemForm } from '../actions/form';
import { begin, perform } from '../actions/perform';
import type { Failure } from '../actions/failure';
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

/** amoCRM, or the form, refused what an event became. */
export class NotRecorded extends Error {
	constructor(readonly failure: Failure) {
		super(failure.message);
	}
}

/** Carries out an operation of the action node for one event. Throws NotRecorded. */
export async function record(
	{ run, filesOf }: Bridge,
	{ operation, values }: Recording,
	{ lane, event }: Job,
	index: number,
): Promise<IDataObject> {
	const occasion = run.occasion(index, lane, JSON.stringify(event));
	const read = (path: string) => at(values, path) ?? null;
	const form = () => new ItemForm(read, operation.form, run.account, occasion);
	// A file may have come with another item than the one that is given to the node now.
	const helpers: unknown = Object.create(run.context.helpers, {
		assertBinaryData: { value: (_index: number, field: string) => filesOf(index)[field] },
	});
	const context = Object.create(run.context, { helpers: { value: helpers } }) as Run['context'];
	const outcome = await perform(
		{ ...run, context, operation },
		() => begin(operation, form()),
		index,
	);
	if (outcome.kind === 'failed') throw new NotRecorded(outcome.failure);
	return jsonOf(outcome.items);
}

function jsonOf(items: INodeExecutionData[]): IDataObject {
	return items[0]?.json ?? {};
}
