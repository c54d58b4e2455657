import type { IBinaryData, IDataObject, INodeExecutionData } from 'n8n-workflow';
import { loadBuilt, type Built } from './built.mts';
import { BIG_BYTES, openFileServer, PNG, PUBLIC, sha256, type FileServer } from './fileServer.mts';
import { runNode, type Outcome } from './harness.mts';
import { bytesOf, keepFilesOnDisk } from './storage.mts';

let built: Built;
let server: FileServer;

beforeAll(async () => {
	built = await loadBuilt();
	await keepFilesOnDisk();
});
beforeEach(async () => {
	server = await openFileServer();
});
afterEach(() => server.close());

const credential = {
	...{ baseUrl: 'custom', customBaseUrl: 'http://127.0.0.1:1', channelSecret: 'x' },
	...{ channelId: 'c', accountId: 'a' },
};

async function download(
	mediaUrl: string,
	{ options = {}, ...form }: { options?: IDataObject; fileName?: string } = {},
	item: INodeExecutionData = { json: { text: 'Hi' } },
): Promise<Outcome> {
	const chosen = { allowPrivateAddresses: true, maxRetries: 0, ...options };
	const operation = { resource: 'message', operation: 'downloadMedia' };
	const parameters = { ...operation, mediaUrl, ...form, options: chosen };
	const { json, binary } = item;
	return await runNode(built, { credential, parameters, items: [json], binary });
}

async function fileOf(...args: Parameters<typeof download>): Promise<IBinaryData> {
	const { outputs, error } = await download(...args);
	expect(error).toBeUndefined();
	const file = outputs[0]?.[0]?.binary?.data;
	if (file === undefined) throw new Error('The item has no file');
	return file;
}

async function refusalOf(...args: Parameters<typeof download>): Promise<string> {
	const { error } = await download(...args);
	return `${String(error?.message)} | ${String(error?.description)}`;
}

test('the item keeps what it has and gets the very same bytes', async () => {
	const other: IBinaryData = { data: 'eA==', mimeType: 'text/plain' };
	const item = { json: { text: 'Hi', messageId: 'm-1' }, binary: { other } };
	const { outputs } = await download(`${server.url}/photo.png`, {}, item);
	const [result] = outputs[0] ?? [];
	expect(result).toMatchObject({ json: item.json, pairedItem: { item: 0 } });
	expect(result?.binary?.other).toMatchObject(other);
	expect(result?.binary?.data).toMatchObject({ fileName: 'photo.png', mimeType: 'image/png' });
	expect(sha256(await bytesOf(result?.binary?.data))).toBe(sha256(PNG));
});

test('an item without a file passes as it is', async () => {
	const { outputs } = await download('');
	expect(outputs[0]).toMatchObject([{ json: { text: 'Hi' } }]);
	expect(outputs[0]?.[0]?.binary?.data).toBeUndefined();
});

describe('name and type', () => {
	test.each([
		['/photo.png', undefined, 'photo.png', 'image/png'],
		['/photo.png', 'Invoice № 1.png', 'Invoice № 1.png', 'image/png'],
		['/named', undefined, 'Ф_.._1.png', 'image/png'],
		['/untyped.png', undefined, 'untyped.png', 'image/png'],
		['/octets.png', undefined, 'octets.png', 'image/png'],
		['/octets.png', '../../etc/a.pdf', '.._.._etc_a.pdf', 'application/pdf'],
		['/site.html', undefined, 'site.html', 'text/html'],
		['/once', undefined, 'photo.png', 'image/png'],
		['/rawname', undefined, 'Договор.pdf', 'application/pdf'],
		['/mailname', undefined, 'Договор.pdf', 'application/pdf'],
		['/turned', undefined, 'gpj.exe', 'image/jpeg'],
		['/unended', undefined, 'unended.webp', 'image/webp'],
	])('of %s, called %s', async (path, fileName, name, mimeType) => {
		const file = await fileOf(server.url + path, fileName === undefined ? {} : { fileName });
		expect(file).toMatchObject({ fileName: name, mimeType });
	});
});

