import { setTimeout as sleep } from 'node:timers/promises';

import { isOnThisMachine } from '../../access.mts';

const TIMEOUT = 10_000;

export interface Attempt {
	/** Missing when there was no answer. */
	status?: number;
	error?: string;
	/** Milliseconds that the answer asked to wait. */
	retryAfter?: number;
}

export interface Delivery {
	/** What must keep its order. */
	lane: string;
	url: string;
	headers: Record<string, string>;
	body: string;
	attempts: Attempt[];
	state: 'waiting' | 'delivered' | 'dropped';
}

export type Parcel = Pick<Delivery, 'lane' | 'url' | 'headers' | 'body'>;

interface Rules {
	isTaken(status: number): boolean;
	/** Milliseconds before the attempt after this one; undefined gives up. */
	pause(failed: Attempt, attempts: number): number | undefined;
	onStart?(delivery: Delivery): void;
}

/** Brings hooks to a webhook on this machine, one after the other within a lane, and repeats what was not taken. */
export class Courier {
	readonly deliveries: Delivery[] = [];
	private readonly lanes = new Map<string, Promise<void>>();
	private readonly closing = new AbortController();

	constructor(private readonly rules: Rules) {}

	/** Resolves with the first attempt; repetitions go on behind it. */
	deliver(parcel: Parcel): Promise<Delivery> {
		const { lane } = parcel;
		const delivery: Delivery = { ...parcel, attempts: [], state: 'waiting' };
		this.deliveries.push(delivery);
		this.rules.onStart?.(delivery);
		return new Promise((firstDone) => {
			const before = this.lanes.get(lane) ?? Promise.resolve();
			const whole = before.then(() => this.repeat(delivery, () => firstDone(delivery)));
			this.lanes.set(lane, whole);
		});
	}

	/** Everything was taken, or given up. */
	async settled(): Promise<void> {
		await Promise.all(this.lanes.values());
	}

	close(): void {
		this.closing.abort();
	}

	private async repeat(delivery: Delivery, afterFirst: () => void): Promise<void> {
		if (this.closing.signal.aborted) delivery.state = 'dropped';
		while (delivery.state === 'waiting') {
			const attempt = await post(delivery);
			delivery.attempts.push(attempt);
			const isTaken = attempt.status !== undefined && this.rules.isTaken(attempt.status);
			if (isTaken) delivery.state = 'delivered';
			afterFirst();
			if (isTaken) return;
			const pause = this.rules.pause(attempt, delivery.attempts.length);
			if (pause === undefined || !(await this.wait(pause))) delivery.state = 'dropped';
		}
		afterFirst();
	}

	private async wait(ms: number): Promise<boolean> {
		const { signal } = this.closing;
		return sleep(ms, true, { signal, ref: false }).catch(() => false);
	}
}

async function post({ url, headers, body }: Delivery): Promise<Attempt> {
	if (!isOnThisMachine(url)) return { error: 'hooks go to this machine only' };
	try {
		const signal = AbortSignal.timeout(TIMEOUT);
		const response = await fetch(url, {
			method: 'POST',
			headers,
			body,
			redirect: 'manual',
			signal,
		});
		await response.arrayBuffer();
		const seconds = Number(response.headers.get('retry-after') ?? 0);
		return { status: response.status, ...(seconds > 0 && { retryAfter: seconds * 1000 }) };
	} catch (error) {
		return { error: String(error) };
	}
}
