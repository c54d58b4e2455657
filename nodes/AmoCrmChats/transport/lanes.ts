/** Work that may run beside other work, but never beside or before what is ahead of it in its lane. */
export interface LaneRun {
	/** The lane of each piece of work; pieces are named by their position here. */
	lanes: readonly string[];
	/** How many pieces may be under way; asked again before each piece is handed out. At least one always is. */
	limit: () => number;
	/** Does one piece of work. Answers false to stop handing out more; so does a rejection, which ends the run. */
	work: (index: number) => Promise<boolean>;
	/** Asked before each piece is handed out; true stops the run. */
	isStopped?: () => boolean;
}

/**
 * Runs all pieces, at most `limit` at once and in order within each lane; lanes take turns.
 * Settles when nothing is under way any more, be it finished or stopped; what was handed out is always awaited.
 */
export async function runLanes({ lanes, limit, work, isStopped }: LaneRun): Promise<void> {
	// Lanes with work and none under way, in the order in which their next piece came up.
	const ready = new Queue(queuesOf(lanes));
	let underWay = 0;
	let stopped = false;
	let rejection: { reason: unknown } | undefined;

	await new Promise<void>((resolve, reject) => {
		const handOut = () => {
			while (!stopped && (underWay === 0 || underWay < limit())) {
				if (isStopped?.()) stopped = true;
				const lane = stopped ? undefined : ready.take();
				const index = lane?.take();
				if (lane === undefined || index === undefined) break;
				underWay++;
				void run(lane, index);
			}
			if (underWay > 0) return;
			if (rejection === undefined) resolve();
			else reject(rejection.reason as Error);
		};
		const run = async (lane: Queue<number>, index: number) => {
			try {
				if (!(await work(index))) stopped = true;
			} catch (reason) {
				stopped = true;
				rejection ??= { reason };
			}
			underWay--;
			if (!lane.isEmpty) ready.add(lane);
			handOut();
		};
		handOut();
	});
}

function queuesOf(lanes: readonly string[]): Array<Queue<number>> {
	const queues = new Map<string, Queue<number>>();
	for (const [index, lane] of lanes.entries()) {
		const queue = queues.get(lane) ?? new Queue<number>();
		queue.add(index);
		queues.set(lane, queue);
	}
	return [...queues.values()];
}

/** First in, first out; taking is cheap however long it is, unlike Array.shift. */
class Queue<T> {
	private first = 0;

	constructor(private readonly entries: T[] = []) {}

	get isEmpty(): boolean {
		return this.first >= this.entries.length;
	}

	add(entry: T): void {
		this.entries.push(entry);
	}

	take(): T | undefined {
		return this.isEmpty ? undefined : this.entries[this.first++];
	}
}