describe('is refused with what to do', () => {
	test.each([
		['/missing.png', {}, /There is no file at 127\.0\.0\.1:\d+ under this address \|/],
		['/private.png', {}, /does not give the file \(status 403\) \| The file must be public/],
		['/page', {}, /answered with a web page/],
		['/behindlogin.png', {}, /answered with a web page/],
		['/behindlogin.html.png', {}, /answered with a web page/],
		['/share.png', {}, /answered with a web page/],
		['/huge', { maxFileSize: 1 }, /larger than 1 MB \| Raise 'Max File Size \(MB\)'/],
		['/endless', { maxFileSize: 1 }, /larger than 1 MB/],
		['/photo.png', { maxFileSize: 0.1 }, /larger than 0.1 MB/],
		['/short', {}, /closed the connection|aborted/],
		['/silent', { downloadTimeout: 300 }, /did not give the file in time \| Raise the time-out/],
		['/trickle', { downloadTimeout: 300 }, /did not give the file in time/],
		['/loop', {}, /redirects more than 3 times/],
		['/four', {}, /redirects more than 3 times/],
		['/elsewhere', {}, /redirects to what is not a web address/],
	])('%s with %j', async (path, options, words) => {
		expect(await refusalOf(server.url + path, { options })).toMatch(words);
	});

	test('what is not http(s)', async () => {
		expect(await refusalOf('file:///etc/passwd')).toMatch(/not a web address/);
		expect(await refusalOf('ftp://files.example.com/a')).toMatch(/not a web address/);
	});
});

test('three redirects are followed', async () => {
	await fileOf(`${server.url}/thrice`);
	expect(server.asked).toEqual(['GET /thrice', 'GET /twice', 'GET /once', 'GET /photo.png']);
});

test('the host of a file that nobody knows is not asked for again and again', async () => {
	const started = Date.now();
	expect(await refusalOf('https://files.invalid/a.png', { options: { maxRetries: 5 } })).toMatch(
		/The host files\.invalid is not known/,
	);
	expect(Date.now() - started).toBeLessThan(3000);
});

test('passing trouble of the server is waited out', async () => {
	const file = await fileOf(`${server.url}/passing.png`, { options: { maxRetries: 1 } });
	expect(sha256(await bytesOf(file))).toBe(sha256(PNG));
});

describe('private addresses', () => {
	const options = { allowPrivateAddresses: false };

	test('are not even asked', async () => {
		expect(await refusalOf(`${server.url}/photo.png`, { options })).toMatch(
			/127\.0\.0\.1, which is an address of a private network \| .*Allow Private Addresses/,
		);
		expect(server.asked).toEqual([]);
	});

	test('are refused at each redirect, and public ones are not', async () => {
		server.beInternet();
		const file = await fileOf(`${PUBLIC}/twice`, { options });
		expect(sha256(await bytesOf(file))).toBe(sha256(PNG));
		expect(await refusalOf(`${PUBLIC}/inwards`, { options })).toMatch(/127\.0\.0\.1, which/);
		expect(await refusalOf(`${PUBLIC}/inwards6`, { options })).toMatch(/\[::1\], which/);
		expect(server.asked.slice(3)).toEqual([
			'GET files.example.com/inwards',
			'GET files.example.com/inwards6',
		]);
	});
});

test('a file of 200 MB passes through and not through memory', async () => {
	const start = process.memoryUsage().rss;
	let peak = start;
	const watch = setInterval(() => (peak = Math.max(peak, process.memoryUsage().rss)), 20);
	const file = await fileOf(`${server.url}/big.mp4`, { options: { maxFileSize: 300 } });
	clearInterval(watch);
	const megabytes = Math.round((peak - start) / 1024 / 1024);
	expect(file.bytes).toBe(BIG_BYTES);
	// Server and client are one process here.
	expect(megabytes).toBeLessThan(100);
	process.stdout.write(`200 MB took ${megabytes} MB of memory at most\n`);
});
