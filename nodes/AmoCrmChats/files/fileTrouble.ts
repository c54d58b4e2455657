import type { Trouble } from '../transport/trouble';

/** A file cannot be had: `message` says what happened, `description` what to do. */
export class FileTrouble extends Error {
	constructor(
		message: string,
		readonly description: string,
		/** What decides whether it is tried again; never, if missing. */
		readonly trouble?: Trouble,
	) {
		super(message);
	}
}
