import { setTimeout as sleep } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { inTime } from '../../../nodes/AmoCrmChats/transport/answer.ts';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

const aborted = async (signal: AbortSignal) =>
	await new Promise<unknown>((resolve) => {
		signal.addEventListener('abort', () => resolve(signal.reason));
	});

test('the time-out comes, however often garbage is collected before', async () => {
	const reasons = Array.from(
		{ length: 5 },
		async () => await inTime(200, new AbortController().signal, aborted),
	);
	for (let look = 0; look < 5; look++) {
		collectGarbage();
		await sleep(20);
	}
	for (const reason of await Promise.all(reasons)) {
		expect(reason).toMatchObject({ name: 'TimeoutError' });
	}
	// One collection takes long where many tests have left their memory.
}, 60_000);

test('a cancelled execution ends it before, for its own reason', async () => {
	const cancel = new AbortController();
	const reason = inTime(60_000, cancel.signal, aborted);
	cancel.abort('cancelled');
	expect(await reason).toBe('cancelled');
});

test('an execution that is cancelled already ends it at once', async () => {
	const work = async (signal: AbortSignal) => await Promise.resolve(signal.aborted);
	expect(await inTime(60_000, AbortSignal.abort('cancelled'), work)).toBe(true);
});

test('what was done in time is not ended later, and fails as it failed', async () => {
	let kept: AbortSignal | undefined;
	const cancel = new AbortController();
	await inTime(10, cancel.signal, async (signal) => await Promise.resolve((kept = signal)));
	cancel.abort();
	await sleep(30);
	expect(kept?.aborted).toBe(false);
	const failing = inTime(10, undefined, async () => await Promise.reject(new Error('own')));
	await expect(failing).rejects.toThrow('own');
});
