const PAUSE_MS = 60_000;

/** Lets one line a minute through for each sender of lines: strangers may knock as often as they like. */
export class RefusalLog {
	private readonly saidAt = new Map<string, number>();

	constructor(private readonly now: () => number) {}

	say(key: string, write: () => void): void {
		const now = this.now();
		for (const [other, at] of this.saidAt) {
			if (now - at >= PAUSE_MS) this.saidAt.delete(other);
		}
		if (this.saidAt.has(key)) return;
		this.saidAt.set(key, now);
		write();
	}
}
