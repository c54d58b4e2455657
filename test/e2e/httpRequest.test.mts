import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { node } from '../../sandbox/n8n/workflow.mts';
import {
	credentialType,
	doorNode,
	openScene,
	postJson,
	publishChain,
	type Scene,
} from './scene.mts';

let scene: Scene;

beforeAll(async () => {
	scene = await openScene();
});
afterAll(() => scene.sandbox.close());

/** Whoever is not the Chats API; tells what it was sent. */
async function startStranger(headers: Record<string, string> = {}) {
	const signatures: unknown[] = [];
	const server = createServer((request, response) => {
		signatures.push(request.headers['x-signature']);
		response.writeHead(headers.location === undefined ? 200 : 307, headers).end();
	});
	await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
	const { port } = server.address() as AddressInfo;
	return { url: `http://127.0.0.1:${port}`, signatures, close: () => server.close() };
}

/** Runs n8n's own HTTP Request node with our credential: it signs calls that this package does not know. */
async function call(path: string, parameters: object, credential = scene.credential) {
	const door = doorNode();
	const request = node(
		'HTTP Request',
		'n8n-nodes-base.httpRequest',
		{
			url: `${scene.sandbox.url}/v2/origin/custom/${path}`,
			authentication: 'predefinedCredentialType',
			nodeCredentialType: credentialType,
			options: {},
			...parameters,
		},
		{ typeVersion: 4.2, credentials: { [credentialType]: credential } },
	);
	await publishChain(scene, 'HTTP Request', door, request);
	const answer = await postJson(`${scene.n8n.url}/webhook/${door.webhookId}`, {});
	await answer.text();
	return scene.sandbox.requests.at(-1);
}

test('POST with JSON', async () => {
	const chat = { conversation_id: 'http-1', user: { id: 'u-1', name: 'Ann Ö' } };
	const request = await call(`${scene.scopeId}/chats`, {
		...{ method: 'POST', sendBody: true, specifyBody: 'json', jsonBody: JSON.stringify(chat) },
	});
	expect(request).toMatchObject({ method: 'POST', verdict: 'accepted', status: 200 });
});

test('GET with a query', async () => {
	const chat = scene.sandbox.addChat({ conversationId: 'http-2' });
	const request = await call(`${scene.scopeId}/chats/${chat.id}/history`, {
		method: 'GET',
		sendQuery: true,
		queryParameters: { parameters: [{ name: 'limit', value: '1' }] },
	});
	// 204: a chat without messages.
	expect(request).toMatchObject({ method: 'GET', query: 'limit=1', verdict: 'accepted' });
});

test('GET with a body is sent without, as it is signed', async () => {
	const chat = scene.sandbox.addChat({ conversationId: 'http-3' });
	const request = await call(`${scene.scopeId}/chats/${chat.id}/history`, {
		...{ method: 'GET', sendBody: true, specifyBody: 'json', jsonBody: '{"limit":1}' },
	});
	expect(request).toMatchObject({ method: 'GET', body: '', verdict: 'accepted' });
});

test('DELETE with a body', async () => {
	const request = await call(`${scene.channelId}/disconnect`, {
		method: 'DELETE',
		sendBody: true,
		specifyBody: 'json',
		jsonBody: JSON.stringify({ account_id: scene.accountId }),
	});
	expect(request).toMatchObject({ method: 'DELETE', verdict: 'accepted', status: 200 });
});

const post = { method: 'POST', sendBody: true, specifyBody: 'json', jsonBody: '{"a":1}' };

test('another host than that of the credential gets nothing', async () => {
	const stranger = await startStranger();
	await call('', { ...post, url: `${stranger.url}/v2/origin/custom/x` });
	stranger.close();
	expect(stranger.signatures).toEqual([]);
});

test('a redirect does not carry the signature on', async () => {
	const stranger = await startStranger();
	const own = await startStranger({ location: `${stranger.url}/v2/origin/custom/x` });
	const customBaseUrl = own.url;
	const data = { ...scene.credentialData, customBaseUrl };
	const credential = await scene.n8n.createCredential('Redirected', credentialType, data);
	await call('', { ...post, url: `${own.url}/v2/origin/custom/x` }, credential);
	own.close();
	stranger.close();
	expect(own.signatures).toEqual([expect.any(String)]);
	expect(stranger.signatures).toEqual([]);
});
