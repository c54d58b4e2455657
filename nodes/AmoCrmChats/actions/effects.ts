import type { IBinaryKeyData, IDataObject } from 'n8n-workflow';
import type { FileNeed, FilesToFetch, MediaFile } from '../shared/mediaFile';
import type { AmojoAnswer, AmojoRequest } from '../shared/wire';

/**
 * What an operation asks for on its way, one thing at a time. A request may be sent again by somebody who does not
 * know whether it arrived: that must do no harm.
 */
export type Effect =
	/** The Chats API, signed. */
	| { ask: AmojoRequest }
	/** What must be known of a file before a request can be made. */
	| { learn: FileNeed }
	/** Files for the item. */
	| { fetch: FilesToFetch };

/** What comes back, under the name of what was asked for. */
export interface Answer {
	ask?: AmojoAnswer;
	learn?: MediaFile;
	fetch?: IBinaryKeyData;
	/** The service refused the request because an earlier one had brought the same message: there is no answer. */
	wasKnown?: boolean;
}

/** Pure: it does no I/O and reads no clock but the form's. */
export type Effects<Result> = Generator<Effect, Result, Answer>;

/** The item as it came in, with these files beside those it has. */
export class SameItem {
	constructor(readonly files: IBinaryKeyData) {}
}

/** What goes to the output. */
export type Result = IDataObject | IDataObject[] | SameItem;

/** The way of one item through an operation. */
export type Steps = Effects<Result>;
export type Step = ReturnType<Steps['next']>;

export function* ask(request: AmojoRequest): Effects<AmojoAnswer> {
	const { ask: answer } = yield { ask: request };
	return answer;
}

export function* learn(need: FileNeed): Effects<MediaFile> {
	const { learn: file } = yield { learn: need };
	if (file === undefined) throw new Error('Nothing was learned of the file');
	return file;
}

export function* fetchFiles(files: FilesToFetch): Effects<IBinaryKeyData> {
	const { fetch: fetched = {} } = yield { fetch: files };
	return fetched;
}

/** The only runner. What fails is thrown where it was asked for, so that an operation could go another way. */
export async function runSteps(
	steps: Steps,
	answer: (effect: Effect) => Promise<Answer>,
	first: Step = steps.next(),
): Promise<Result> {
	let step = first;
	while (!step.done) {
		const { value: effect } = step;
		const next = await answer(effect).then(
			(given) => () => steps.next(given),
			(reason: unknown) => () => steps.throw(reason),
		);
		step = next();
	}
	return step.value;
}
