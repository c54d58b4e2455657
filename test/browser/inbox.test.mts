import { incoming, signedHeaders } from '../sandbox/client.mts';
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

const send = (over: object) => scene.arrive(over);
const openInbox = (hash?: string, options?: object) => scene.visit(hash, options);

async function openChat(options?: object) {
	const page = await openInbox('', options);
	await page.getByRole('button', { name: /Ann/ }).click();
	await page.getByRole('log').getByRole('article').first().waitFor();
	return page;
}

/** A picture of one pixel. */
const pixel = {
	name: 'pixel.png',
	mimeType: 'image/png',
	buffer: Buffer.from(
		'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
		'base64',
	),
};

it('shows a message live, counts it as unread until somebody looks, and marks the lead', async () => {
	const page = await openInbox();
	await page.getByText('No chats yet', { exact: true }).waitFor();
	await send({});
	const line = page.getByRole('button', { name: /Ann/ });
	await line.getByLabel('1 unread').waitFor();
	await line.getByText('lead').waitFor();

	await line.click();
	const message = page.getByRole('article', { name: 'Message of Ann' });
	await message.getByText('Hello').waitFor();
	await page.getByText('Incoming lead created').waitFor();
	await line.getByLabel('1 unread').waitFor({ state: 'detached' });

	await page.reload();
	await message.getByText('Hello').waitFor();
	expect(await line.getByLabel(/unread/).count()).toBe(0);
	expect(scene.sandbox.chats()[0]?.unread).toBe(0);
});

it('sends what the manager writes, and shows what becomes of it', async () => {
	await send({});
	const page = await openChat();
	await page.getByLabel('Message to Ann').fill('Good day');
	await page.keyboard.press('Enter');
	const answer = page.getByRole('article', { name: 'Message of Bob' });
	await answer.getByLabel('Sent').waitFor();
	const kinds = scene.receiver.received.map(({ body }) => Object.keys(JSON.parse(body))[2]);
	expect(kinds).toEqual(['action', 'message']);

	const message = scene.sandbox.messages({ direction: 'outgoing' })[0];
	const report = (status: object) =>
		scene.call('POST', `/${scene.scopeId}/${message?.id}/delivery_status`, status);
	await report({ status_code: 1 });
	await answer.getByLabel('Delivered', { exact: true }).waitFor();
	await report({ status_code: 2 });
	await answer.getByLabel('Read').waitFor();
	await report({ status_code: -1, error_code: 905, error: 'Blocked' });
	await page.getByText('Not delivered: Blocked (905)').waitFor();
});

it('shows text as text, whatever stands in it', async () => {
	const text = '<img src=x onerror=alert(1)><script>alert(2)</script> {{7*7}} </p>';
	await send({
		message: { type: 'text', text },
		sender: { id: 'user-42', name: `Ann <b>${text}` },
	});
	await scene.sandbox.managerWrites({
		conversationId: 'chat-42',
		text,
		markup: { mode: 'inline', buttons: [[{ text: 'evil', url: 'javascript:alert(3)' }]] },
		media: 'javascript:alert(4)',
		type: 'picture',
	});
	const page = await openChat();
	expect(await page.locator('.text').allTextContents()).toEqual([text, text]);
	expect(await page.locator('.messages :is(script, b, img), a[href^=javascript]').count()).toBe(0);
	await page.getByText('evil').click();
});

it('reacts, quotes, and shows edits and reactions of the client', async () => {
	await send({});
	const page = await openChat();
	const item = page.getByRole('listitem').filter({ has: page.getByRole('article') });
	await item.hover();
	await item.getByRole('button', { name: 'React' }).click();
	await item.getByRole('button', { name: 'React with 👍' }).click();
	await page.getByLabel('👍 from Bob').waitFor();
	expect(scene.receiver.received.at(-1)?.json()).toMatchObject({
		action: { reaction: { type: 'react', emoji: '👍' } },
	});

	await item.getByRole('button', { name: 'Reply' }).click();
	await page.keyboard.type('Yes');
	await page.keyboard.press('Enter');
	await page
		.getByRole('article', { name: 'Message of Bob' })
		.getByText('In answer to Ann')
		.waitFor();

	const [chat] = scene.sandbox.chats();
	const reaction = {
		conversation_id: 'chat-42',
		user: { id: 'user-42' },
		type: 'react',
		emoji: '❤️',
	};
	const written = scene.sandbox.messages({ direction: 'outgoing' })[0];
	expect(written).toMatchObject({ chatId: chat?.id });
	await scene.call('POST', `/${scene.scopeId}/react`, { ...reaction, id: written?.id });
	await page.getByLabel('❤️ from Ann').waitFor();
	const edit = { ...now(), msgid: 'm-1', conversation_id: 'chat-42' };
	await scene.send({ ...edit, message: { type: 'text', text: 'Hello again' } }, 'edit_message');
	await page.locator('.text', { hasText: 'Hello again' }).waitFor();
	await page.locator('blockquote', { hasText: 'Hello again' }).waitFor();
	await page.getByText('edited').waitFor();
});

