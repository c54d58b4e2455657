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

/** Runs n8n's own HTTP Request node with our credential: it signs calls that this package does not know. */
async function call(path: string, parameters: object) {
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
		{ typeVersion: 4.2, credentials: { [credentialType]: scene.credential } },
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

test('DELETE with a body', async () => {
	const request = await call(`${scene.channelId}/disconnect`, {
		method: 'DELETE',
		sendBody: true,
		specifyBody: 'json',
		jsonBody: JSON.stringify({ account_id: scene.accountId }),
	});
	expect(request).toMatchObject({ method: 'DELETE', verdict: 'accepted', status: 200 });
});
