import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { within } from '../../../nodes/AmoCrmChats/files/visit.ts';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

test('the time-out comes, however often garbage is collected before', async () => {
	const reasons: unknown[] = [];
	const wait = () => {
		const signal = within(200, new AbortController().signal);
		signal.addEventListener('abort', () => reasons.push(signal.reason));
	};
	for (let count = 0; count < 5; count++) wait();
	for (let look = 0; look < 20 && reasons.length < 5; look++) {
		collectGarbage();
		await sleep(50);
	}
	expect(reasons).toHaveLength(5);
	for (const reason of reasons) expect(reason).toMatchObject({ name: 'TimeoutError' });
});

test('a cancelled execution ends it before, for its own reason', async () => {
	const cancel = new AbortController();
	const signal = within(60_000, cancel.signal);
	const aborted = once(signal, 'abort');
	cancel.abort('cancelled');
	await aborted;
	expect(signal.reason).toBe('cancelled');
});

test('of an execution that is cancelled already nothing is begun', () => {
	expect(within(60_000, AbortSignal.abort('cancelled')).reason).toBe('cancelled');
});
