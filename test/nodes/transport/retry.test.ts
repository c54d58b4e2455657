import { Pace, persist } from '../../../nodes/AmoCrmChats/transport/retry';
import { troubleOfStatus, type Trouble } from '../../../nodes/AmoCrmChats/transport/trouble';
import { Clock } from './clock';

const refused = (status: number, waitMs?: number): Trouble => ({
	...troubleOfStatus(status),
	waitMs,
});
const trouble = (flags: Partial<Trouble>): Trouble => ({
	...{ mayRepeat: false, slowDown: false, mayHaveArrived: false },
	...flags,
});
const lost = trouble({ mayRepeat: true, mayHaveArrived: true });
const neverLeft = trouble({ mayRepeat: true });
const known = refused(400);

interface Circumstances {
	maxRetries?: number;
	random?: number;
	cancelAt?: number;
}

/** The service's answers, in turn; undefined is a good one, and all after the last are good. */
async function serve(
	answers: Array<Trouble | undefined>,
	{ maxRetries = 5, random = 1, cancelAt = Infinity }: Circumstances = {},
) {
	const clock = new Clock();
	const isCancelled = () => clock.now >= cancelAt;
	const sleep = async (ms: number) => await clock.sleep(Math.min(ms, cancelAt - clock.now));
	const at: number[] = [];
	const attempt = async () => {
		at.push(clock.now);
		return { trouble: answers[at.length - 1] };
	};
	const pace = new Pace({ max: 10, now: () => clock.now, sleep, isCancelled });
	const options = { pace, maxRetries, sleep, isCancelled, random: () => random };
	const { trouble, mayHaveArrivedBefore } = await clock.runUntil(persist(attempt, options));
	return { at, trouble, mayHaveArrivedBefore, attempts: at.length };
}

test.each([429, 500, 502, 503, 504, 520, 599])('%i is repeated', async (status) => {
	expect(await serve([refused(status)])).toMatchObject({ attempts: 2, trouble: undefined });
});

test.each([301, 400, 401, 403, 404, 409, 453, 501, 505])('%i is not repeated', async (status) => {
	const end = refused(status);
	expect(await serve([end])).toMatchObject({ attempts: 1, trouble: end });
});

test('a time-out or a reset is repeated', async () => {
	expect(await serve([lost])).toMatchObject({ attempts: 2, trouble: undefined });
});

test('a request that never left, for a reason that passes, is repeated', async () => {
	expect(await serve([neverLeft])).toMatchObject({ attempts: 2, trouble: undefined });
});

test('only the flags decide: each of the three has its own effect', async () => {
	const final = trouble({ mayHaveArrived: true, slowDown: true });
	expect(await serve([final])).toMatchObject({ attempts: 1, trouble: final });
	const slow = trouble({ mayRepeat: true, slowDown: true, waitMs: 7000 });
	expect(await serve([slow])).toMatchObject({ at: [0, 7000], mayHaveArrivedBefore: false });
	const single = trouble({ mayRepeat: true, waitMs: 7000 });
	expect(await serve([single])).toMatchObject({ at: [0, 500], mayHaveArrivedBefore: false });
});

test('after the last retry the last trouble is what is said', async () => {
	const troubles = [lost, refused(502), refused(504), refused(502)];
	expect(await serve(troubles, { maxRetries: 3 })).toMatchObject({
		attempts: 4,
		trouble: refused(502),
	});
	expect(await serve(troubles, { maxRetries: 0 })).toMatchObject({ attempts: 1, trouble: lost });
});

test('each wait is twice the one before, up to half a minute, and jittered by half', async () => {
	const troubles = Array.from({ length: 9 }, () => lost);
	const waits = async (random: number) => {
		const { at } = await serve(troubles, { maxRetries: 9, random });
		return at.slice(1).map((moment, index) => moment - (at[index] ?? 0));
	};
	expect(await waits(1)).toEqual([500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000]);
	expect(await waits(0)).toEqual([250, 500, 1000, 2000, 4000, 8000, 15_000, 15_000, 15_000]);
});

test('the wait that the service names is obeyed, and a 429 without one waits as any other', async () => {
	const { at } = await serve([refused(429, 7000), refused(429), refused(503)]);
	expect(at).toEqual([0, 7000, 8000, 10_000]);
});

test('after an attempt that nobody knows the end of, the request may have arrived before', async () => {
	for (const first of [lost, refused(500), refused(502), refused(503), refused(504)]) {
		const expected = { attempts: 2, mayHaveArrivedBefore: true, trouble: known };
		expect(await serve([first, known])).toMatchObject(expected);
	}
	expect(await serve([lost, refused(429), known])).toMatchObject({ mayHaveArrivedBefore: true });
});

test('at the first attempt, and after one that carried out nothing, it cannot have arrived before', async () => {
	const expected = { mayHaveArrivedBefore: false, trouble: known };
	expect(await serve([known])).toMatchObject({ attempts: 1, ...expected });
	expect(await serve([refused(429), known])).toMatchObject({ attempts: 2, ...expected });
	expect(await serve([neverLeft, known])).toMatchObject({ attempts: 2, ...expected });
	expect(await serve([lost], { maxRetries: 0 })).toMatchObject({ mayHaveArrivedBefore: false });
});

test('a cancelled run is not repeated, and does not wait', async () => {
	expect(await serve([lost], { cancelAt: 100 })).toMatchObject({ attempts: 1, trouble: lost });
	const paused = [refused(429, 60_000)];
	expect((await serve(paused, { cancelAt: 100 })).attempts).toBeLessThanOrEqual(2);
});

test('a service that asks to wait no time is not asked again at once', async () => {
	const { at, trouble } = await serve([refused(429, 0), refused(429, 0)]);
	expect(trouble).toBeUndefined();
	expect(at).toEqual([0, 500, 1500]);
});
