import { openFileServer, PNG, PUBLIC, type FileServer } from './fileServer.mts';
import { bodies, messages, refusalOf, send } from './filesForm.mts';
import { openStage, scene } from './stage.mts';

let server: FileServer;

openStage();
beforeEach(async () => {
	server = await openFileServer();
	server.beInternet();
});
afterEach(() => server.close());

describe('a URL', () => {
	const mediaUrl = `${PUBLIC}/photo.png`;

	test('is looked up for the name and the size of the file', async () => {
		const { error } = await send({ mediaUrl });
		expect(error).toBeUndefined();
		const named = { file_name: 'photo.png', file_size: PNG.length };
		expect(messages()).toEqual([{ type: 'picture', media: mediaUrl, ...named }]);
		expect(server.asked).toEqual(['HEAD files.example.com/photo.png']);
	});

	test.each(['/nohead.png', '/nolength.png'])('%s is asked for its first byte', async (path) => {
		const { error } = await send({ mediaUrl: PUBLIC + path, options: { fileName: 'a.png' } });
		expect(server.asked).toEqual([`HEAD files.example.com${path}`, `GET files.example.com${path}`]);
		if (path === '/nohead.png') {
			expect(messages()).toMatchObject([{ file_name: 'a.png', file_size: PNG.length }]);
		} else {
			expect(error?.message).toBe("'Options > File Size (Bytes)' is missing");
			expect(error?.description).toMatch(/the server of the file does not tell it/);
		}
	});

	test('keeps its address when it redirects: amoCRM follows by itself', async () => {
		await send({ mediaUrl: `${PUBLIC}/once` });
		expect(messages()).toMatchObject([{ media: `${PUBLIC}/once`, file_name: 'photo.png' }]);
	});

	test('is not asked when the form says name and size, nor for a voice message', async () => {
		const options = { fileName: 'b.png', fileSize: 7 };
		await send({ mediaUrl, options });
		await send({ mediaUrl, messageType: 'voice' });
		expect(server.asked).toEqual([]);
		expect(messages()).toMatchObject([{ file_name: 'b.png', file_size: 7 }, { media: mediaUrl }]);
	});

	test('what the form says goes before what was looked up', async () => {
		await send({ mediaUrl, options: { fileName: 'b.png' } });
		expect(messages()).toMatchObject([{ file_name: 'b.png', file_size: PNG.length }]);
	});

	test.each([
		[
			'/missing.png',
			/There is no file at files\.example\.com under this address \| Open the address/,
		],
		['/private.png', /does not give the file \(status 403\) \| The file must be public/],
		['/inwards', /The file is at 127\.0\.0\.1, which is an address of a private network/],
		['/loop', /redirects more than 3 times/],
	])('%s is refused and nothing is sent', async (path, words) => {
		expect(await refusalOf({ mediaUrl: PUBLIC + path })).toMatch(words);
		expect(scene.sandbox.requests).toEqual([]);
	});

	describe('that answers a web page', () => {
		const PAGE =
			/^files\.example\.com answered with a web page in the place of the file \| Open the/;

		test.each(['/page', '/xhtml', '/share.png', '/behindlogin.png', '/site.html'])(
			'%s is refused as a picture, and nothing is sent',
			async (path) => {
				expect(await refusalOf({ mediaUrl: PUBLIC + path })).toMatch(PAGE);
				const options = { fileName: 'site.html' };
				expect(await refusalOf({ mediaUrl: PUBLIC + path, options })).toMatch(PAGE);
				expect(scene.sandbox.requests).toEqual([]);
			},
		);

		test.each(['/page', '/share.png', '/behindlogin.html.png'])(
			'%s is refused as a file',
			async (path) => {
				expect(await refusalOf({ messageType: 'file', mediaUrl: PUBLIC + path })).toMatch(PAGE);
			},
		);

		test('is sent as the file that it is, where its name says so', async () => {
			await send({ messageType: 'file', mediaUrl: `${PUBLIC}/site.html` });
			const options = { fileName: 'report.html' };
			await send({ messageType: 'file', mediaUrl: `${PUBLIC}/page`, options });
			expect(messages().map(({ file_name }) => file_name)).toEqual(['site.html', 'report.html']);
		});

		test('only when asked for its head is no page', async () => {
			const { error } = await send({ mediaUrl: `${PUBLIC}/pageforhead.png` });
			expect(error).toBeUndefined();
			expect(messages()).toMatchObject([{ file_name: 'pageforhead.png', file_size: PNG.length }]);
		});
	});

	test.each([
		['/nothingforhead.png', PNG.length],
		['/empty.txt', 0],
	])('the size of %s is %s', async (path, size) => {
		await send({ messageType: 'file', mediaUrl: PUBLIC + path });
		expect(messages()).toMatchObject([{ file_size: size }]);
	});

	test('a size that the server does not know is asked of the person', async () => {
		expect(await refusalOf({ mediaUrl: `${PUBLIC}/unknownsize.png` })).toMatch(
			/'Options > File Size \(Bytes\)' is missing/,
		);
	});

	test.each([
		['/rawname', 'Договор.pdf'],
		['/mailname', 'Договор.pdf'],
		['/starname', 'Д.pdf'],
		['/%C4%EE%E3%EE%E2%EE%F0.pdf', 'Договор.pdf'],
		['/turned', 'gpj.exe'],
		['/unended', 'unended.webp'],
		['/moved', 'фото.png'],
	])('%s is called %s', async (path, name) => {
		const { error } = await send({ messageType: 'file', mediaUrl: PUBLIC + path });
		expect(error).toBeUndefined();
		expect(messages()).toMatchObject([{ file_name: name, media: PUBLIC + path }]);
	});

	test('is sent as it was looked up', async () => {
		await send({ mediaUrl: `http:\\\\FILES.example.com/a b/../фото.png ` });
		const path = '/%D1%84%D0%BE%D1%82%D0%BE.png';
		expect(server.asked).toEqual([`HEAD files.example.com${path}`]);
		expect(messages()).toMatchObject([{ media: PUBLIC + path, file_name: 'фото.png' }]);
	});

	test.each(['http://minio.storage.svc/a.png', 'http://redis.queue_default/a.png'])(
		'%s is of no public host, and is not asked',
		async (url) => {
			expect(await refusalOf({ mediaUrl: url })).toMatch(/which amoCRM cannot reach/);
			expect(server.asked).toEqual([]);
		},
	);

	describe('that holds a key', () => {
		const secret = 'AAExampleExampleExampleExampleExample';
		const tokenUrl = `${PUBLIC}/file/bot1234567890:${secret}/photos/file_1.jpg`;

		test.each([
			['send', {}],
			['edit', { messageBy: 'externalMessageId', externalMessageId: 'm-1' }],
			['importHistory', { externalMessageId: 'm-1', timestamp: '2020-01-01T00:00:00Z' }],
			['send', { resource: 'comment', postId: 'p', postUrl: 'https://example.com/p' }],
			['send', { messageType: 'voice' }],
			['send', { options: { fileName: 'a.jpg', fileSize: 1 } }],
		])('is not sent (%s, %j)', async (operation, form) => {
			const refusal = await refusalOf({ operation, mediaUrl: tokenUrl, ...form });
			expect(refusal).toMatch(/'Media URL' carries a bot token.* \| .*Media Source: Binary File/);
			expect(refusal).not.toContain(secret);
			expect([...server.asked, ...scene.sandbox.requests]).toEqual([]);
		});

		test('is left out where it is the avatar, and the message goes', async () => {
			const senderDetails = { avatar: tokenUrl, profileLink: '//example.com/ann' };
			const form = { messageType: 'text', text: 'hi', senderDetails };
			const { error, task } = await send(form);
			expect(error).toBeUndefined();
			expect(bodies()).toMatchObject([{ message: { text: 'hi' } }]);
			expect(JSON.stringify(bodies())).not.toMatch(/avatar|profile_link/);
			expect(task?.hints?.map(({ message }) => message)).toEqual(
				expect.arrayContaining([
					"'Sender Details > Avatar URL' carries a bot token and is left out",
					"'Sender Details > Profile URL' is not a web address and is left out",
				]),
			);
		});

		test('shows in no error: hosts are named, paths and queries are not', async () => {
			for (const path of ['missing.png', 'private.png', 'page', 'loop', 'inwards', 'silent']) {
				const mediaUrl = `${PUBLIC}/${path}?X-Signature=${secret}`;
				const { error } = await send({ mediaUrl, options: { timeout: 300 } });
				expect(error?.message).toMatch(/files\.example\.com|127\.0\.0\.1/);
				// n8n adds the node with its form, as the person filled it in.
				const told = { ...error, node: undefined };
				expect(JSON.stringify([told, error?.message, error?.stack, error?.cause])).not.toMatch(
					new RegExp(`${secret}|/${path}`),
				);
			}
		});
	});

	test('that does not answer is given up after the time-out', async () => {
		const options = { timeout: 300 };
		expect(await refusalOf({ mediaUrl: `${PUBLIC}/silent`, options })).toMatch(/in time/);
	});

	test('that is private is refused without being asked', async () => {
		expect(await refusalOf({ mediaUrl: `${server.url}/photo.png` })).toMatch(
			/'Media URL' points to 127\.0\.0\.1, which amoCRM cannot reach .* add File Name and File Size/,
		);
		expect(server.asked).toEqual([]);
	});

	test('all forms are checked before anything is looked up', async () => {
		const text = '={{ $json.text }}';
		const items = [{ type: 'picture' }, { type: 'text', text: '' }];
		const form = { messageType: '={{ $json.type }}', mediaUrl, text };
		expect(await refusalOf(form, { items })).toMatch(/'(Text|Caption)' is empty/);
		expect([...server.asked, ...scene.sandbox.requests]).toEqual([]);
	});

	test('makes the same message ID when its server says something else of the file', async () => {
		await send({ mediaUrl: `${PUBLIC}/renamed.png` });
		await send({ mediaUrl: `${PUBLIC}/renamed.png` });
		const [first, second] = bodies();
		expect(messages()[0]?.file_name).not.toBe(messages()[1]?.file_name);
		expect(second?.msgid).toBe(first?.msgid);
	});
});
