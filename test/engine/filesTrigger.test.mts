import { randomUUID } from 'node:crypto';
import { signHook } from '../../sandbox/api/signature.mts';
import { samples } from '../../sandbox/hooks/samples.mts';
import { openFileServer, PNG, sha256, type FileServer } from './fileServer.mts';
import { bytesOf } from './storage.mts';
import { triggerIn } from './triggerHarness.mts';

const channelId = randomUUID();
const accountId = randomUUID();
const secret = 'f0'.repeat(20);

let server: FileServer;

beforeEach(async () => {
	server = await openFileServer();
});
afterEach(() => server.close());

/** What the trigger puts out for a picture of a manager, whose file and thumbnail lie at these paths. */
async function knock(media: string, thumbnail = '', options: object = {}, simplify = true) {
	const trigger = triggerIn({
		parameters: {
			...{ events: ['message'], simplify },
			options: { downloadMedia: true, allowPrivateAddresses: true, ...options },
		},
		credential: { channelId, channelSecret: secret, accountId: '' },
		credentialId: randomUUID(),
	});
	const hook = samples.picture?.({ accountId, now: Date.UTC(2025, 1, 4) }) as {
		message: { message: Record<string, unknown> };
	};
	const at = (path: string) => (path === '' ? '' : server.url + path);
	Object.assign(hook.message.message, { media: at(media), thumbnail: at(thumbnail) });
	const body = JSON.stringify(hook);
	const answer = await trigger.knock({
		rawBody: Buffer.from(body),
		params: { scope_id: `${channelId}_${accountId}` },
		headers: { 'content-type': 'application/json', 'x-signature': signHook(secret, body) },
	});
	return { ...answer, name: hook.message.message.file_name, binary: binaryOf(answer) };
}

function binaryOf({ result }: { result: { workflowData?: unknown } }) {
	type Item = { binary?: Record<string, Parameters<typeof bytesOf>[0]> };
	return (result.workflowData as Item[][] | undefined)?.[0]?.[0]?.binary;
}

test('file and thumbnail come with the item, under the name that the manager saw', async () => {
	const { name, item, binary, ...answer } = await knock('/octets.png', '/photo.png');
	expect(answer).toMatchObject({ status: 200, ended: true, result: { noWebhookResponse: true } });
	expect(item).not.toHaveProperty('mediaError');
	expect(item).not.toHaveProperty('thumbnailError');
	expect(sha256(await bytesOf(binary?.data))).toBe(sha256(PNG));
	expect(sha256(await bytesOf(binary?.thumbnail))).toBe(sha256(PNG));
	expect([binary?.data?.fileName, binary?.thumbnail?.fileName]).toEqual([name, 'photo.png']);
});

test('without Simplify they come beside the hook', async () => {
	const { item, binary } = await knock('/photo.png', '', {}, false);
	expect(item).toHaveProperty('message.message.media');
	expect(Object.keys(binary ?? {})).toEqual(['data']);
});

test('amoCRM has its answer before the download begins', async () => {
	const { status } = await knock('/silent', '', { downloadTimeout: 300 });
	expect(status).toBe(200);
});

test.each([
	['/missing.png', {}, /There is no file/],
	['/silent', { downloadTimeout: 200 }, /in time/],
	['/endless', { maxFileSize: 1 }, /larger than 1 MB/],
	['/photo.png', { allowPrivateAddresses: false }, /address of a private network/],
	['/photo.png', { maxFileSize: 'much' }, /Max File Size/],
	['/photo.png', { downloadTimeout: 'long' }, /Download Timeout/],
])('a download of %s with %j that fails is told, and the event is kept', async (...args) => {
	const [path, options, words] = args;
	const { item, binary } = await knock(path, '', options);
	expect(item).toMatchObject({
		event: 'message',
		mediaError: expect.stringMatching(words) as string,
	});
	expect(binary).toBeUndefined();
});

test('a thumbnail that fails does not cost the file', async () => {
	const { item, binary } = await knock('/photo.png', '/missing.png');
	expect(item).toMatchObject({ thumbnailError: expect.stringMatching(/no file/) as string });
	expect(Object.keys(binary ?? {})).toEqual(['data']);
});

test('a message without a file is answered as ever, by n8n', async () => {
	const { ended, item, binary } = await knock('');
	expect({ ended, binary }).toEqual({ ended: false, binary: undefined });
	expect(item).toMatchObject({ event: 'message' });
});

test('without the option nothing is fetched', async () => {
	const { ended, item } = await knock('/photo.png', '/photo.png', { downloadMedia: false });
	expect(ended).toBe(false);
	expect(item).toMatchObject({ mediaUrl: `${server.url}/photo.png` });
	expect(server.asked).toEqual([]);
});
