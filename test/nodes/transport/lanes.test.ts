import fc from 'fast-check';
import { runLanes } from '../../../nodes/AmoCrmChats/transport/lanes';
import { Clock } from './clock';

type Ending = 'done' | 'stop' | 'reject';

interface Piece {
	lane: string;
	takes: number;
	ending: Ending;
}

interface Event {
	kind: 'start' | 'end';
	index: number;
	at: number;
	/** What limit() said when the piece was handed out. */
	limit: number;
}

interface Simulation {
	pieces: Piece[];
	/** The limit from each moment on; the last one stays. */
	limits?: number[];
	cancelAt?: number;
}

/** Runs the pieces on a simulated clock and tells what happened when. */
async function simulate({ pieces, limits = [1], cancelAt = Infinity }: Simulation) {
	const clock = new Clock();
	const events: Event[] = [];
	const limit = () => limits[Math.min(Math.floor(clock.now / 10), limits.length - 1)] ?? 1;
	let rejection: unknown;
	let settledAt = NaN;
	const run = runLanes({
		lanes: pieces.map(({ lane }) => lane),
		limit,
		isStopped: () => clock.now >= cancelAt,
		work: async (index) => {
			const { takes, ending } = pieces[index] as Piece;
			events.push({ kind: 'start', index, at: clock.now, limit: limit() });
			await clock.sleep(takes);
			events.push({ kind: 'end', index, at: clock.now, limit: limit() });
			if (ending === 'reject') throw new Error(`piece ${index}`);
			return ending === 'done';
		},
	})
		.catch((reason: unknown) => (rejection = reason))
		.finally(() => (settledAt = clock.now));
	await clock.runUntil(run);
	return { events, rejection, settledAt };
}

const started = (events: Event[]) =>
	events.filter(({ kind }) => kind === 'start').map(({ index }) => index);
const ended = (events: Event[]) =>
	events.filter(({ kind }) => kind === 'end').map(({ index }) => index);

const piece = (ending: fc.Arbitrary<Ending>) =>
	fc.record({
		lane: fc.constantFrom('', 'a', 'b', 'c', '__proto__'),
		takes: fc.integer({ min: 0, max: 20 }),
		ending,
	});
const anyEnding = fc.constantFrom<Ending>('done', 'done', 'done', 'done', 'stop', 'reject');
const simulation = fc.record({
	pieces: fc.array(piece(anyEnding), { maxLength: 40 }),
	limits: fc.array(fc.integer({ min: 0, max: 8 }), { minLength: 1, maxLength: 6 }),
	cancelAt: fc.oneof(fc.constant(Infinity), fc.integer({ min: 0, max: 60 })),
});

/** For any lanes, durations, endings, changing limits and cancellation. */
function everyRun(
	check: (run: Simulation, happened: Awaited<ReturnType<typeof simulate>>) => void,
) {
	return fc.assert(
		fc.asyncProperty(simulation, async (run) => check(run, await simulate(run))),
		{ numRuns: 300 },
	);
}

test('never more under way than the limit that held when the last piece was handed out', () =>
	everyRun((_run, { events }) => {
		let underWay = 0;
		for (const { kind, limit } of events) {
			underWay += kind === 'start' ? 1 : -1;
			if (kind === 'start') expect(underWay).toBeLessThanOrEqual(Math.max(1, limit));
		}
	}));

test('never two of one lane, and a lane keeps its order', () =>
	everyRun(({ pieces }, { events }) => {
		const open = new Map<string, number>();
		const last = new Map<string, number>();
		for (const { kind, index } of events) {
			const { lane } = pieces[index] as Piece;
			if (kind === 'start') {
				expect(open.get(lane)).toBeUndefined();
				expect(index).toBeGreaterThan(last.get(lane) ?? -1);
				open.set(lane, index);
				last.set(lane, index);
			} else {
				open.delete(lane);
			}
		}
	}));

test('nothing is run twice, and what was started is ended before the run settles', () =>
	everyRun((_run, { events, settledAt }) => {
		expect(new Set(started(events)).size).toBe(started(events).length);
		expect(ended(events).sort()).toEqual(started(events).sort());
		expect(settledAt).toBeGreaterThanOrEqual(Math.max(0, ...events.map(({ at }) => at)));
	}));

test('nothing is forgotten when nothing stops the run', () =>
	fc.assert(
		fc.asyncProperty(
			fc.array(piece(fc.constant('done')), { maxLength: 40 }),
			fc.integer({ min: 0, max: 8 }),
			async (pieces, limit) => {
				const { events } = await simulate({ pieces, limits: [limit] });
				expect(ended(events).sort((a, b) => a - b)).toEqual([...pieces.keys()]);
			},
		),
	));

test('after a stop, a rejection or a cancellation nothing more is started', () =>
	everyRun(({ pieces, cancelAt = Infinity }, { events }) => {
		const isLast = ({ kind, index }: Event) =>
			kind === 'end' && (pieces[index] as Piece).ending !== 'done';
		const stop = events.findIndex(isLast);
		if (stop >= 0) expect(started(events.slice(stop))).toEqual([]);
		expect(started(events.filter(({ at }) => at >= cancelAt))).toEqual([]);
	}));

test('the first rejection comes out once nothing is under way', () =>
	everyRun(({ pieces }, { events, rejection }) => {
		const rejected = ended(events).find((index) => (pieces[index] as Piece).ending === 'reject');
		expect(rejection).toEqual(rejected === undefined ? undefined : new Error(`piece ${rejected}`));
	}));

test('lanes take turns, so a long chat does not hold up a short one', async () => {
	const lanes = ['long', 'long', 'long', 'long', 'short'];
	const pieces = lanes.map((lane) => ({ lane, takes: 1, ending: 'done' as const }));
	const { events } = await simulate({ pieces, limits: [1] });
	expect(started(events)).toEqual([0, 4, 1, 2, 3]);
});

test('it uses all of the limit: 100 lanes of 10 take as long as the longest lane', async () => {
	const pieces = Array.from({ length: 1000 }, (_, index) => ({
		lane: `chat ${index % 100}`,
		takes: 60,
		ending: 'done' as const,
	}));
	expect((await simulate({ pieces, limits: [100] })).settledAt).toBe(600);
	expect((await simulate({ pieces, limits: [50] })).settledAt).toBe(1200);
});

test('100,000 pieces that take no time do not exhaust the stack', async () => {
	let count = 0;
	await runLanes({
		lanes: Array.from({ length: 100_000 }, (_, index) => String(index % 7)),
		limit: () => 5,
		work: async () => ++count > 0,
	});
	expect(count).toBe(100_000);
});
