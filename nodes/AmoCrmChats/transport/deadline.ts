/**
 * Does work that ends when its time is over or the execution is cancelled: its signal is aborted then, for the
 * reason of the one that came first. Listeners of its own keep the time-out alive (Node 20 forgets one that only
 * `AbortSignal.any` knows with its next garbage collection), and are taken back when the work is done, so that
 * thousands of requests do not leave a waiting time-out each.
 */
export async function inTime<T>(
	milliseconds: number,
	cancel: AbortSignal | undefined,
	work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
	const ending = new AbortController();
	const sources = [AbortSignal.timeout(milliseconds), cancel].filter((one) => one !== undefined);
	const watched = sources.map((source) => {
		const stop = () => ending.abort(source.reason);
		if (source.aborted) stop();
		source.addEventListener('abort', stop);
		return { source, stop };
	});
	try {
		return await work(ending.signal);
	} finally {
		for (const { source, stop } of watched) source.removeEventListener('abort', stop);
	}
}
