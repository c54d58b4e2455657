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
		['/missing.png', /There is no file at files\.example\.com\/missing\.png \| Open the address/],
		['/private.png', /does not give the file \(status 403\) \| The file must be public/],
		['/inwards', /The file is at 127\.0\.0\.1, which is an address of a private network/],
		['/loop', /redirects more than 3 times/],
	])('%s is refused and nothing is sent', async (path, words) => {
		expect(await refusalOf({ mediaUrl: PUBLIC + path })).toMatch(words);
		expect(scene.sandbox.requests).toEqual([]);
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
