import { randomUUID } from 'node:crypto';
import { openScene, type Scene } from './scene.mts';
import { triggerIn, type Setting } from './triggerHarness.mts';

let scene: Scene;

beforeEach(async () => {
	scene = await openScene();
});
afterEach(() => scene.sandbox.close());

function trigger(parameters: object, change: Partial<Setting> = {}) {
	return triggerIn({
		parameters: parameters as never,
		credential: scene.credential,
		credentialId: randomUUID(),
		...change,
	});
}

const both = { connectOnActivation: true, disconnectOnDeactivation: true };
const sent = () =>
	scene.sandbox.requests.map(({ method, path, verdict, body }) => ({
		...{ method, verdict, body: JSON.parse(body) as unknown },
		call: path.split('/').at(-1),
	}));

test('by default publishing sends nothing', async () => {
	expect(await trigger({}).lifecycle('create', 'trigger', 'activate')).toBe(true);
	expect(await trigger({}).lifecycle('delete', 'internal', 'update')).toBe(true);
	expect(sent()).toEqual([]);
});

test.each(['activate', 'update', 'create'] as const)(
	'Connect on Activation connects the account of the credential (%s)',
	async (activation) => {
		await trigger({ ...both, channelTitle: 'Shop' }).lifecycle('create', 'trigger', activation);
		expect(sent()).toEqual([
			{
				...{ method: 'POST', call: 'connect', verdict: 'accepted' },
				body: { account_id: scene.accountId, title: 'Shop', hook_api_version: 'v2' },
			},
		]);
	},
);

test('Disconnect on Deactivation disconnects it', async () => {
	await trigger(both).lifecycle('delete', 'internal', 'update');
	expect(sent()).toEqual([
		{
			...{ method: 'DELETE', call: 'disconnect', verdict: 'accepted' },
			body: { account_id: scene.accountId },
		},
	]);
	await trigger({ connectOnActivation: true }).lifecycle('delete', 'internal', 'update');
	expect(sent()).toHaveLength(1);
});

test.each(['init', 'leadershipChange'] as const)(
	'a start of n8n (%s) does not depend on amoCRM',
	async (activation) => {
		await trigger(both).lifecycle('create', 'trigger', activation);
		expect(sent()).toEqual([]);
	},
);

test('listening for a test event neither connects nor, at its end, disconnects', async () => {
	const listening = trigger(both, { active: false });
	await listening.lifecycle('create', 'manual', 'manual');
	await listening.lifecycle('delete', 'internal', 'update');
	expect(sent()).toEqual([]);
});

test('a refusal stops publishing and says what to do', async () => {
	const credential = { ...scene.credential, channelSecret: 'wrong' };
	const publishing = trigger(both, { credential }).lifecycle('create', 'trigger', 'activate');
	await expect(publishing).rejects.toMatchObject({
		message: expect.stringContaining('signature') as unknown,
		description: expect.stringContaining('secret') as unknown,
	});
});

test('a host that does not answer stops publishing', async () => {
	const credential = { ...scene.credential, customBaseUrl: 'http://127.0.0.1:9' };
	const publishing = trigger(both, { credential }).lifecycle('create', 'trigger', 'activate');
	await expect(publishing).rejects.toThrow(/127\.0\.0\.1:9|reach/);
});

test('without an account in the credential publishing stops before anything is sent', async () => {
	const credential = { ...scene.credential, accountId: '' };
	const publishing = trigger(both, { credential }).lifecycle('create', 'trigger', 'activate');
	await expect(publishing).rejects.toThrow("'Account ID' of the credential is empty");
	expect(sent()).toEqual([]);
});

describe('a Path', () => {
	const publish = (options: object) =>
		trigger({ options }).lifecycle('create', 'trigger', 'activate');

	test('is taken with the scope of the credential’s channel', async () => {
		await expect(publish({ path: '/shop/tg/', scopeId: ` ${scene.scopeId} ` })).resolves.toBe(true);
	});

	test.each<[string, () => object, string]>([
		['without Scope ID', () => ({ path: 'shop' }), "'Scope ID' is missing"],
		[
			'with a Scope ID that is none',
			() => ({ path: 'shop', scopeId: 'x' }),
			"'Scope ID' is missing",
		],
		[
			'with the scope of another channel',
			() => ({ path: 'shop', scopeId: `${randomUUID()}_${randomUUID()}` }),
			'another channel',
		],
		[
			'with the scope of another account',
			() => ({ path: 'shop', scopeId: `${scene.scopeId.slice(0, 36)}_${randomUUID()}` }),
			'another account',
		],
		[
			'with a placeholder',
			() => ({ path: 'a/:b', scopeId: scene.scopeId }),
			"'Path' has characters",
		],
		['of blanks', () => ({ path: '  ', scopeId: scene.scopeId }), "'Path' has characters"],
	])('%s stops publishing', async (_what, options, message) => {
		await expect(publish(options())).rejects.toThrow(message);
	});
});
