import { Pace } from '../../../nodes/AmoCrmChats/transport/retry';
import { Clock } from './clock';

interface Server {
	/** What it answers to a request that arrives now: undefined when good, else the milliseconds to wait. */
	answer: (now: number) => number | undefined;
	latency?: number;
}

/** Sends `count` requests through a pace, each as often as it takes, and tells when each arrived. */
async function drive(count: number, max: number, { answer, latency = 50 }: Server) {
	const clock = new Clock();
	const pace = new Pace({
		max,
		now: () => clock.now,
		sleep: clock.sleep,
		isCancelled: () => false,
	});
	const arrivals: Array<{ at: number; pause: number | undefined }> = [];
	const limits: number[] = [];
	let inFlight = 0;
	let most = 0;
	const one = async () => {
		let pause: number | undefined;
		do {
			pause = await pace.run(
				async () => {
					most = Math.max(most, ++inFlight);
					const verdict = answer(clock.now);
					arrivals.push({ at: clock.now, pause: verdict });
					await clock.sleep(latency);
					inFlight--;
					return verdict;
				},
				(verdict) => verdict,
			);
			limits.push(pace.limit);
		} while (pause !== undefined);
	};
	await clock.runUntil(Promise.all(Array.from({ length: count }, one)));
	return { arrivals, limits, most, took: clock.now };
}

const always = { answer: () => undefined };

test('it starts with twenty and doubles per round until it has all it may use', async () => {
	const { arrivals } = await drive(500, 80, always);
	const perRound = new Map<number, number>();
	for (const { at } of arrivals) perRound.set(at, (perRound.get(at) ?? 0) + 1);
	expect([...perRound.values()].slice(0, 5)).toEqual([20, 40, 80, 80, 80]);
});

test('never more than the maximum, also when that is less than the start', async () => {
	for (const max of [1, 3, 10, 64]) expect((await drive(200, max, always)).most).toBe(max);
});

test('asked to wait, nothing at all is sent until then', async () => {
	const { arrivals } = await drive(1000, 50, {
		answer: (now) => (now >= 200 && now < 300 ? 5000 : undefined),
	});
	const refused = arrivals.filter(({ pause }) => pause !== undefined);
	expect(refused.length).toBeGreaterThan(0);
	const heard = Math.min(...refused.map(({ at }) => at)) + 50;
	expect(arrivals.filter(({ at }) => at > heard && at < heard + 5000)).toEqual([]);
});

test('a burst refused together halves the number once, and it grows again', async () => {
	let refusals = 0;
	const { limits } = await drive(3000, 40, {
		answer: (now) => (now === 500 && ++refusals <= 40 ? 1000 : undefined),
	});
	expect(refusals).toBe(40);
	expect(Math.min(...limits.slice(limits.indexOf(40)))).toBe(20);
	expect(limits.at(-1)).toBeGreaterThan(25);
});

test('a service that takes 7 requests per second is served in full, with few refusals', async () => {
	let window = -1;
	let taken = 0;
	const { arrivals, took } = await drive(200, 100, {
		answer: (now) => {
			if (Math.floor(now / 1000) !== window) [window, taken] = [Math.floor(now / 1000), 0];
			return ++taken <= 7 ? undefined : 1000 - (now % 1000);
		},
	});
	expect(arrivals.filter(({ pause }) => pause === undefined)).toHaveLength(200);
	expect(took).toBeLessThan(40_000);
	expect(arrivals.length).toBeLessThan(200 * 1.4);
});

test('a pause of an hour is cut to a quarter of one', async () => {
	const { took } = await drive(1, 1, { answer: (now) => (now === 0 ? 3_600_000 : undefined) });
	expect(took).toBe(50 + 900_000 + 50);
});

test('when the run is cancelled nobody waits any more', async () => {
	const clock = new Clock();
	let isCancelled = false;
	const pace = new Pace({
		max: 1,
		now: () => clock.now,
		sleep: async () => await Promise.resolve(),
		isCancelled: () => isCancelled,
	});
	await pace.run(
		async () => 60_000,
		(pause) => pause,
	);
	isCancelled = true;
	await pace.run(
		async () => undefined,
		() => undefined,
	);
	expect(clock.now).toBe(0);
});

test('a request that rejects makes room for the next', async () => {
	const clock = new Clock();
	const pace = new Pace({
		max: 1,
		now: () => clock.now,
		sleep: clock.sleep,
		isCancelled: () => false,
	});
	const fail = pace.run(
		async () => await Promise.reject(new Error('no')),
		() => undefined,
	);
	const next = pace.run(
		async () => 'next',
		() => undefined,
	);
	await expect(fail).rejects.toThrow('no');
	expect(await clock.runUntil(next)).toBe('next');
});
