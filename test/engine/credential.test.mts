import './environment.mts';
import { CredentialTestContext } from 'n8n-core';
import type {
	ICredentialDataDecryptedObject,
	ICredentialTestFunction,
	INodeCredentialTestResult,
} from 'n8n-workflow';
import { loadBuilt } from './built.mts';
import { openScene, type Scene } from './scene.mts';
import { startStranger, type Answer } from './stranger.mts';

let scene: Scene;
let run: ICredentialTestFunction;

beforeAll(async () => {
	const { action, trigger } = await loadBuilt();
	run = action.methods?.credentialTest?.testChannel as ICredentialTestFunction;
	// n8n looks for it in the first node that it finds, which is the trigger where the action is excluded.
	expect(trigger.methods?.credentialTest?.testChannel).toBe(run);
	scene = await openScene();
});
afterAll(() => scene.sandbox.close());

async function verdict(change: object) {
	const data = { ...scene.credential, ...change } as ICredentialDataDecryptedObject;
	const context = new CredentialTestContext({} as never);
	return await run.call(context, { id: '', name: '', type: 'amoCrmChatsApi', data });
}

async function verdictAt(answer: Answer | undefined) {
	const stranger = await startStranger(answer);
	try {
		return await verdict({ customBaseUrl: stranger.url });
	} finally {
		await stranger.close();
	}
}

const json = (status: number, body: object): Answer => ({
	status,
	headers: { 'content-type': 'application/json' },
	body: JSON.stringify(body),
});
const ofApi = (status: number, error_type: string, error_code = status) =>
	json(status, { status: 0, error_code, error_type, error_description: 'x' });

const isError = (words: string) => ({ status: 'Error', message: expect.stringContaining(words) });

test('a working pair is good, and nothing is changed by the test', async () => {
	const { requests } = scene.sandbox;
	expect(await verdict({})).toEqual({ status: 'OK', message: 'Connection successful!' });
	expect(requests.at(-1)).toMatchObject({ status: 400, check: 'schema' });
});

test('only what is documented for a working pair is good', async () => {
	expect(await verdictAt(ofApi(400, 'INVALID_DATA'))).toMatchObject({ status: 'OK' });
	expect(await verdictAt(json(400, { error_type: 'INVALID_DATA' }))).toMatchObject({
		status: 'OK',
	});
});

const NOT_THE_API = 'is not the Chats API';
const page = (status: number): Answer => ({
	...{ status, headers: { 'content-type': 'text/html' } },
	body: '<!doctype html><p>Hello',
});

test.each<[string, Answer, string]>([
	['404 without a body', { status: 404 }, NOT_THE_API],
	['404 with a web page', page(404), NOT_THE_API],
	['404 in the JSON of another service', json(404, { message: 'Not Found' }), NOT_THE_API],
	['403 without a body', { status: 403 }, 'without the words of the Chats API'],
	['403 with text', { status: 403, body: 'Forbidden' }, 'without the words of the Chats API'],
	['402', json(402, { title: 'Payment Required', status: 402 }), NOT_THE_API],
	['401 of the CRM', json(401, { title: 'Unauthorized', status: 401 }), NOT_THE_API],
	['405', { status: 405 }, NOT_THE_API],
	[
		'a redirect',
		{ status: 301, headers: { location: 'https://new.example/x?key=1' } },
		NOT_THE_API,
	],
	['a redirect of POST', { status: 307, headers: { location: '/login' } }, NOT_THE_API],
	['204', { status: 204 }, NOT_THE_API],
	['200 without a body', { status: 200 }, NOT_THE_API],
	['200 "OK"', { status: 200, body: 'OK' }, NOT_THE_API],
	['200 with a web page', page(200), NOT_THE_API],
	['200 with JSON', json(200, { ok: true }), NOT_THE_API],
	['200 with a list', json(200, []), NOT_THE_API],
	['200 with the words of a 400', ofApi(200, 'INVALID_DATA', 400), NOT_THE_API],
	['400 without a body', { status: 400 }, NOT_THE_API],
	['400 with a web page', page(400), NOT_THE_API],
	['400 in the JSON of another service', json(400, { error: 'Bad Request' }), NOT_THE_API],
	['400 of the CRM', json(400, { title: 'Bad Request', type: 'x', status: 400 }), NOT_THE_API],
	['400 for another reason', ofApi(400, 'ORIGIN_USER_ERROR', 453), NOT_THE_API],
	['429', { status: 429 }, 'too many requests'],
	['500', { status: 500 }, 'is not available at the moment (status 500)'],
	['502', page(502), 'is not available at the moment (status 502)'],
	['503', { status: 503 }, 'is not available at the moment (status 503)'],
	['504', { status: 504 }, 'is not available at the moment (status 504)'],
])('a host that answers %s is not good', async (_, answer, words) => {
	expect(await verdictAt(answer)).toEqual(isError(words));
});

test('a redirect is not followed, and only its host is told', async () => {
	const { requests } = scene.sandbox;
	const before = requests.length;
	const location = `${scene.sandbox.url}/v2/origin/custom/${scene.channelId}/connect?key=1`;
	const { message } = await verdictAt({ status: 307, headers: { location } });
	expect(message).toContain(`(status 307, a redirect to ${new URL(scene.sandbox.url).host})`);
	expect(message).not.toContain('key');
	expect(requests).toHaveLength(before);
});

test('a wrong secret is told from an unknown channel', async () => {
	expect(await verdict({ channelSecret: 'f'.repeat(40) })).toEqual(
		isError('copy the Channel Secret again'),
	);
	expect(await verdict({ channelId: '344a5002-f8ca-454d-af3d-396180102ac7' })).toEqual(
		isError('check the Channel ID'),
	);
});

test.each<[string, () => Promise<INodeCredentialTestResult>, string]>([
	[
		'nobody listens',
		() => verdict({ customBaseUrl: 'http://127.0.0.1:9' }),
		'Nothing answers at 127.0.0.1:9. The connection was refused.',
	],
	[
		'the name is not known',
		() => verdict({ customBaseUrl: 'http://amojo.invalid' }),
		'The host amojo.invalid is not known. Check',
	],
	[
		'the host hangs up',
		() => verdictAt(undefined),
		'closed the connection before it answered. Try again',
	],
])('where %s, words say so, not codes', async (_, test, words) => {
	const answer = await test();
	expect(answer).toEqual(isError(words));
	expect(answer.message).not.toMatch(/\bE[A-Z_]{4,}/);
});

test('fields of the wrong form are all named, and nothing is sent', async () => {
	const sent = scene.sandbox.requests.length;
	const { status, message } = await verdict({
		...{ channelId: `${scene.channelId}_${scene.accountId}`, accountId: '30512345' },
		...{ botId: 'my-bot', channelSecret: 'aB3xY9zz'.repeat(8) },
	});
	expect(status).toBe('Error');
	expect(message).toContain("'Channel ID' of the credential is a scope ID. Enter only the part");
	expect(message).toContain("'Channel Secret' of the credential has 64 characters");
	expect(message).toContain("'Account ID' of the credential is the number of the account. Enter");
	expect(message).toContain("'Bot ID' of the credential is not a UUID. Enter");
	const host = await verdict({ customBaseUrl: `${scene.sandbox.url}/v2/origin/custom` });
	expect(host).toEqual(isError(`'Custom Host' of the credential has a path`));
	expect(host.message).toContain(`Enter ${scene.sandbox.url} alone.`);
	expect(scene.sandbox.requests).toHaveLength(sent);
});
