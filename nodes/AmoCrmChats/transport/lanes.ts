/** Work that may run beside other work, but never beside or before what is ahead of it in its lane. */
export interface LaneRun {
	/** The lane of each piece of work; pieces are named by their position here. */
	lanes: readonly string[];
	/** How many pieces may be under way; asked again before each piece is handed out. */
	limit: () => number;
	/** Does one piece of work. Answers false to stop handing out more; must not reject. */
	work: (index: number) => Promise<boolean>;
	/** Asked before each piece is handed out; true stops the run. */
	isStopped?: () => boolean;
}

/**
 * Runs all pieces, at most `limit` at once and in order within each lane.
 * Resolves when nothing is under way any more, be it finished or stopped; what was handed out is always awaited.
 */
export async function runLanes({ lanes, limit, work, isStopped }: LaneRun): Promise<void> {
	const waiting = queuesOf(lanes);
	// Lanes with work and none under way, in the order in which their next piece came up.
	const ready = new Queue([...waiting.values()]);
	let underWay = 0;
	let stopped = false;

	await new Promise<void>((resolve) => {
		const handOut = () => {
			while (!stopped && underWay < Math.max(1, limit())) {
				if (isStopped?.()) stopped = true;
				const lane = stopped ? undefined : ready.take();
				if (lane === undefined) break;
				underWay++;
				void run(lane);
			}
			if (underWay === 0) resolve();
		};
		const run = async (lane: Queue<number>) => {
			const index = lane.take();
			const goOn = index === undefined || (await work(index));
			underWay--;
			if (!goOn) stopped = true;
			if (!lane.isEmpty) ready.add(lane);
			handOut();
		};
		handOut();
	});
}

function queuesOf(lanes: readonly string[]): Map<string, Queue<number>> {
	const queues = new Map<string, Queue<number>>();
	for (const [index, lane] of lanes.entries()) {
		const queue = queues.get(lane) ?? new Queue<number>();
		queue.add(index);
		queues.set(lane, queue);
	}
	return queues;
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
