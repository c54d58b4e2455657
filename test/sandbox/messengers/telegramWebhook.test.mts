import { startTelegram, type Telegram } from '../../../sandbox/messengers/telegram.mts';
import { tooManyRequests } from '../../../sandbox/messengers/telegram/refusal.mts';
import { openWebhook } from './webhook.mts';

const ann = { id: 42, first_name: 'Ann' };

let telegram: Telegram;
let webhook: Awaited<ReturnType<typeof openWebhook>> | undefined;
beforeEach(async () => {
	telegram = await startTelegram({ pause: (attempts) => (attempts < 5 ? 1 : undefined) });
});
afterEach(() => {
	telegram.close();
	webhook?.close();
});

async function call(method: string, body: object = {}) {
	const response = await fetch(`${telegram.url}/bot${telegram.token}/${method}`, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify(body),
	});
	return (await response.json()) as { result: unknown; description?: string };
}

const kindsOf = (bodies: Array<{ body: string }>) =>
	bodies.map(({ body }) => Object.keys(JSON.parse(body) as object)[1]);

it('is set, told of and deleted', async () => {
	webhook = await openWebhook();
	expect(await call('getWebhookInfo')).toMatchObject({ result: { url: '' } });
	const order = { url: webhook.url, secret_token: 'word', allowed_updates: ['message'] };
	expect(await call('setWebhook', order)).toEqual({
		...{ ok: true, result: true, description: 'Webhook was set' },
	});
	expect(await call('getWebhookInfo')).toMatchObject({
		result: { url: webhook.url, allowed_updates: ['message'], pending_update_count: 0 },
	});
	expect((await call('deleteWebhook')).description).toBe('Webhook was deleted');
	expect((await call('deleteWebhook')).description).toBe('Webhook is already deleted');
});

it.each([
	[{ url: 'http://example.com' }, 'bad webhook: An HTTPS URL must be provided for webhook'],
	[{ secret_token: 'a b' }, 'secret token contains unallowed characters'],
	[{ secret_token: 'x'.repeat(257) }, 'secret token is too long'],
])('%j is refused', async (wrong, expected) => {
	const order = { url: 'https://example.com', ...wrong };
	expect((await call('setWebhook', order)).description).toBe(`Bad Request: ${expected}`);
});

it('gets updates with its secret, and only of the kinds that were asked for', async () => {
	webhook = await openWebhook();
	await call('setWebhook', { url: webhook.url, secret_token: 'word', allowed_updates: [] });
	const update = await telegram.clients.writes(ann, 'Hi');
	await telegram.clients.reacts(ann, 1, ['👍']);
	await telegram.clients.blocks(ann);
	expect(kindsOf(webhook.received)).toEqual(['message', 'my_chat_member']);
	expect(webhook.received[0]?.headers['x-telegram-bot-api-secret-token']).toBe('word');
	expect(JSON.parse(webhook.received[0]?.body ?? '')).toEqual(update);
	await call('setWebhook', { url: webhook.url, allowed_updates: ['message_reaction'] });
	await telegram.clients.writes(ann, 'Hi');
	await telegram.clients.reacts(ann, 1);
	expect(kindsOf(webhook.received.slice(2))).toEqual(['message_reaction']);
});

it('gets an update again until it answers 2xx, and what is behind it later', async () => {
	webhook = await openWebhook(500, 404, 302);
	await call('setWebhook', { url: webhook.url });
	await Promise.all([telegram.clients.writes(ann, 'one'), telegram.clients.writes(ann, 'two')]);
	await telegram.settled();
	const texts = webhook.received.map(({ body }) => /one|two/.exec(body)?.[0]);
	expect(texts).toEqual(['one', 'one', 'one', 'one', 'two']);
	expect(telegram.deliveries).toMatchObject([
		{ state: 'delivered', attempts: [{ status: 500 }, { status: 404 }, {}, { status: 200 }] },
		{ state: 'delivered', attempts: [{ status: 200 }] },
	]);
});

it('waits as long as the answer asks', async () => {
	webhook = await openWebhook(503);
	webhook.answerHeaders['retry-after'] = '1';
	await call('setWebhook', { url: webhook.url });
	const began = Date.now();
	await telegram.clients.writes(ann, 'Hi');
	await telegram.settled();
	expect(Date.now() - began).toBeGreaterThanOrEqual(990);
	expect(telegram.deliveries).toMatchObject([{ state: 'delivered' }]);
});

it('must be on this machine', async () => {
	await call('setWebhook', { url: 'https://example.com/hook' });
	await telegram.clients.writes(ann, 'Hi');
	await telegram.settled();
	const error = 'hooks go to this machine only';
	expect(telegram.deliveries).toMatchObject([
		{ state: 'dropped', attempts: [{ error }, {}, {}, {}, {}] },
	]);
});

it('is given up in the end', async () => {
	webhook = await openWebhook(500, 500, 500, 500, 500);
	await call('setWebhook', { url: webhook.url });
	await telegram.clients.writes(ann, 'Hi');
	await telegram.settled();
	expect(telegram.deliveries).toMatchObject([{ state: 'dropped' }]);
});

it('gets what waited for it, unless that is dropped', async () => {
	webhook = await openWebhook();
	await telegram.clients.writes(ann, 'lost');
	await call('setWebhook', { url: webhook.url, drop_pending_updates: true });
	await call('deleteWebhook');
	await telegram.clients.writes(ann, 'waits');
	await call('setWebhook', { url: webhook.url });
	await telegram.settled();
	expect(webhook.received.map(({ body }) => /lost|waits/.exec(body)?.[0])).toEqual(['waits']);
});

describe('faults', () => {
	const send = () => call('sendMessage', { chat_id: 42, text: 'a' });
	beforeEach(() => telegram.clients.writes(ann, 'Hi'));

	it('answer with too many requests as often as asked', async () => {
		telegram.faults.add({ on: 'sendMessage', times: 2, ...tooManyRequests(3) });
		expect(await send()).toEqual({
			...{ ok: false, error_code: 429, description: 'Too Many Requests: retry after 3' },
			parameters: { retry_after: 3 },
		});
		await call('getMe');
		expect(await send()).toHaveProperty('parameters');
		expect(await send()).toHaveProperty('result');
		expect(telegram.accepted).toHaveLength(1);
	});

	it('drop the connection, before the message was taken or after', async () => {
		telegram.faults.add({ drop: true });
		await expect(send()).rejects.toThrow();
		expect(telegram.accepted).toHaveLength(0);
		telegram.faults.add({ drop: true, when: 'after' });
		await expect(send()).rejects.toThrow();
		expect(telegram.accepted).toHaveLength(1);
		expect(telegram.calls).toMatchObject([
			{ name: 'sendMessage', dropped: true },
			{ name: 'sendMessage', dropped: true },
		]);
	});

	it('delay, and hide that a message was taken', async () => {
		telegram.faults.add({ delay: 30 }, { status: 502, body: '<html>', when: 'after' });
		const began = Date.now();
		await send();
		expect(Date.now() - began).toBeGreaterThanOrEqual(29);
		const address = `${telegram.url}/bot${telegram.token}/sendMessage?chat_id=42&text=b`;
		const response = await fetch(address);
		expect([response.status, await response.text()]).toEqual([502, '<html>']);
		expect(telegram.accepted).toHaveLength(2);
	});
});
