import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { randomUUID } from 'node:crypto';
import { releaseFromEnv } from '../../sandbox/n8n/releases.mts';
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

test.each([401, 429, 500, 502, 503, 504])(
	'a host that answers %i is not good where n8n looks at the status',
	async (status) => {
		const stranger = createServer((_request, response) => {
			response.writeHead(status, { 'content-type': 'application/json' }).end('{"message":"No"}');
		});
		await new Promise<void>((done) => stranger.listen(0, '127.0.0.1', done));
		const { port } = stranger.address() as AddressInfo;
		const answer = await verdict({ customBaseUrl: `http://127.0.0.1:${port}` });
		stranger.close();
		expect(answer.message).not.toBe('');
		expect(answer.status).toBe(releaseFromEnv().major === 1 ? 'OK' : 'Error');
	},
);

test('a host that does not answer is an error', async () => {
	const answer = await verdict({ customBaseUrl: 'http://127.0.0.1:9' });
	expect(answer.status).toBe('Error');
	expect(answer.message).not.toBe('');
});

test('an empty secret is refused before anything is sent', async () => {
	const sent = scene.sandbox.requests.length;
	expect(await verdict({ channelSecret: '  ' })).toMatchObject({ status: 'Error' });
	expect(scene.sandbox.requests).toHaveLength(sent);
});
