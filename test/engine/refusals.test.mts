import { createServer, type AddressInfo, type Server } from 'node:net';
import type { Job } from './harness.mts';
import { clientText, texts } from './scene.mts';
import { openStage, runOnStage, scene } from './stage.mts';

openStage();

async function errorOf(job: Partial<Job> = {}) {
	const { error } = await runOnStage({
		parameters: clientText,
		items: texts('Hi'),
		...job,
	});
	expect(error).toMatchObject({ name: 'NodeApiError', context: { itemIndex: 0 } });
	return error;
}

const says = (words: string) => ({ description: expect.stringContaining(words) });

test('403: a wrong secret', async () => {
	const credential = { ...scene.credential, channelSecret: 'wrong' };
	const error = await errorOf({ credential });
	expect(error).toMatchObject({
		message: 'amoCRM refused the signature of the request',
		httpCode: '403',
		...says('The API said: ORIGIN_INVALID_SIGNATURE, invalid signature'),
	});
	expect(error?.description).toContain('Copy the Channel Secret into the credential again');
});

test.each([
	[-20, '20 minutes ahead of'],
	[20, '20 minutes behind'],
])('403: the service is %i minutes away, so the clock is named', async (minutes, skew) => {
	scene.sandbox.faults.add({ type: 'skew', ms: minutes * 60_000 });
	expect(await errorOf()).toMatchObject({
		message: 'amoCRM refused the signature: the clock of this n8n server is wrong',
		...says(`It is ${skew} amoCRM`),
	});
});

test('403: bare', async () => {
	scene.sandbox.faults.add({ type: 'status', status: 403, body: 'Forbidden' });
	expect(await errorOf()).toMatchObject(says('amoCRM may have blocked this server for a while'));
});

test('404: an unknown channel', async () => {
	const channelId = '344a5002-f8ca-454d-af3d-396180102ac7';
	const error = await errorOf({ credential: { ...scene.credential, channelId } });
	expect(error).toMatchObject({
		message: 'amoCRM does not know this channel',
		httpCode: '404',
		...says('ORIGIN_NOT_REGISTERED, NOT_FOUND'),
	});
});

test('404: an unknown message', async () => {
	const messageId = '0371a0ff-b78a-4c7b-8538-a7d547e10692';
	const parameters = { resource: 'message', operation: 'updateStatus', messageId };
	expect(await errorOf({ parameters })).toMatchObject({
		message: 'amoCRM does not know the message, the chat, the channel or the account',
		...says('own IDs are found once a message was sent with them'),
	});
});

test("400: the API's own words about the field", async () => {
	const options = { ...clientText.options, messageId: 'm-1', knownMessage: 'error' };
	const job = { parameters: { ...clientText, options } };
	await runOnStage({ items: texts('Hi'), ...job });
	const error = await errorOf({ ...job, items: texts('Bye') });
	expect(error).toMatchObject({
		message: 'amoCRM did not accept the data of the request',
		httpCode: '400',
		...says('payload.msgid'),
	});
	expect(scene.texts()).toEqual(['Hi']);
});

test('429: how long to wait', async () => {
	const body = { retry_after: 7 };
	scene.sandbox.faults.add({ type: 'status', status: 429, body });
	expect(await errorOf()).toMatchObject({
		message: 'amoCRM received too many requests',
		httpCode: '429',
		...says('It asks to wait 7 seconds.'),
	});
});

test('5xx with a web page', async () => {
	const body = '<html><title>502 Bad Gateway</title></html>';
	scene.sandbox.faults.add({ type: 'status', status: 502, body });
	expect(await errorOf()).toMatchObject({
		message: 'amoCRM is not available at the moment (status 502)',
		...says(body),
	});
});

test('a redirect is not followed: the signature is of another path', async () => {
	const headers = { location: `${scene.sandbox.url}/v2/origin/custom/elsewhere` };
	scene.sandbox.faults.add({ type: 'status', status: 307, headers });
	expect(await errorOf()).toMatchObject(says('The request was redirected'));
	expect(scene.sandbox.requests).toHaveLength(1);
});

describe('no answer', () => {
	const host = () => new URL(scene.sandbox.url).host;

	test('in time', async () => {
		scene.sandbox.faults.add({ type: 'hang' });
		const parameters = { ...clientText, options: { maxRetries: 0, timeout: 200 } };
		expect(await errorOf({ parameters })).toMatchObject({
			message: `${host()} did not answer in time`,
			...says('sent again under the same Message ID does no harm'),
		});
	});

	test('because the connection broke', async () => {
		scene.sandbox.faults.add({ type: 'drop' });
		expect(await errorOf()).toMatchObject({
			message: `${host()} closed the connection before it answered`,
			...says('sent again under the same Message ID does no harm'),
		});
	});

	test('because nothing listens there', async () => {
		const port = await unusedPort();
		const customBaseUrl = `http://127.0.0.1:${port}`;
		expect(await errorOf({ credential: { ...scene.credential, customBaseUrl } })).toMatchObject({
			message: `Nothing answers at 127.0.0.1:${port}`,
			...says("Check the credential's Host"),
		});
	});

	test('because the host does not exist', async () => {
		const credential = { ...scene.credential, customBaseUrl: 'http://amojo.invalid' };
		expect(await errorOf({ credential })).toMatchObject({
			message: 'The host amojo.invalid is not known',
		});
	});
});

test('an empty secret is refused in the words of the credential', async () => {
	const error = await errorOf({ credential: { ...scene.credential, channelSecret: ' ' } });
	expect(error?.message).toBe(
		"'Channel Secret' is empty. Enter it in the amoCRM / Kommo Chats API credential.",
	);
	expect(scene.sandbox.requests).toHaveLength(0);
});

async function unusedPort(): Promise<number> {
	const server: Server = createServer().listen(0, '127.0.0.1');
	await new Promise((resolve) => server.once('listening', resolve));
	const { port } = server.address() as AddressInfo;
	await new Promise((resolve) => server.close(resolve));
	return port;
}
