import type { Pace } from './pace';
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