it('sends a file, and shows it', async () => {
	await send({});
	const page = await openChat();
	await page.getByLabel('Send a file').setInputFiles(pixel);
	const picture = page.getByRole('img', { name: 'pixel.png' });
	await picture.waitFor();
	await page.waitForFunction('document.querySelector(".picture img").naturalWidth === 1');
	const { message } =
		(scene.receiver.received.at(-1)?.json() as { message: { message: object } }) ?? {};
	expect(message.message).toMatchObject({ type: 'picture', file_name: 'pixel.png', file_size: 70 });
	const media = (message.message as { media?: string }).media ?? '';
	const bytes = Buffer.from(await (await fetch(media)).arrayBuffer());
	expect(bytes).toEqual(pixel.buffer);
});

it('shows comments under their post, and answers them in public', async () => {
	const post = { id: 'p-1', url: 'https://example.com/p/1', username: 'shop', caption: 'New ones' };
	await send({ message: { type: 'text', text: 'How much?', post } });
	await send({ msgid: 'm-2', message: { type: 'text', text: 'And the red one?', post } });
	const page = await openChat();
	expect(await page.getByRole('complementary', { name: 'Post' }).count()).toBe(1);
	await page.getByText('New ones').waitFor();
	const log = page.getByRole('log');
	const item = log.getByRole('listitem').filter({ hasText: 'And the red one?' });
	await item.hover();
	await item.getByRole('button', { name: 'Answer comment' }).click();
	await page.keyboard.type('Ten');
	await page.keyboard.press('Enter');
	await page.getByRole('article', { name: 'Message of Bob' }).waitFor();
	expect(scene.receiver.received.at(-1)?.json()).toMatchObject({
		message: { message: { text: 'Ten', post: { id: 'p-1' } } },
	});
});

it('sends buttons, a list and a template', async () => {
	await send({});
	const page = await openChat();
	for (const [tool, sent] of [
		['Buttons', { markup: { mode: 'inline' } }],
		['List', { markup: { list_message: { button: 'Choose a size' } } }],
		['Template', { text: 'Order 1001 is ready', template: { external_id: 'tpl-1' } }],
	] as const) {
		const before = scene.receiver.received.length;
		await page.getByRole('button', { name: tool, exact: true }).click();
		await page.getByRole('button', { name: /^Send (buttons|list|template)/ }).click();
		await page.getByRole('article', { name: 'Message of Bob' }).nth(before).waitFor();
		expect(scene.receiver.received.at(-1)?.json()).toMatchObject({ message: { message: sent } });
	}
});

it('writes first to a phone number', async () => {
	const page = await openInbox();
	await page.getByText('Write first', { exact: true }).click();
	await page.getByLabel('Phone number').fill('+15550100042');
	await page.getByLabel('Message', { exact: true }).fill('Good day');
	await page.getByRole('button', { name: 'Send' }).click();
	await page.getByRole('heading', { name: '+15550100042' }).waitFor();
	expect(scene.receiver.received.at(-1)?.json()).toMatchObject({
		message: { receiver: { phone: '+15550100042' } },
	});
});

it('explains a refused signature with the mistake that produced it', async () => {
	const page = await openInbox('#panel=traffic');
	const target = `/v2/origin/custom/${scene.scopeId}`;
	const date = new Date().toUTCString().replace('GMT', '+0000');
	const body = JSON.stringify({ event_type: 'new_message', payload: incoming(now()) });
	const decoded = Buffer.from(scene.channel.secret, 'hex');
	const headers = signedHeaders('POST', target, body, decoded, date);
	const response = await fetch(scene.sandbox.url + target, { method: 'POST', headers, body });
	expect(response.status).toBe(403);

	await page.getByText('refused 403').click();
	const note = page.getByRole('note');
	await note.getByText('Signed with the secret decoded from hex.').waitFor();
	await note.getByText('The secret is the key as it is written').waitFor();
	await note.getByText('What each known mistake makes of this request').click();
	const match = page.getByRole('row').filter({ hasText: 'the secret decoded from hex' });
	expect(await match.getAttribute('class')).toBe('matches');
	expect(await match.textContent()).toContain(headers['X-Signature']);
	const right = signedHeaders('POST', target, body, scene.channel.secret, date);
	await note.getByText(right['X-Signature'] ?? '', { exact: true }).waitFor();
});

