import { createHash, createHmac } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';

import { PlainError, projectRoot } from '../n8n/project.mts';
import { openBrowser, type Browser, type FrameLocator, type Page } from './chromium.mts';
import { composeFront } from './front.mts';

/**
 * Takes the pictures of the documentation from the running demonstration, which it resets:
 *   npm start, and then npx tsx sandbox/browser/pictures.mts http://127.0.0.1:8787 http://127.0.0.1:5678
 */
const [url, n8nUrl] = process.argv.slice(2);
if (!url || !n8nUrl) {
	throw new PlainError(
		'Say where the inbox is and where n8n, for example http://127.0.0.1:8787 http://127.0.0.1:5678',
	);
}
const folder = join(projectRoot(), 'docs/pictures');
await mkdir(folder, { recursive: true });
await fetch(`${url}/sandbox/state`, { method: 'DELETE' });
const browser = await openBrowser();
try {
	await takeConversation(browser, 'light');
	await take(await composeFront(browser, n8nUrl), 'front');
	await takeRefusal(browser, 'dark');
	await takeNarrow(browser, 'dark');
} finally {
	await browser.close();
}

async function takeConversation(browser: Browser, colorScheme: 'light' | 'dark'): Promise<void> {
	const viewport = { width: 1280, height: 760 };
	const inbox = await browser.newPage({ viewport, colorScheme });
	await inbox.goto(`${url}/#panel=phone`);
	const phone = inbox.frameLocator('iframe');
	await write(phone, 'Hello! Is the blue one still there?');
	await inbox.getByRole('button', { name: /Ann/ }).click();
	await answer(inbox, phone, 'It is. Shall I put it aside for you?');
	await phone.getByLabel('Send a file').setInputFiles({
		name: 'mug.png',
		mimeType: 'image/png',
		buffer: await drawMug(browser),
	});
	await inbox.locator('.picture img').waitFor();
	await write(phone, 'This one, please. Until Friday?');
	const wish = inbox.locator('li.message', { hasText: 'Until Friday?' });
	await wish.hover();
	await wish.getByRole('button', { name: 'React', exact: true }).click();
	await wish.getByLabel('React with 👍').click();
	await answer(inbox, phone, 'Of course. Which size?');
	await inbox.getByRole('button', { name: 'Buttons' }).click();
	await inbox.getByLabel(/^One button a line/).fill('Small\nLarge');
	await inbox.getByRole('button', { name: 'Send buttons' }).click();
	await phone.getByRole('button', { name: 'Large' }).click();
	await inbox.locator('.incoming .text', { hasText: 'Large' }).waitFor();
	await answer(inbox, phone, 'Until Friday, then.');
	await inbox.locator('.outgoing .ticks.read').nth(3).waitFor();
	await phone.getByText('The company is typing').waitFor({ state: 'detached' });
	await take(inbox, 'inbox');
	await inbox.close();
}

async function write(phone: FrameLocator, text: string): Promise<void> {
	await phone.getByLabel('Message to the company').fill(text);
	await phone.getByRole('button', { name: 'Send', exact: true }).click();
	await phone.locator('.bubble.own', { hasText: text }).getByText('sent').waitFor();
}

async function answer(inbox: Page, phone: FrameLocator, text: string): Promise<void> {
	await inbox.getByLabel('Message to Ann').fill(text);
	await inbox.keyboard.press('Enter');
	await phone.locator('.bubble', { hasText: text }).waitFor();
}

async function takeRefusal(browser: Browser, colorScheme: 'light' | 'dark'): Promise<void> {
	const inbox = await browser.newPage({ viewport: { width: 1280, height: 760 }, colorScheme });
	await inbox.goto(`${url}/#panel=traffic`);
	await inbox.getByRole('button', { name: /Ann/ }).click();
	await sendWronglySigned();
	await inbox.getByText('refused 403').first().click();
	await inbox.getByRole('note').getByText('String to sign', { exact: true }).waitFor();
	await take(inbox, 'refused-signature');
	await inbox.close();
}

async function takeNarrow(browser: Browser, colorScheme: 'light' | 'dark'): Promise<void> {
	const inbox = await browser.newPage({ viewport: { width: 390, height: 760 }, colorScheme });
	await inbox.goto(url ?? '');
	await inbox.getByRole('button', { name: /Ann/ }).click();
	await inbox.getByRole('log').getByText('Until Friday, then.').waitFor();
	await take(inbox, 'narrow');
	await inbox.close();
}

/** As somebody does whose language ends lines with CRLF. */
async function sendWronglySigned(): Promise<void> {
	const json = async (path: string) => (await fetch(url + path)).json();
	const [channel] = (await json('/sandbox/channels')) as Array<{ secret: string }>;
	const [connection] = (await json('/sandbox/connections')) as Array<{ scopeId: string }>;
	const path = `/v2/origin/custom/${connection?.scopeId}`;
	const body = JSON.stringify({ event_type: 'new_message', payload: {} });
	const date = new Date().toUTCString().replace('GMT', '+0000');
	const hash = createHash('md5').update(body).digest('hex');
	const lines = ['POST', hash, 'application/json', date, path].join('\r\n');
	const signature = createHmac('sha1', channel?.secret ?? '')
		.update(lines)
		.digest('hex');
	const headers = {
		Date: date,
		'Content-Type': 'application/json',
		'Content-MD5': hash,
		'X-Signature': signature,
	};
	await fetch(url + path, { method: 'POST', headers, body });
}

async function drawMug(browser: Browser): Promise<Buffer> {
	const page = await browser.newPage({ viewport: { width: 260, height: 180 } });
	await page.setContent(`<body style="margin:0;background:#f3e9dc"><div style="position:absolute;left:70px;top:35px;
		width:96px;height:110px;border-radius:8px 8px 26px 26px;background:linear-gradient(90deg,#2f6fde,#5b92f0 40%,#255ab8)">
		</div><div style="position:absolute;left:158px;top:58px;width:34px;height:46px;border:10px solid #2f6fde;
		border-radius:0 30px 30px 0;border-left:0"></div></body>`);
	const picture = await page.screenshot();
	await page.close();
	return picture;
}

async function take(page: Page, name: string): Promise<void> {
	await page.mouse.move(0, 0);
	await page.waitForTimeout(500);
	await page.screenshot({ path: join(folder, `${name}.jpg`), type: 'jpeg', quality: 82 });
}
