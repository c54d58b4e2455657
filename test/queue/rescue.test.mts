import { execFileSync } from 'node:child_process';
import { deployFile, readServices } from '../../sandbox/cluster/compose.mts';
import { findPrograms } from '../../sandbox/cluster/programs.mts';
import { startRedis, type Store } from '../../sandbox/cluster/stores.mts';

const password = 'secret';
const programs = findPrograms();
let redis: Store;

beforeAll(async () => {
	const services = readServices(deployFile('queue/compose.yaml'), {
		...{ N8N_DOMAIN: 'x', N8N_ENCRYPTION_KEY: 'x' },
		...{ POSTGRES_PASSWORD: 'x', REDIS_PASSWORD: password },
	});
	if (!services.redis) throw new Error('no Redis in the compose file');
	redis = await startRedis(programs, services.redis);
});
afterAll(async () => {
	await redis.server.down();
	await redis.remove();
});
beforeEach(() => ask('flushall'));

function ask(...command: string[]): string {
	const login = ['-p', String(redis.port), '-a', password, '--no-auth-warning'];
	return execFileSync(programs.redisCli, [...login, ...command], { encoding: 'utf8' }).trim();
}

const look = () => ask('--eval', deployFile('queue/rescue.lua'));

/** As a worker takes a job; its lock goes when it dies. */
function take(id: string): void {
	ask('lpush', 'bull:jobs:active', id);
	ask('set', `bull:jobs:${id}:lock`, 'worker');
}
const die = (id: string) => ask('del', `bull:jobs:${id}:lock`);

test('a job that its worker holds stays with it', () => {
	take('1');
	expect([look(), look(), look()]).toEqual(['', '', '']);
	expect(ask('lrange', 'bull:jobs:active', '0', '-1')).toBe('1');
});

test('a job that is being taken, with its lock to come, is left alone', () => {
	take('1');
	die('1');
	expect(look()).toBe('');
	ask('set', 'bull:jobs:1:lock', 'worker');
	expect(look()).toBe('');
	die('1');
	expect(look()).toBe('');
	expect(ask('llen', 'bull:jobs:wait')).toBe('0');
});

test("a dead worker's job is the next that another takes", () => {
	ask('lpush', 'bull:jobs:wait', '2', '3');
	take('1');
	die('1');
	look();
	expect(look()).toBe('1');
	expect(ask('llen', 'bull:jobs:active')).toBe('0');
	// Workers take from the right.
	expect(ask('lrange', 'bull:jobs:wait', '0', '-1')).toBe('3\n2\n1');
});

test('a job that kills its workers is given back three times', () => {
	const given = Array.from({ length: 4 }, () => {
		take('1');
		die('1');
		look();
		const back = look();
		ask('del', 'bull:jobs:wait');
		return back;
	});
	expect(given).toEqual(['1', '1', '1', '']);
	expect(ask('llen', 'bull:jobs:active')).toBe('0');
});
