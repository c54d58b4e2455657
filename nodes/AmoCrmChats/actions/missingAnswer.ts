import type { AmojoAnswer } from '../shared/wire';

/** The service took a request, and its answer lacks what the operation promises. */
export class MissingAnswer extends Error {
	constructor(
		/** What is missing, such as "the ID of the message". */
		readonly promised: string,
		readonly answer: AmojoAnswer,
	) {
		super(`amoCRM answered without ${promised}`);
	}
}
