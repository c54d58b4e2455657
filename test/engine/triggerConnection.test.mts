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
		parameters: { events: ['message'], ...parameters } as never,
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
	'Connect on Publish connects the account of the credential (%s)',
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

test('Disconnect on Unpublish disconnects it', async () => {
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

describe('what can accept nothing', () => {
	const jwt = 'eyJ0eXAiOiJKV1QiLCJhbGciOiJSUzI1NiJ9.eyJhdWQiOiIxIn0.sig';
	const cases: Array<[string, object, object, string]> = [
		['an account number', { accountId: '30512345' }, {}, "'Account ID'"],
		['a token as account', { accountId: jwt }, {}, "'Account ID'"],
		['a scope ID as channel', { channelId: `${randomUUID()}_${randomUUID()}` }, {}, "'Channel ID'"],
		['no channel', { channelId: '' }, {}, "'Channel ID'"],
		['a blank secret', { channelSecret: ' ' }, {}, "'Channel Secret'"],
		[
			'the secret of an OAuth integration',
			{ channelSecret: 'aB3x'.repeat(16) },
			{},
			"'Channel Secret'",
		],
		['a token as secret', { channelSecret: jwt }, {}, "'Channel Secret'"],
		['an ID as secret', { channelSecret: randomUUID() }, {}, "'Channel Secret'"],
		['a type of a messenger', {}, { options: { messageTypes: 'photo' } }, "Message Types' has"],
		['a user who is none', {}, { options: { users: 'Maria' } }, 'Users\' has "Maria"'],
		['no event', {}, { events: [] }, "'Trigger On' is empty"],
	];
	const publish = (
		change: object,
		form: object,
		activation: 'activate' | 'init',
		lines: string[] = [],
	) =>
		trigger(form, { credential: { ...scene.credential, ...change } as never }).lifecycle(
			...(['create', 'trigger', activation, lines] as const),
		);

	test.each(cases)(
		'%s stops publishing, whatever options are set',
		async (_what, change, form, words) => {
			await expect(publish(change, form, 'activate')).rejects.toMatchObject({
				message: expect.stringContaining(words) as string,
				description: expect.stringMatching(/\w/) as string,
			});
		},
	);

	test.each(cases)('%s does not stop n8n from starting, and is in its log', async (...args) => {
		const [, change, form, words] = args;
		const lines: string[] = [];
		await expect(publish(change, form, 'init', lines)).resolves.toBe(true);
		expect(lines).toEqual([expect.stringContaining(words)]);
	});

	test('a secret that amoCRM would not give out may be a sandbox’s', async () => {
		await expect(publish({ channelSecret: 'a secret' }, {}, 'activate')).resolves.toBe(true);
	});
});
