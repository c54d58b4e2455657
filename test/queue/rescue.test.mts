import { deployFile, readServices } from '../../sandbox/cluster/compose.mts';
import { findPrograms } from '../../sandbox/cluster/programs.mts';
import { startRedis, type Redis } from '../../sandbox/cluster/stores.mts';

const LOOKS = 6;
let redis: Redis;

beforeAll(async () => {
	const service = readServices(deployFile('queue/compose.yaml')).redis;
	if (!service) throw new Error('no Redis in the compose file');
	redis = await startRedis(findPrograms(), service);
});
afterAll(async () => {
	await redis.server.down();
	await redis.remove();
});
beforeEach(() => redis.ask('flushall'));

const look = (keys = 'bull:jobs:') => redis.ask('--eval', deployFile('queue/rescue.lua'), keys);

/** What each of so many looks gave back. */
async function looks(count: number): Promise<string[]> {
	const given: string[] = [];
	while (given.length < count) given.push(await look());
	return given;
}
const nothing = (count: number) => Array<string>(count).fill('');

/** As a worker takes a job; its lock goes when it dies. */
async function take(id: string): Promise<void> {
	await redis.ask('lpush', 'bull:jobs:active', id);
	await redis.ask('hset', `bull:jobs:${id}`, 'data', '{}');
	await redis.ask('set', `bull:jobs:${id}:lock`, 'worker');
}
const die = (id: string) => redis.ask('del', `bull:jobs:${id}:lock`);

test('a job that its worker holds stays with it', async () => {
	await take('1');
	expect(await looks(LOOKS + 2)).toEqual(nothing(LOOKS + 2));
	expect(await redis.ask('lrange', 'bull:jobs:active', '0', '-1')).toBe('1');
});

test('a job that is being taken, with its lock to come, is left alone', async () => {
	await take('1');
	await die('1');
	expect(await looks(LOOKS - 1)).toEqual(nothing(LOOKS - 1));
	await redis.ask('set', 'bull:jobs:1:lock', 'worker');
	expect(await look()).toBe('');
	await die('1');
	expect(await looks(LOOKS - 1)).toEqual(nothing(LOOKS - 1));
	expect(await redis.ask('llen', 'bull:jobs:wait')).toBe('0');
});

test("a dead worker's job is the next that another takes", async () => {
	await redis.ask('lpush', 'bull:jobs:wait', '2', '3');
	await take('1');
	await die('1');
	expect(await looks(LOOKS)).toEqual([...nothing(LOOKS - 1), '1']);
	expect(await redis.ask('llen', 'bull:jobs:active')).toBe('0');
	// Workers take from the right.
	expect(await redis.ask('lrange', 'bull:jobs:wait', '0', '-1')).toBe('3\n2\n1');
});

test('a job that kills its workers is given back three times, and leaves nothing behind', async () => {
	const given: string[] = [];
	for (let death = 0; death < 4; death++) {
		await take('1');
		await die('1');
		given.push((await looks(LOOKS)).at(-1) ?? '');
		await redis.ask('del', 'bull:jobs:wait');
	}
	expect(given).toEqual(['1', '1', '1', '']);
	expect(await redis.ask('keys', '*')).toBe('');
});

test('what has ended without a lock is forgotten', async () => {
	await take('1');
	await die('1');
	await look();
	await redis.ask('del', 'bull:jobs:active', 'bull:jobs:1');
	await look();
	expect(await redis.ask('keys', '*')).toBe('');
});

test('n8n may be told another prefix', async () => {
	await redis.ask('lpush', 'shop:jobs:active', '1');
	for (let count = 1; count < LOOKS; count++) await look('shop:jobs:');
	expect(await look('shop:jobs:')).toBe('1');
	expect(await redis.ask('lrange', 'shop:jobs:wait', '0', '-1')).toBe('1');
});
