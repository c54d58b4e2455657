import { now, openScene, type Scene } from './scene.mts';
import { Stage } from './stage.mts';

const stage = new Stage();
let scene: Scene;

beforeAll(() => stage.open());
afterAll(() => stage.close());
beforeEach(async () => {
	scene = await openScene(stage);
});
afterEach(async () => {
	const complaints = await stage.clear();
	await scene.close();
	expect(complaints).toEqual([]);
});

describe('what messengers bring', () => {
	const files = 'https://files.example.com';
	const file = (type: string, file_name: string) => ({
		...{ type, file_name, file_size: 9, media: `${files}/${file_name}` },
	});

	it('is shown as what it is, whichever kind it has', async () => {
		const contents = [
			{ type: 'text', text: 'Hello' },
			...[file('picture', 'a.jpg'), file('sticker', 'b.webp'), file('video', 'c.mp4')],
			...[file('voice', 'd.ogg'), file('audio', 'e.mp3'), file('file', 'f.pdf')],
			{ type: 'location', location: { lat: 55.75, lon: 37.61 } },
			{ type: 'contact', contact: { name: 'Bo', phone: '+155501' } },
			{ type: 'text', text: '❔ This message cannot be shown: poll' },
		];
		const page = await scene.visit();
		await page.route(`${files}/**`, (route) => route.fulfill({ status: 200, body: '' }));
		for (const [index, message] of contents.entries()) {
			expect((await scene.arrive({ msgid: `m-${index}`, message })).status).toBe(200);
		}
		await page.getByRole('button', { name: /Ann/ }).click();
		const log = page.getByRole('log');
		await log
			.getByRole('article')
			.nth(contents.length - 1)
			.waitFor();
		for (const [selector, address] of [
			['.picture:not(.sticker) img', `${files}/a.jpg`],
			['.picture.sticker img', `${files}/b.webp`],
			['video', `${files}/c.mp4`],
			['.sound >> nth=0 >> audio', `${files}/d.ogg`],
			['.sound >> nth=1 >> audio', `${files}/e.mp3`],
		]) {
			expect(await log.locator(selector ?? '').getAttribute('src')).toBe(address);
		}
		const link = log.getByRole('link', { name: /f\.pdf/ });
		expect(await link.getAttribute('href')).toBe(`${files}/f.pdf`);
		const shown = await log.textContent();
		for (const words of ['55.75, 37.61', 'Bo+155501', 'cannot be shown: poll']) {
			expect(shown).toContain(words);
		}
	});

	it('changes where the client edits, deletes, reacts and answers', async () => {
		await scene.arrive();
		const page = await scene.visit();
		const replyTo = { reply_to: { message: { msgid: 'm-1' } } };
		const message = { type: 'text', text: 'And this?' };
		await scene.arrive({ msgid: 'm-2', message, ...replyTo });
		await page.locator('blockquote', { hasText: 'Hello' }).waitFor();
		const deleted = { ...now(), msgid: 'm-1', conversation_id: 'chat-42' };
		const text = '🗑 (deleted)';
		await scene.send({ ...deleted, message: { type: 'text', text } }, 'edit_message');
		await page.locator('.text', { hasText: text }).waitFor();
		const reaction = { conversation_id: 'chat-42', user: { id: 'user-42' }, msgid: 'm-1' };
		await scene.call('POST', `/${scene.scopeId}/react`, {
			...reaction,
			type: 'react',
			emoji: '👍',
		});
		await page.getByLabel('👍 from Ann').waitFor();
	});
});
