/** A clock that stands still until everything that could happen at its moment has happened. */
export class Clock {
	private readonly sleepers: Array<{ until: number; wake: () => void }> = [];

	constructor(public now = 0) {}

	sleep = (ms: number): Promise<void> =>
		new Promise((wake) => this.sleepers.push({ until: this.now + Math.max(0, ms), wake }));

	/** Lets time pass until the promise settles; throws when nothing is left that could settle it. */
	async runUntil<T>(promise: Promise<T>): Promise<T> {
		let settled = false;
		const mark = () => void (settled = true);
		promise.then(mark, mark);
		for (;;) {
			// Enough turns for a chain of awaits; simulated work has nothing real to wait for.
			for (let turn = 0; turn < 20 && !settled; turn++) await Promise.resolve();
			if (settled) return await promise;
			this.sleepers.sort((a, b) => a.until - b.until);
			const next = this.sleepers.shift();
			if (next === undefined) throw new Error(`Nothing can happen any more at ${this.now}`);
			this.now = Math.max(this.now, next.until);
			next.wake();
		}
	}
}
