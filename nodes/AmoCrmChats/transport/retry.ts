import type { Pace } from './pace';
import type { Trouble } from './trouble';

/** How one attempt ended: `trouble` is missing when it ended well. */
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

const SLOW_DOWN = [429, 503];
const PASSING = [...SLOW_DOWN, 502, 504];

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 30_000;

/**
 * Makes a request until it ends well, ends for good, or has been tried often enough, and gives the last attempt.
 * An attempt of which nobody knows whether it arrived is followed by one that may be refused as already known.
 */
export async function persist<T extends Attempt>(
	attempt: () => Promise<T>,
	options: RetryOptions,
): Promise<T & { arrivedBefore: boolean }> {
	let mayHaveArrived = false;
	for (let retries = 0; ; retries++) {
		const wait = waitBefore(retries, options);
		const result = await options.pace.run(attempt, ({ trouble }) => pauseFor(trouble, wait));
		const { trouble } = result;
		const arrivedBefore = mayHaveArrived && trouble?.isAlreadyKnown === true;
		const isOver = retries >= options.maxRetries || !mayRepeat(trouble);
		if (isOver || options.isCancelled()) return { ...result, arrivedBefore };
		mayHaveArrived ||= trouble?.mayHaveArrived ?? false;
		if (!isAskedToSlowDown(trouble)) await options.sleep(wait);
		if (options.isCancelled()) return { ...result, arrivedBefore };
	}
}

/** 400, 403 and 404 would only be said again. */
function mayRepeat(trouble: Trouble | undefined): boolean {
	if (trouble === undefined) return false;
	return trouble.status === undefined ? trouble.mayHaveArrived : PASSING.includes(trouble.status);
}

const isAskedToSlowDown = (trouble: Trouble | undefined) =>
	trouble?.status !== undefined && SLOW_DOWN.includes(trouble.status);

/** Being asked to slow down concerns all requests of the run, not only this one. */
function pauseFor(trouble: Trouble | undefined, wait: number): number | undefined {
	return isAskedToSlowDown(trouble) ? Math.max(trouble?.retryAfter ?? 0, wait) : undefined;
}

/** Twice as long each time, and not the same for all: who failed together does not come back together. */
function waitBefore(retries: number, { random }: RetryOptions): number {
	const longest = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** retries);
	return longest / 2 + (longest / 2) * random();
}
