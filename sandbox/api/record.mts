import type { RequestKind } from '../faults/faults.mts';

/** What a refused request failed on, in the order in which it is looked at. */
export type Check =
	| 'path'
	| 'channel'
	| 'headers'
	| 'content-md5'
	| 'date-format'
	| 'signature'
	| 'date-window'
	| 'content-type'
	| 'json'
	| 'schema'
	| 'connection'
	| 'rule'
	| 'duplicate'
	| 'not-found'
	| 'server';

/** One received request, as the log keeps it. */
export interface RequestRecord {
	id: number;
	/** Milliseconds on the sandbox's clock. */
	at: number;
	/** How far a fault had put the service's clock off. */
	skew?: number;
	kind: RequestKind | undefined;
	method: string;
	path: string;
	/** Without the question mark. */
	query: string;
	headers: Record<string, string | string[] | undefined>;
	body: string;
	/** `faulted`: a fault answered in the service's place, or broke the connection. */
	verdict: 'pending' | 'accepted' | 'refused' | 'faulted';
	/** Why it was refused. */
	check?: Check;
	detail?: string;
	/** Missing until answered. */
	status?: number;
	answer?: string;
	/** How long it took to answer. */
	ms?: number;
}
