/** The endpoints of the Chats API, one name each: faults, records and advice know them by it. */
export const requestKinds = [
	'connect',
	'disconnect',
	'createChat',
	'send',
	'deliveryStatus',
	'history',
	'typing',
	'react',
] as const;
export type RequestKind = (typeof requestKinds)[number];

export const hookKinds = ['message', 'comment', 'typing', 'reaction', 'raw'] as const;
export type HookKind = (typeof hookKinds)[number];

/** `after`: the request is carried out, but the client does not learn it. */
type Moment = 'before' | 'after';

export type RequestFault =
	/** With `upTo` anything from `ms` to it. */
	| { type: 'latency'; ms: number; upTo?: number }
	/** Any answer: 401, 429 with Retry-After, 5xx, an HTML page. */
	| {
			type: 'status';
			status: number;
			headers?: Record<string, string>;
			body?: string | object;
			when?: Moment;
	  }
	/** The client sees a reset connection. */
	| { type: 'drop'; when?: Moment }
	/** No answer ever. */
	| { type: 'hang' }
	/** The service's clock is off: the Date of answers and the window of signatures move together. */
	| { type: 'skew'; ms: number };

export type HookFault =
	{ type: 'hookDoubled' } | { type: 'hookLate'; ms: number } | { type: 'hookWithoutNewline' };

export type FaultAction = RequestFault | HookFault;

export type Fault = FaultAction & {
	/** Only requests, or hooks, of this kind; all when missing. */
	on?: RequestKind | HookKind;
	/** How many are still to be hit; until cleared when missing. */
	times?: number;
};

const isOfHooks = (fault: Fault): fault is Fault & HookFault => fault.type.startsWith('hook');

/** What goes wrong on purpose. */
export class Faults {
	private active: Fault[] = [];

	constructor(private readonly onChange: () => void = () => {}) {}

	add(...faults: Fault[]): void {
		this.active.push(...faults.map((fault) => ({ ...fault })));
		this.onChange();
	}

	list(): readonly Fault[] {
		return this.active;
	}

	/** One of the list, by its place, or all. */
	clear(index?: number): void {
		this.active = index === undefined ? [] : this.active.toSpliced(index, 1);
		this.onChange();
	}

	/** The faults that hit one request; each is used once. */
	takeForRequest(kind: RequestKind | undefined): RequestFault[] {
		return this.take(kind, (fault): fault is Fault & RequestFault => !isOfHooks(fault));
	}

	takeForHook(kind: HookKind): HookFault[] {
		return this.take(kind, isOfHooks);
	}

	private take<T extends Fault>(
		kind: RequestKind | HookKind | undefined,
		belongs: (fault: Fault) => fault is T,
	): T[] {
		if (this.active.length === 0) return [];
		const hits = this.active
			.filter(belongs)
			.filter((fault) => fault.on === undefined || fault.on === kind);
		for (const fault of hits) if (fault.times !== undefined) fault.times--;
		this.active = this.active.filter((fault) => fault.times === undefined || fault.times > 0);
		if (hits.some(({ times }) => times !== undefined)) this.onChange();
		return hits;
	}
}