it('shows the test of a credential as what it is, and not as a failure', async () => {
	const page = await openInbox('#panel=traffic');
	const { id } = scene.channel;
	expect((await scene.call('POST', `/${id}/connect`)).status).toBe(400);
	await page.getByText('credential test 400').click();
	await page.getByText('Somebody tested a credential').waitFor();
	expect(await page.locator('.entry:is(.refused, .faulted, .failed)').count()).toBe(0);
	await page.getByLabel('Only what failed').check();
	await page.getByText('credential test 400').waitFor({ state: 'detached' });

	// An account that is named and refused is a failure.
	await scene.call('POST', `/${id}/connect`, { account_id: 'nobody' });
	await page.getByText('refused 400').waitFor();
});

it('makes go wrong what is chosen, and shows it', async () => {
	const page = await openInbox('#panel=faults');
	await page.getByLabel('What goes wrong').selectOption('429, Retry-After 2 s');
	await page.getByRole('button', { name: 'Add', exact: true }).click();
	await page.getByText('1 to come').waitFor();
	const answer = await send({});
	expect([answer.status, answer.headers.get('retry-after')]).toEqual([429, '2']);
	await page.getByText('Nothing goes wrong on purpose.').waitFor();

	await page.getByLabel('What goes wrong').selectOption('Webhook sent twice');
	await page.getByLabel('How often').selectOption('Every one, until removed');
	await page.getByRole('button', { name: 'Add', exact: true }).click();
	await send({});
	await scene.sandbox.managerWrites({ conversationId: 'chat-42', text: 'Hi' });
	expect(scene.receiver.received).toHaveLength(2);
	await page.getByRole('button', { name: 'Remove Webhook sent twice' }).click();
	await page.getByText('Nothing goes wrong on purpose.').waitFor();
	expect(scene.sandbox.faults.list()).toEqual([]);
});

it('sets up a channel, and forgets what happened when told to', async () => {
	await send({});
	const page = await openInbox('#panel=setup');
	await page.getByText(scene.channel.secret).waitFor();
	await page.getByLabel('Add a channel').fill('Second');
	await page.getByRole('button', { name: 'Add', exact: true }).first().click();
	await page.getByRole('heading', { name: 'Second' }).waitFor();
	await page.getByRole('button', { name: 'Connect', exact: true }).click();
	await page.getByRole('heading', { name: /Sandbox account Second/ }).waitFor();
	expect(scene.sandbox.connections()).toHaveLength(2);

	await page.getByRole('button', { name: 'Reset …' }).click();
	await page.getByRole('button', { name: 'Yes, forget it all' }).click();
	await page.getByText('No chats yet', { exact: true }).first().waitFor();
	expect(scene.sandbox.messages()).toEqual([]);
	expect(scene.sandbox.channels()).toHaveLength(2);
});

it('fits a phone, shows one thing at a time, and works by keyboard alone', async () => {
	await send({});
	const page = await openInbox('', { viewport: { width: 360, height: 740 } });
	const line = page.getByRole('button', { name: /Ann/ });
	await line.focus();
	await page.keyboard.press('Enter');
	await page.getByRole('article').waitFor();
	expect(await line.isVisible()).toBe(false);
	expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360);
	await page.getByRole('button', { name: 'Back to the chats' }).press('Enter');
	await line.waitFor();
	await page.getByRole('button', { name: 'Traffic' }).press('Enter');
	await page.getByRole('heading', { name: 'Traffic' }).waitFor();
	await page.keyboard.press('Escape');
	await page.getByRole('heading', { name: 'Traffic' }).waitFor({ state: 'detached' });
});

it('asks nobody but the sandbox for anything', async () => {
	await send({});
	const page = await openInbox();
	const asked: string[] = [];
	page.on('request', (request) => asked.push(new URL(request.url()).origin));
	await page.reload();
	await page.getByText('Live').waitFor();
	expect(asked.length).toBeGreaterThan(10);
	expect(new Set(asked)).toEqual(new Set([scene.sandbox.url]));
});
