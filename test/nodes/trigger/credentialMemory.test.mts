import { channelIn, type Channel } from '../../../nodes/AmoCrmChats/shared/channelCredential.ts';
import { ChannelMemory } from '../../../nodes/AmoCrmChats/trigger/credentialMemory.ts';

const REFUSED = 401;

/** A credential that can be changed and counts how often it is read; time moves when a test says so. */
function scene(secret = 'first') {
	const credential = { secret, reads: 0, now: 1_000_000 };
	const memory = new ChannelMemory(() => credential.now);
	const read = async (): Promise<Channel> => {
		credential.reads++;
		return { channelId: 'c', secret: credential.secret, accountId: '', botId: '' };
	};
	const knock = (signedWith: string, id = 'a') =>
		memory.verdict<number | undefined>(
			id,
			read,
			(channel) => (channel.secret === signedWith ? undefined : REFUSED),
			(verdict) => verdict === undefined,
		);
	return { credential, knock };
}

test('the credential is read once for many hooks', async () => {
	const { credential, knock } = scene();
	for (let i = 0; i < 100; i++) expect(await knock('first')).toBeUndefined();
	expect(credential.reads).toBe(1);
});

test('hooks that arrive together share the first reading', async () => {
	const { credential, knock } = scene();
	const verdicts = await Promise.all(Array.from({ length: 50 }, () => knock('first')));
	expect(verdicts.every((verdict) => verdict === undefined)).toBe(true);
	expect(credential.reads).toBe(1);
});

test('it is read again after half a minute', async () => {
	const { credential, knock } = scene();
	await knock('first');
	credential.now += 29_999;
	await knock('first');
	expect(credential.reads).toBe(1);
	credential.now += 1;
	await knock('first');
	expect(credential.reads).toBe(2);
});

test('a changed secret works at once, also for hooks that arrive together', async () => {
	const { credential, knock } = scene();
	await knock('first');
	credential.secret = 'second';
	credential.now += 1;
	const verdicts = await Promise.all(Array.from({ length: 20 }, () => knock('second')));
	expect(verdicts).toEqual(Array.from({ length: 20 }, () => undefined));
	expect(credential.reads).toBe(2);
	expect(await knock('first')).toBe(REFUSED);
});

test('a withdrawn secret is refused after half a minute at the latest', async () => {
	const { credential, knock } = scene();
	await knock('first');
	credential.secret = 'second';
	credential.now += 30_000;
	expect(await knock('first')).toBe(REFUSED);
});

test('a flood of forgeries has it read once a second', async () => {
	const { credential, knock } = scene();
	await knock('first');
	for (let i = 0; i < 5000; i++) {
		credential.now += 1;
		expect(await knock('forged')).toBe(REFUSED);
	}
	expect(credential.reads).toBeLessThanOrEqual(6);
	expect(credential.reads).toBeGreaterThanOrEqual(5);
});

test('the first hook of all is not a reason to read twice, forged or not', async () => {
	const { credential, knock } = scene();
	expect(await knock('forged')).toBe(REFUSED);
	expect(credential.reads).toBe(1);
});

test('a secret that is changed during a flood works within a second', async () => {
	const { credential, knock } = scene();
	await knock('first');
	credential.now += 1;
	await knock('forged');
	credential.secret = 'second';
	credential.now += 1000;
	expect(await knock('second')).toBeUndefined();
});

test('each credential is remembered by itself', async () => {
	const { credential, knock } = scene();
	await knock('first', 'a');
	await knock('first', 'b');
	expect(credential.reads).toBe(2);
});

test('what the credential says is trimmed; what it does not say is empty', () => {
	expect(channelIn({ channelId: ' c ', channelSecret: 's\n' })).toMatchObject({
		...{ channelId: 'c', secret: 's', accountId: '' },
	});
});
