/** What goes wrong on purpose, for the next calls of a messenger's API. */
export interface Fault {
	/** Only calls of this name; all when missing. */
	on?: string;
	/** How many calls are hit; one when missing. */
	times?: number;
	/** Milliseconds before anything else happens. */
	delay?: number;
	/** Answers with this instead; a fault without `status` and `drop` only delays. */
	status?: number;
	headers?: Record<string, string>;
	body?: string | object;
	/** The connection is reset. */
	drop?: boolean;
	/** `after`: the call is carried out, but the caller does not learn it. */
	when?: 'before' | 'after';
}

export class Faults {
	private active: Array<Fault & { times: number }> = [];

	add(...faults: Fault[]): void {
		this.active.push(...faults.map((fault) => ({ times: 1, ...fault })));
	}

	clear(): void {
		this.active = [];
	}

	/** The fault that hits one call: the oldest that is meant for it. */
	take(name: string): Fault | undefined {
		const hit = this.active.find(({ on }) => on === undefined || on === name);
		if (hit) hit.times--;
		this.active = this.active.filter(({ times }) => times > 0);
		return hit;
	}
}

export const breaksAnswer = ({ status, drop }: Fault) => status !== undefined || drop === true;
