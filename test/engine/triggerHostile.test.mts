import { createHmac, randomUUID } from 'node:crypto';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { hostileRequest, isGood, randomFrom, type Target } from './hostileRequests.mts';
import { triggerIn, type Answer, type Knock } from './triggerHarness.mts';

jest.setTimeout(180_000);

const target: Target = {
	...{ secret: '0123456789abcdef'.repeat(3).slice(0, 40), channelId: randomUUID() },
	accountId: randomUUID(),
};
const trigger = triggerIn({
	parameters: { events: ['message', 'commentReply', 'reaction', 'typing', 'other'] },
	credential: { channelId: target.channelId, channelSecret: target.secret },
	credentialId: randomUUID(),
});

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

function heapInUse(): number {
	collectGarbage();
	return process.memoryUsage().heapUsed;
}

function verdictOf({ item, status, ended, result }: Answer): string {
	if (item !== undefined) return 'executed';
	return ended && result.noWebhookResponse === true ? String(status) : 'nothing';
}

test('12,000 hostile requests: no forgery is accepted, nothing is thrown, memory stays', async () => {
	const seed = Number(process.env.FUZZ_SEED ?? 20250204);
	const random = randomFrom(seed);
	const unhandled: unknown[] = [];
	const note = (reason: unknown) => unhandled.push(reason);
	process.on('unhandledRejection', note);
	const counts: Record<string, number> = {};
	let warm = 0;
	for (let index = 0; index < 12_000; index++) {
		const { knock, body } = hostileRequest(random, target);
		const good = isGood(target, knock, body);
		const verdict = verdictOf(await trigger.knock(knock));
		counts[verdict] = (counts[verdict] ?? 0) + 1;
		if ((verdict === 'executed') !== good || !/^(executed|40[013])$/.test(verdict)) {
			throw new Error(`seed ${seed}, request ${index}: ${verdict}, and ${good ? 'good' : 'bad'}`);
		}
		if (index === 3000) warm = heapInUse();
	}
	const grown = heapInUse() - warm;
	process.off('unhandledRejection', note);
	console.log(`verdicts ${JSON.stringify(counts)}, memory grew by ${Math.round(grown / 1024)} KiB`);
	expect(unhandled).toEqual([]);
	// Each verdict was met, so the generator reaches every door.
	for (const verdict of ['executed', '400', '401', '403']) {
		expect(counts[verdict]).toBeGreaterThan(200);
	}
	expect(grown).toBeLessThan(8 * 1024 * 1024);
	expect({}).not.toHaveProperty('polluted');
});

test('how long refusals take is told, not judged', async () => {
	const body = Buffer.from(JSON.stringify({ account_id: target.accountId, text: 'x'.repeat(700) }));
	const right = createHmac('sha1', target.secret).update(body).digest('hex');
	const flip = (at: number) =>
		`${right.slice(0, at)}${right[at] === '0' ? '1' : '0'}${right.slice(at + 1)}`;
	const foreign = { scope_id: `${target.accountId}_${target.accountId}` };
	const own = { scope_id: `${target.channelId}_${target.accountId}` };
	const cases: Record<string, Knock> = {
		'first digit wrong': { headers: { 'x-signature': flip(0) }, params: own },
		'last digit wrong': { headers: { 'x-signature': flip(39) }, params: own },
		'another secret': { headers: { 'x-signature': 'a'.repeat(40) }, params: own },
		'right secret, foreign account': { headers: { 'x-signature': right }, params: foreign },
	};
	const times = new Map(Object.keys(cases).map((name) => [name, [] as number[]]));
	for (let round = 0; round < 3000; round++) {
		for (const [name, knock] of Object.entries(cases)) {
			const started = performance.now();
			await trigger.knock({ ...knock, rawBody: body });
			times.get(name)?.push(performance.now() - started);
		}
	}
	const median = (all: number[]) => all.sort((a, b) => a - b)[all.length >> 1] ?? 0;
	const lines = [...times].map(([name, all]) => `${name}: ${(median(all) * 1000).toFixed(0)} µs`);
	console.log(`median time to refuse\n${lines.join('\n')}`);
	expect(lines).toHaveLength(4);
});
