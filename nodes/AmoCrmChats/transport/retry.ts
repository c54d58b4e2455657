import type { Trouble } from './trouble';

/** How one attempt ended; `trouble` is missing when it ended well. */
export interface Attempt {
	trouble?: Trouble;
}

export interface RetryOptions {
	pace: Pace;
	/** How often at most a request is repeated. */
	maxRetries: number;
	sleep: (ms: number) => Promise<void>;
	isCancelled: () => boolean;
	/** From 0 to 1. */
	random: () => number;
}

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 30_000;

/** The last attempt, and what is left of those before it. */
export type Persisted<T> = T & {
	/** An earlier attempt may have been carried out, so that this one may be refused as already known. */
	mayHaveArrivedBefore: boolean;
};

/** Makes a request until it ends well, ends for good, or has been tried often enough, and returns the last attempt. */
export async function persist<T extends Attempt>(
	attempt: () => Promise<T>,
	options: RetryOptions,
): Promise<Persisted<T>> {
	let mayHaveArrivedBefore = false;
	for (let retries = 0; ; retries++) {
		const wait = waitBefore(retries, options);
		const result = await options.pace.run(attempt, ({ trouble }) => pauseFor(trouble, wait));
		const last = { ...result, mayHaveArrivedBefore };
		const { trouble } = result;
		if (trouble?.mayRepeat !== true || retries >= options.maxRetries) return last;
		if (options.isCancelled()) return last;
		mayHaveArrivedBefore ||= trouble.mayHaveArrived;
		if (!trouble.slowDown) await options.sleep(wait);
		if (options.isCancelled()) return last;
	}
}

/** How long all requests of the run pause; not at all, unless the server asked to slow down. */
function pauseFor(trouble: Trouble | undefined, wait: number): number | undefined {
	return trouble?.slowDown === true ? Math.max(trouble.waitMs ?? 0, wait) : undefined;
}

/** Twice as long each time, and not the same for all: requests that failed together do not come back together. */
function waitBefore(retries: number, { random }: RetryOptions): number {
	const longest = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** retries);
	return longest / 2 + (longest / 2) * random();
}

export interface PaceOptions {
	/** How many requests may be in flight at most. */
	max: number;
	/** Milliseconds of a clock that only goes forward. */
	now: () => number;
	/** Ends early when the run is cancelled. */
	sleep: (ms: number) => Promise<void>;
	/** Nobody waits any more then; a request that is begun all the same is for its own signal to end. */
	isCancelled: () => boolean;
}

/**
 * The service does not say how much it takes, so a run finds out as TCP does: it starts with a few requests
 * at once and doubles them per round of answers, until it has all it may use or is asked to slow down.
 */
const FIRST = 20;

/** No request waits longer than this before it asks again, whatever the service says. */
const LONGEST_PAUSE_MS = 15 * 60_000;

/** How fast a run goes. All its requests pass through here, repeated ones as well. */
export class Pace {
	private allowed: number;
	/** Up to here the number doubles per round of answers; above it grows by one in ten rounds. */
	private threshold: number;
	private inFlight = 0;
	private pausedUntil = -Infinity;
	private slowedAt = -Infinity;
	private readonly waiting: Array<() => void> = [];

	constructor(private readonly options: PaceOptions) {
		this.threshold = options.max;
		this.allowed = Math.min(FIRST, options.max);
	}

	/** How many requests may be in flight now. */
	get limit(): number {
		return Math.floor(this.allowed);
	}

	/** Waits for its turn, does one request, and learns from how it went. */
	async run<T>(request: () => Promise<T>, slowDown: (result: T) => number | undefined): Promise<T> {
		await this.enter();
		const startedAt = this.options.now();
		try {
			const result = await request();
			const pause = slowDown(result);
			if (pause === undefined) this.grow();
			else this.shrink(startedAt, pause);
			return result;
		} finally {
			this.leave();
		}
	}

	private async enter(): Promise<void> {
		while (!this.options.isCancelled()) {
			const pause = this.pausedUntil - this.options.now();
			if (pause > 0) await this.options.sleep(pause);
			else if (this.inFlight >= this.limit) await this.untilSomeoneLeaves();
			else break;
		}
		this.inFlight++;
	}

	private leave(): void {
		this.inFlight--;
		for (let room = this.limit - this.inFlight; room > 0; room--) this.waiting.shift()?.();
	}

	private async untilSomeoneLeaves(): Promise<void> {
		await new Promise<void>((resolve) => this.waiting.push(resolve));
	}

	private grow(): void {
		const step = this.allowed < this.threshold ? 1 : 0.1 / this.allowed;
		this.allowed = Math.min(this.options.max, this.allowed + step);
	}

	/** A whole burst is refused together: only the first of it halves the number. */
	private shrink(startedAt: number, pause: number): void {
		const now = this.options.now();
		this.pausedUntil = Math.max(this.pausedUntil, now + Math.min(pause, LONGEST_PAUSE_MS));
		if (startedAt <= this.slowedAt) return;
		this.slowedAt = now;
		this.threshold = this.allowed = Math.max(1, this.allowed / 2);
	}
}
