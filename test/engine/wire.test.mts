import { md5Of, signatureOf } from '../credentials/oracle.ts';
import { bodyOf, clientText, type RequestRecord } from './scene.mts';
import { openStage, runOnStage, scene } from './stage.mts';

openStage();

/** The only request of the run, checked by an implementation that is neither the node's nor the sandbox's. */
function signedRequest(): RequestRecord {
	const { sandbox, secret } = scene;
	expect(sandbox.requests).toHaveLength(1);
	const [request] = sandbox.requests as [RequestRecord];
	const { method, path, headers, body } = request;
	const contentMd5 = md5Of(body);
	const contentType = 'application/json';
	const signature = signatureOf(
		{ method, contentMd5, contentType, date: String(headers.date), path },
		secret,
	);
	expect(headers).toMatchObject({
		'content-type': contentType,
		'content-md5': contentMd5,
		'x-signature': signature,
	});
	expect(headers.date).toMatch(/^\w{3}, \d{2} \w{3} \d{4} \d{2}:\d{2}:\d{2} \+0000$/);
	expect(Number(headers['content-length'] ?? 0)).toBe(Buffer.byteLength(body));
	expect([request.verdict, request.detail]).toEqual(['accepted', undefined]);
	return request;
}

const run = async (parameters: object, items = [{}]) =>
	await runOnStage({ parameters: { ...parameters }, items });

describe('the bytes that were signed are the bytes that travel', () => {
	test.each([
		['Cyrillic', 'Сколько стоит разработать сайт?'],
		['emoji', '👋🏽👨‍👩‍👧 🇰🇿'],
		['half of an emoji', '\ud83d'],
		['a newline at the end', 'one\r\ntwo\n'],
		['slashes and quotes', '</script> "https://x/y" \\ \u2028\u0000'],
	])('%s', async (_, text) => {
		await run(clientText, [{ text }]);
		const { body } = signedRequest();
		expect(bodyOf({ body } as RequestRecord).payload?.message).toEqual({ type: 'text', text });
		expect(body).toBe(JSON.stringify(JSON.parse(body)));
		expect(scene.texts()).toEqual([text]);
	});

	test('a long message', async () => {
		await run(clientText, [{ text: 'Ж'.repeat(200_000) }]);
		expect(signedRequest().body.length).toBeGreaterThan(200_000);
	});
});

