import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { registerDemoChannel } from '../../sandbox/demo/channel.mts';
import { setUpDemo } from '../../sandbox/demo/setup.mts';
import { triggerId } from '../../sandbox/demo/workflows.mts';
import type { Page } from '../../sandbox/browser/chromium.mts';
import { ensureN8n } from '../../sandbox/n8n/install.mts';
import { packedPackage } from '../../sandbox/n8n/package.mts';
import { logFile } from '../../sandbox/n8n/project.mts';
import { releaseFromEnv } from '../../sandbox/n8n/releases.mts';
import { startN8n, type RunningN8n } from '../../sandbox/n8n/server.mts';
import { startSandbox, type Sandbox } from '../../sandbox/sandbox.mts';
import { Stage } from './stage.mts';

const BOOT_MS = 240_000;

/** A real n8n with the demonstration's workflows between the two pages. */
const stage = new Stage();
let folder: string;
let n8n: RunningN8n;
let sandbox: Sandbox;

beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'browser-'));
	const say = (line: string) => console.log(line);
	const installed = await ensureN8n(releaseFromEnv(), say);
	const packages = [await packedPackage(say)];
	n8n = await startN8n({ installed, userFolder: folder, log: logFile('browser'), packages });
	sandbox = await openSandbox();
	registerDemoChannel(sandbox, `${n8n.url}/webhook/${triggerId}/${triggerId}/:scope_id`);
	await setUpDemo(n8n.url, sandbox);
	// The credential's test asks for what is refused, to learn with which words.
	sandbox.clearRequests();
	await stage.open();
}, BOOT_MS);

afterAll(async () => {
	await stage.close();
	await sandbox?.close();
	await n8n?.stop();
	await rm(folder, { recursive: true, force: true, maxRetries: 3 });
});

afterEach(async () => {
	expect(await stage.clear()).toEqual([]);
});

const openSandbox = (port = 0) => startSandbox({ port, file: join(folder, 'sandbox.sqlite') });

/** Both ends, with the chat open. */
async function bothEnds(name: string): Promise<{ phone: Page; inbox: Page }> {
	const phone = await stage.visit(`${sandbox.url}/phone#${name}`);
	const inbox = await stage.visit(`${sandbox.url}/`);
	await writeOnPhone(phone, `Hello from ${name}`);
	await inbox.getByRole('button', { name: new RegExp(name) }).click();
	await inbox.locator('.text', { hasText: `Hello from ${name}` }).waitFor();
	return { phone, inbox };
}

async function writeOnPhone(phone: Page, text: string): Promise<void> {
	await phone.getByLabel('Message to the company').fill(text);
	await phone.keyboard.press('Enter');
	await phone.locator('.bubble.own', { hasText: text }).getByText('sent').waitFor();
}

async function writeInInbox(inbox: Page, name: string, text: string): Promise<void> {
	await inbox.getByLabel(`Message to ${name}`).fill(text);
	await inbox.keyboard.press('Enter');
}

it('brings a message in and the answer back, with its ticks', async () => {
	const { phone, inbox } = await bothEnds('Ann');
	await inbox.getByLabel('Message to Ann').fill('Good');
	await phone.getByText('The company is typing').waitFor();
	await writeInInbox(inbox, 'Ann', 'Good day');
	await phone.getByText('Good day').waitFor();
	const answer = inbox.getByRole('article', { name: /^Message of Maria/ });
	await answer.getByLabel('Read').waitFor();
	await phone.getByLabel('Message to the company').fill('T');
	await inbox.getByText('Ann is typing').waitFor();
	const refused = sandbox.requests.filter(({ verdict }) => verdict !== 'accepted');
	expect(refused.map(({ detail }) => detail)).toEqual([]);
});

it('carries reactions both ways', async () => {
	const { phone, inbox } = await bothEnds('Kim');
	await writeInInbox(inbox, 'Kim', 'Welcome');
	const bubble = phone.locator('.bubble', { hasText: 'Welcome' });
	await bubble.getByLabel('React with 👍').click();
	await inbox.getByLabel('👍 from Kim').waitFor();
	await bubble.getByLabel('React with 👍').click();
	await inbox.getByLabel('👍 from Kim').waitFor({ state: 'detached' });

	const item = inbox.locator('li.message', { hasText: 'Hello from Kim' });
	await item.hover();
	await item.getByRole('button', { name: 'React', exact: true }).click();
	await item.getByLabel('React with 🙏').click();
	await phone.locator('.bubble.own .reaction', { hasText: '🙏' }).waitFor();
});

it('carries files both ways', async () => {
	const { phone, inbox } = await bothEnds('Lee');
	const file = { name: 'list.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4') };
	await phone.getByLabel('Send a file').setInputFiles(file);
	const link = inbox.getByRole('link', { name: /list\.pdf/ });
	await link.waitFor();
	const received = await fetch((await link.getAttribute('href')) ?? '');
	expect(Buffer.from(await received.arrayBuffer())).toEqual(file.buffer);
	await inbox.getByLabel('Send a file').setInputFiles({ ...file, name: 'invoice.pdf' });
	await phone.getByRole('link', { name: /invoice\.pdf/ }).waitFor();
});

it('tells the manager that a client has blocked the company', async () => {
	const { phone, inbox } = await bothEnds('Max');
	await phone.getByLabel('Block').check();
	await writeInInbox(inbox, 'Max', 'Are you there?');
	await inbox.getByText('Not delivered: The client has blocked the company. (905)').waitFor();
	expect(await phone.getByText('Are you there?').count()).toBe(0);
});

it('lets the manager write first, and links the client’s answer to that chat', async () => {
	const phone = await stage.visit(`${sandbox.url}/phone#Zoe`);
	const number = (await phone.getByText(/^\+1555/).textContent()) ?? '';
	const inbox = await stage.visit(`${sandbox.url}/`);
	await inbox.getByText('Write first', { exact: true }).click();
	await inbox.getByLabel('Phone number').fill(number);
	await inbox.getByLabel('Message', { exact: true }).fill('Your parcel is here');
	await inbox.getByRole('button', { name: 'Send' }).click();
	await phone.getByText('Your parcel is here').waitFor();
	const before = sandbox.chats().length;
	await writeOnPhone(phone, 'Coming');
	await inbox.getByRole('heading', { name: 'Zoe' }).waitFor();
	await inbox.locator('.text', { hasText: 'Coming' }).waitFor();
	expect(sandbox.chats()).toHaveLength(before);
});

it('shows the same after the sandbox was started again, and goes on', async () => {
	const { phone, inbox } = await bothEnds('Eve');
	const port = Number(new URL(sandbox.url).port);
	await sandbox.close();
	await inbox.getByText('Connection lost').waitFor();
	sandbox = await openSandbox(port);
	await setUpDemo(n8n.url, sandbox);
	await inbox.getByText('Live').waitFor();
	await inbox.reload();
	await inbox.locator('.text', { hasText: 'Hello from Eve' }).waitFor();
	await phone.reload();
	await phone.getByText('Hello from Eve').waitFor();
	await writeOnPhone(phone, 'Still here?');
	await inbox.locator('.text', { hasText: 'Still here?' }).waitFor();
	// The browser itself complains of the connection that was lost.
	await stage.clear();
});
