import { openScene, type Scene } from './scene.mts';
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

const field = () => scene.page.getByLabel('Message to Ann');
const isGone = { state: 'detached' } as const;

/** What has the keyboard, by the name that a screen reader says. */
const focused = () =>
	scene.page.evaluate(
		"document.activeElement.getAttribute('aria-label') ?? document.activeElement.textContent.trim()",
	);

async function openChat(hash = '') {
	await scene.arrive();
	await scene.visit(hash);
	await scene.page.getByRole('log').getByRole('article').first().waitFor();
}

describe('what is open', () => {
	it('is the only chat, and the keyboard is in its text field', async () => {
		await openChat();
		expect(await focused()).toBe('Message to Ann');
		await scene.page.keyboard.type('Good day');
		await scene.page.keyboard.press('Enter');
		await scene.page
			.getByRole('article', { name: 'Message of Bob' })
			.getByText('Good day')
			.waitFor();
	});

	it('is chosen where there are two, after which the keyboard is in the text field as well', async () => {
		await scene.arrive();
		await scene.arrive({
			conversation_id: 'c-2',
			msgid: 'm-2',
			sender: { id: 'u-2', name: 'Kim' },
		});
		await scene.visit();
		await scene.page.getByText('Choose a chat.').waitFor();
		for (const name of ['Kim', 'Ann']) {
			await scene.page.getByRole('button', { name: new RegExp(name) }).click();
			await scene.page.getByLabel(`Message to ${name}`).waitFor();
			expect(await focused()).toBe(`Message to ${name}`);
		}
	});
});

describe('Escape closes the innermost thing, one at a time', () => {
	it('a choice of emoji, then the panel, then the chat', async () => {
		await openChat('#panel=traffic');
		const { page } = scene;
		const item = page.getByRole('log').getByRole('listitem').filter({ hasText: 'Hello' });
		await item.hover();
		await item.getByRole('button', { name: 'React', exact: true }).click();
		await page.getByRole('group', { name: 'Reaction' }).waitFor();
		await page.keyboard.press('Escape');
		await page.getByRole('group', { name: 'Reaction' }).waitFor(isGone);
		expect(await page.getByRole('heading', { name: 'Traffic' }).isVisible()).toBe(true);
		expect(await focused()).toBe('React');

		await page.keyboard.press('Escape');
		await page.getByRole('heading', { name: 'Traffic' }).waitFor(isGone);
		expect(await focused()).toBe('Traffic');
		expect(await field().isVisible()).toBe(true);

		await page.keyboard.press('Escape');
		await page.getByText('Choose a chat.').waitFor();
		await page.waitForFunction("document.activeElement.classList.contains('line')");
	});

	it('a form beside the text, then the reply, and never a chat with a draft', async () => {
		await openChat('#panel=faults');
		const { page } = scene;
		const item = page.getByRole('log').getByRole('listitem').filter({ hasText: 'Hello' });
		await item.hover();
		await item.getByRole('button', { name: 'Reply' }).click();
		await page.getByText('Reply to').waitFor();
		await page.keyboard.type('A draft');
		await page.getByRole('button', { name: 'Buttons', exact: true }).click();
		await page.getByRole('group', { name: 'Buttons' }).waitFor();

		await page.keyboard.press('Escape');
		await page.getByRole('group', { name: 'Buttons' }).waitFor(isGone);
		expect(await page.getByText('Reply to').isVisible()).toBe(true);
		expect(await focused()).toBe('Message to Ann');
		await page.keyboard.press('Escape');
		await page.getByText('Reply to').waitFor(isGone);
		await page.keyboard.press('Escape');
		await page.getByRole('heading', { name: 'Faults' }).waitFor(isGone);
		await page.keyboard.press('Escape');
		expect(await field().inputValue()).toBe('A draft');
	});

	it('an entry of the traffic before the panel that it is in, also while a reply waits', async () => {
		await openChat('#panel=traffic');
		const { page } = scene;
		const item = page.getByRole('log').getByRole('listitem').filter({ hasText: 'Hello' });
		await item.hover();
		await item.getByRole('button', { name: 'Reply' }).click();
		const entry = page.locator('.entries details').first();
		await entry.locator('summary').click();
		await entry.getByText('X-Signature').first().waitFor();
		await page.keyboard.press('Escape');
		await entry.getByText('X-Signature').first().waitFor(isGone);
		await page.keyboard.press('Escape');
		await page.getByRole('heading', { name: 'Traffic' }).waitFor(isGone);
		expect(await page.getByText('Reply to').isVisible()).toBe(true);
	});

	it('the phone’s panel, from inside of the phone', async () => {
		await openChat('#panel=phone');
		const { page } = scene;
		const phone = page.frameLocator('iframe');
		await phone.getByLabel('Message to the company').press('Escape');
		await page.getByRole('heading', { name: 'Phone', exact: true }).waitFor(isGone);
	});
});

describe('what people write', () => {
	it('has lines and links, and an address in it is never a script', async () => {
		const text =
			'See https://example.com/a?b=1&c=2, or (http://example.com/x_(y)).\nOr javascript:alert(1) https://';
		await scene.arrive({ message: { type: 'text', text } });
		await scene.visit();
		const bubble = scene.page.locator('.messages .text');
		await bubble.waitFor();
		expect(await bubble.textContent()).toBe(text);
		const links = await bubble.getByRole('link').all();
		const told = await Promise.all(
			links.map(async (link) => [
				await link.getAttribute('href'),
				await link.getAttribute('rel'),
				await link.getAttribute('target'),
			]),
		);
		expect(told).toEqual([
			['https://example.com/a?b=1&c=2', 'noopener noreferrer', '_blank'],
			['http://example.com/x_(y)', 'noopener noreferrer', '_blank'],
		]);
		const { height } = (await bubble.boundingBox()) ?? { height: 0 };
		expect(height).toBeGreaterThan(30);
	});

	it('runs in its own direction', async () => {
		const text = 'שלום, מה שלומך?';
		await scene.arrive({ message: { type: 'text', text } });
		await scene.visit();
		const direction = (selector: string) =>
			scene.page.evaluate(`getComputedStyle(document.querySelector('${selector}')).direction`);
		await scene.page.locator('.messages .text').waitFor();
		expect(await direction('.messages .text')).toBe('rtl');
		await field().fill(text);
		expect(await direction('#composer-text')).toBe('rtl');
		await field().fill('Good day');
		expect(await direction('#composer-text')).toBe('ltr');
	});

	it('may have several lines, on both sides', async () => {
		await openChat();
		const { page } = scene;
		await page.keyboard.type('One');
		await page.keyboard.press('Shift+Enter');
		await page.keyboard.type('Two');
		await page.keyboard.press('Enter');
		const answer = page.getByRole('article', { name: 'Message of Bob' }).locator('.text');
		expect(await answer.textContent()).toBe('One\nTwo');

		const phone = await stage.visit(`${scene.sandbox.url}/phone`);
		const input = phone.getByLabel('Message to the company');
		await input.waitFor();
		await phone.keyboard.type('Three');
		await phone.keyboard.press('Shift+Enter');
		await phone.keyboard.type('https://example.com');
		await phone.keyboard.press('Enter');
		const own = phone.locator('.bubble.own .text');
		expect(await own.textContent()).toBe('Three\nhttps://example.com');
		expect(await own.getByRole('link').getAttribute('rel')).toContain('noopener');
		expect(await input.inputValue()).toBe('');
	});
});