describe('each operation', () => {
	const receiver = { receiverId: 'client-1', receiverName: 'Ann' };

	test('message from a manager', async () => {
		const { userId, scopeId } = scene;
		const direction = { direction: 'fromManager', senderRefId: userId, ...receiver };
		await run({ ...clientText, ...direction, text: 'Hi' });
		expect(signedRequest()).toMatchObject({
			method: 'POST',
			path: `/v2/origin/custom/${scopeId}`,
			kind: 'send',
		});
		expect(scene.sandbox.messages()).toMatchObject([{ author: 'user', direction: 'outgoing' }]);
	});

	test('message from the bot', async () => {
		await run({ ...clientText, direction: 'fromBot', ...receiver, text: 'Hi' });
		signedRequest();
		expect(scene.sandbox.messages()).toMatchObject([{ author: 'bot', direction: 'outgoing' }]);
	});

	test('message with everything, its numbers as numbers', async () => {
		const options = {
			conversationRefId: '={{ undefined }}',
			messageId: '={{ 55 }}',
			silent: true,
			sourceId: '={{ 15550100000 }}',
			timestamp: '={{ 1738661580 }}',
		};
		await run({ ...clientText, text: 'Hi', conversationId: '={{ 1001 }}', options });
		expect(bodyOf(signedRequest()).payload).toMatchObject({
			timestamp: 1738661580,
			msec_timestamp: 1738661580000,
			msgid: '55',
			conversation_id: '1001',
			source: { external_id: '15550100000' },
			silent: true,
		});
	});

	test.each([
		['delivered', {}],
		['read', {}],
		['error', { errorCode: 904, errorText: 'Нет WhatsApp' }],
	])('status %s', async (status, reason) => {
		const { sandbox, scopeId } = scene;
		sandbox.addChat({ conversationId: 'chat-1' });
		const { message } = await sandbox.managerWrites({ conversationId: 'chat-1', text: 'Hi' });
		const form = { resource: 'message', operation: 'updateStatus', messageId: message.id, status };
		const { outputs } = await run({ ...form, ...reason });
		expect(signedRequest().path).toBe(`/v2/origin/custom/${scopeId}/${message.id}/delivery_status`);
		expect(sandbox.find(message.id)?.delivery.status).toBe(status);
		expect(outputs[0]?.[0]?.json).toEqual({ success: true, messageId: message.id, status });
	});

	test('connect', async () => {
		const { amojoId } = scene.sandbox.addAccount();
		const options = { accountId: amojoId, disableTimeWindow: true };
		const form = { resource: 'channel', operation: 'connect', title: 'Телеграм', options };
		const { outputs } = await run(form);
		const request = signedRequest();
		expect(request).toMatchObject({
			method: 'POST',
			path: `/v2/origin/custom/${scene.channelId}/connect`,
		});
		expect(bodyOf(request)).toEqual({
			account_id: amojoId,
			title: 'Телеграм',
			hook_api_version: 'v2',
			is_time_window_disabled: true,
		});
		expect(outputs[0]?.[0]?.json).toMatchObject({
			success: true,
			scopeId: `${scene.channelId}_${amojoId}`,
		});
	});

	test('disconnect: a DELETE whose JSON body is sent and signed', async () => {
		const { outputs } = await run({ resource: 'channel', operation: 'disconnect' });
		const request = signedRequest();
		expect(request).toMatchObject({
			method: 'DELETE',
			path: `/v2/origin/custom/${scene.channelId}/disconnect`,
			body: JSON.stringify({ account_id: scene.accountId }),
		});
		expect(outputs[0]).toEqual([{ json: { success: true }, pairedItem: { item: 0 } }]);
		await run(clientText, [{ text: 'too late' }]);
		expect(scene.texts()).toEqual([]);
	});
});

describe('any other request with the credential, as the HTTP Request node makes it', () => {
	const call = async (request: object) =>
		await runOnStage({
			type: 'httpCall',
			items: [{ ...request }],
		});
	const typing = () => ({
		method: 'POST',
		baseURL: scene.sandbox.url,
		url: `/v2/origin/custom/${scene.scopeId}/typing`,
		body: { conversation_id: 'chat-1', sender: { id: 'client-1' } },
	});

	test('is signed', async () => {
		scene.sandbox.addChat({ conversationId: 'chat-1', client: { id: 'client-1' } });
		const { error } = await call(typing());
		expect(error).toBeUndefined();
		expect(signedRequest().kind).toBe('typing');
	});

	test('with a query is signed without it', async () => {
		const { id } = scene.sandbox.addChat({ conversationId: 'chat-1' });
		const url = `${scene.sandbox.url}/v2/origin/custom/${scene.scopeId}/chats/${id}/history`;
		await call({ method: 'GET', url, qs: { limit: 5 } });
		expect(signedRequest()).toMatchObject({ method: 'GET', query: 'limit=5', body: '' });
	});

	test('that is answered by 401 once is signed again, sent again, and accepted', async () => {
		scene.sandbox.addChat({ conversationId: 'chat-1', client: { id: 'client-1' } });
		scene.sandbox.faults.add({ type: 'status', status: 401, times: 1 });
		const { error } = await call(typing());
		expect(error).toBeUndefined();
		const [first, second] = scene.sandbox.requests;
		expect(scene.sandbox.requests).toHaveLength(2);
		expect([first?.status, second?.verdict]).toEqual([401, 'accepted']);
		expect(second?.body).toBe(first?.body);
		expect(second?.body).toBe(JSON.stringify(typing().body));
	});
});
