import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { randomUUID } from 'node:crypto';
import { credentialType, openScene, type Scene } from './scene.mts';

let scene: Scene;
let webPage: Server;

beforeAll(async () => {
	scene = await openScene();
	webPage = createServer((_request, response) => {
		response.writeHead(404, { 'content-type': 'text/html' }).end('<!doctype html><p>Not here</p>');
	});
	await new Promise<void>((done) => webPage.listen(0, '127.0.0.1', done));
});
afterAll(async () => {
	webPage.close();
	await scene.sandbox.close();
});

function verdict(change: Record<string, string>) {
	const { n8n, credential, credentialData } = scene;
	return n8n.testCredential(credential, credentialType, { ...credentialData, ...change });
}

test('a working pair is good', async () => {
	expect(await verdict({})).toMatchObject({ status: 'OK' });
});

test('ids and secret may be pasted with spaces around them', async () => {
	const { channelId, secret } = scene;
	const padded = { channelId: ` ${channelId} `, channelSecret: `${secret}\n` };
	expect(await verdict(padded)).toMatchObject({ status: 'OK' });
});

test('a wrong secret is told from an unknown channel', async () => {
	expect(await verdict({ channelSecret: 'f'.repeat(40) })).toEqual({
		status: 'Error',
		message: expect.stringContaining('copy the Channel Secret again') as unknown,
	});
	expect(await verdict({ channelId: randomUUID() })).toEqual({
		status: 'Error',
		message: expect.stringContaining('check the Channel ID') as unknown,
	});
});

test('a host that is not the Chats API is named as the cause', async () => {
	const { port } = webPage.address() as AddressInfo;
	expect(await verdict({ customBaseUrl: `http://127.0.0.1:${port}` })).toEqual({
		status: 'Error',
		message: expect.stringContaining('is not the Chats API') as unknown,
	});
});

const json = { 'content-type': 'application/json' };

test.each<[string, number, Record<string, string>, string?]>([
	['404', 404, {}],
	['bare 403', 403, {}],
	['401', 401, json, '{"message":"No"}'],
	['402', 402, json, '{"title":"Payment Required"}'],
	['a redirect', 301, { location: 'https://example.com/' }],
	['204', 204, {}],
	['200 "OK"', 200, {}, 'OK'],
	['200 and JSON', 200, json, '{"ok":true}'],
	['400 of its own', 400, json, '{"message":"Bad Request"}'],
	['429', 429, json, '{"message":"No"}'],
	['500', 500, json, '{"message":"No"}'],
	['502', 502, json, '{"message":"No"}'],
	['503', 503, json, '{"message":"No"}'],
	['504', 504, json, '{"message":"No"}'],
])('a host that answers %s is not good', async (_, status, headers, body = '') => {
	const stranger = createServer((_request, response) => {
		response.writeHead(status, headers).end(body);
	});
	await new Promise<void>((done) => stranger.listen(0, '127.0.0.1', done));
	const { port } = stranger.address() as AddressInfo;
	const answer = await verdict({ customBaseUrl: `http://127.0.0.1:${port}` });
	stranger.close();
	expect(answer).toEqual({
		status: 'Error',
		message: expect.stringContaining(`http://127.0.0.1:${port}`) as unknown,
	});
});

test.each([
	['customBaseUrl', 'Custom Host', (scene: Scene) => `${scene.sandbox.url}/v2/origin/custom`],
	['channelId', 'Channel ID', (scene: Scene) => scene.scopeId],
	['accountId', 'Account ID', () => '30512345'],
	['botId', 'Bot ID', () => 'my-bot'],
	['channelSecret', 'Channel Secret', () => 'aB3xY9zz'.repeat(8)],
])('a wrong form of %s is named, and nothing is sent', async (name, label, value) => {
	const sent = scene.sandbox.requests.length;
	expect(await verdict({ [name]: value(scene) })).toEqual({
		status: 'Error',
		message: expect.stringMatching(`^'${label}' of the credential .+ Enter`) as unknown,
	});
	expect(scene.sandbox.requests).toHaveLength(sent);
});

test('a host that does not answer is told in words', async () => {
	expect(await verdict({ customBaseUrl: 'http://127.0.0.1:9' })).toEqual({
		status: 'Error',
		message: expect.stringContaining('Nothing answers at 127.0.0.1:9.') as unknown,
	});
});

test('an empty secret is refused before anything is sent', async () => {
	const sent = scene.sandbox.requests.length;
	expect(await verdict({ channelSecret: '  ' })).toMatchObject({ status: 'Error' });
	expect(scene.sandbox.requests).toHaveLength(sent);
});
