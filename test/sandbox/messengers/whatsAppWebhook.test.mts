import { createHmac } from 'node:crypto';

import { startWhatsApp, type WhatsApp } from '../../../sandbox/messengers/whatsApp.mts';
import { messageIdOf } from '../../../sandbox/messengers/whatsApp/clients.mts';
import { answerWith } from '../../../sandbox/messengers/whatsApp/errors.mts';
import { openWebhook, subscribe } from './webhook.mts';

const ann = { name: 'Ann Lee', waId: '15550100042', userId: 'US.1349001' };
const zoe = { name: 'Zoe', username: 'zoe', userId: 'US.1349002', hidesPhone: true };

let whatsApp: WhatsApp;
let webhook: Awaited<ReturnType<typeof openWebhook>>;
beforeEach(async () => {
	whatsApp = await startWhatsApp({ pause: (attempts) => (attempts < 4 ? 1 : undefined) });
	webhook = await openWebhook();
});
afterEach(() => {
	whatsApp.close();
	webhook.close();
});

const connect = (...fields: string[]) => subscribe(whatsApp, webhook.url, fields);

async function send(message: object) {
	const { url, app } = whatsApp;
	const response = await fetch(`${url}/v26.0/${app.phoneNumberId}/messages`, {
		method: 'POST',
		headers: {
			'content-type': 'application/json',
			authorization: `Bearer ${app.accessToken}`,
		},
		body: JSON.stringify({ messaging_product: 'whatsapp', to: ann.waId, ...message }),
	});
	const answer = (await response.json()) as {
		messages?: Array<{ id: string }>;
		error?: { message: string };
	};
	return { status: response.status, id: answer.messages?.[0]?.id ?? '', ...answer };
}

interface Value {
	messages?: object[];
	statuses?: object[];
	contacts?: object[];
}

const valuesOf = (bodies: Array<{ body: string }>) =>
	bodies.flatMap(({ body }) => {
		const hook = JSON.parse(body) as { entry: Array<{ changes: Array<{ value: Value }> }> };
		return hook.entry.flatMap(({ changes }) => changes.map(({ value }) => value));
	});

describe('the subscription', () => {
	const list = async (token = `${whatsApp.app.appId}|${whatsApp.app.appSecret}`) => {
		const address = `${whatsApp.url}/v19.0/${whatsApp.app.appId}/subscriptions`;
		const response = await fetch(address, { headers: { authorization: `Bearer ${token}` } });
		return { status: response.status, ...((await response.json()) as { data?: object[] }) };
	};

	it('is made once the webhook returns the challenge, listed and deleted', async () => {
		expect((await list()).data).toEqual([]);
		expect(await (await connect('messages', 'history')).json()).toEqual({ success: true });
		expect(webhook.challenges.map((query) => Object.fromEntries(query))).toEqual([
			{
				'hub.mode': 'subscribe',
				'hub.challenge': expect.stringMatching(/^\d+$/),
				'hub.verify_token': 'node',
			},
		]);
		expect((await list()).data).toMatchObject([
			{
				...{ object: 'whatsapp_business_account', callback_url: webhook.url, active: true },
				fields: [{ name: 'messages' }, { name: 'history' }],
			},
		]);
		await fetch(`${whatsApp.url}/v19.0/${whatsApp.app.appId}/subscriptions`, {
			method: 'DELETE',
			headers: {
				...{ authorization: `Bearer ${whatsApp.app.appId}|${whatsApp.app.appSecret}` },
				'content-type': 'application/json',
			},
			body: JSON.stringify({ object: 'whatsapp_business_account' }),
		});
		expect((await list()).data).toEqual([]);
	});

	it('needs the token of the app, which needs its secret', async () => {
		expect((await list(whatsApp.app.accessToken)).status).toBe(401);
		const wrong = { client_id: whatsApp.app.appId, client_secret: 'other' };
		const body = new URLSearchParams({ ...wrong, grant_type: 'client_credentials' });
		const address = `${whatsApp.url}/oauth/access_token`;
		expect((await fetch(address, { method: 'POST', body })).status).toBe(400);
	});

	it('is refused where the webhook does not answer', async () => {
		const response = await subscribe(whatsApp, `${whatsApp.url}/nobody`, ['messages']);
		expect(response.status).toBe(400);
		expect(await response.json()).toMatchObject({ error: { code: 2200 } });
		expect(whatsApp.subscription()).toBeUndefined();
	});

	it('brings only its fields', async () => {
		await connect('messages');
		await whatsApp.clients.businessWrites(ann, 'From my phone');
		expect(webhook.received).toHaveLength(0);
		await connect('smb_message_echoes');
		await whatsApp.clients.businessWrites(ann, 'From my phone');
		await whatsApp.clients.writes(ann, 'Hi');
		expect(valuesOf(webhook.received)).toMatchObject([
			{ message_echoes: [{ from: '15550100000', to: ann.waId, text: { body: 'From my phone' } }] },
		]);
	});
});

it('signs the very bytes that it sends, with slashes and letters escaped', async () => {
	await connect('messages');
	const hook = await whatsApp.clients.writes(ann, 'Привет https://example.com');
	const [{ body, headers } = { body: '', headers: {} }] = webhook.received;
	const hash = createHmac('sha256', whatsApp.app.appSecret).update(body).digest('hex');
	expect(headers['x-hub-signature-256']).toBe(`sha256=${hash}`);
	expect(body).toContain('\\u041f\\u0440');
	expect(body).toContain('https:\\/\\/');
	expect(JSON.parse(body)).toEqual(hook);
});

it('brings a hook again until the answer is 200', async () => {
	webhook.close();
	webhook = await openWebhook(500, 201);
	await connect('messages');
	await whatsApp.clients.writes(ann, 'Hi');
	await whatsApp.settled();
	expect(webhook.received).toHaveLength(3);
	expect(new Set(webhook.received.map(({ body }) => body)).size).toBe(1);
	expect(whatsApp.deliveries).toMatchObject([{ state: 'delivered' }]);
});

it('brings messages with their contact; without a phone where it is hidden', async () => {
	await connect('messages');
	await whatsApp.clients.writes(ann, 'Hi');
	await whatsApp.clients.writes(zoe, 'Hi');
	const metadata = { display_phone_number: '15550100000', phone_number_id: '1060001' };
	const [first, second] = valuesOf(webhook.received);
	expect(first).toMatchObject({
		...{ messaging_product: 'whatsapp', metadata },
		contacts: [{ profile: { name: 'Ann Lee' }, wa_id: ann.waId, user_id: ann.userId }],
		messages: [{ from: ann.waId, from_user_id: ann.userId, type: 'text', text: { body: 'Hi' } }],
	});
	const contact = { profile: { name: 'Zoe', username: 'zoe' }, user_id: zoe.userId };
	expect(second?.contacts).toEqual([contact]);
	expect(second?.messages).toEqual([
		{
			...{ from_user_id: zoe.userId, id: expect.stringMatching(/^wamid\./) },
			...{ timestamp: expect.stringMatching(/^\d{10}$/), type: 'text', text: { body: 'Hi' } },
		},
	]);
	const { id, contacts } = await send({ to: undefined, recipient: zoe.userId, ...hello }).then(
		(answer) => ({ contacts: [], ...answer }),
	);
	expect(contacts).toEqual([{ input: zoe.userId, user_id: zoe.userId }]);
	await whatsApp.reports(id, 'delivered');
	const [status] = valuesOf(webhook.received).at(-1)?.statuses ?? [];
	expect(status).toMatchObject({ recipient_user_id: zoe.userId });
	expect(status).not.toHaveProperty('recipient_id');
});

const hello = { type: 'text', text: { body: 'Hello' } };

it('brings all that clients do', async () => {
	await connect('messages');
	const first = messageIdOf(await whatsApp.clients.writes(ann, 'Hi'));
	const { id } = await send(hello);
	const { clients } = whatsApp;
	await clients.replies(ann, id, 'Thanks');
	await clients.edits(ann, first, 'Hi!');
	await clients.deletes(ann, first);
	await clients.reacts(ann, id, '👍');
	await clients.reacts(ann, id);
	const several = [hello, { type: 'location', location: { latitude: 1, longitude: 2 } }];
	await clients.writesAtOnce(ann, ...several);
	const [, ...values] = valuesOf(webhook.received);
	expect(values.map(({ messages }) => messages)).toMatchObject([
		[{ context: { from: '15550100000', id }, text: { body: 'Thanks' } }],
		[{ type: 'edit', edit: { original_message_id: first, message: { text: { body: 'Hi!' } } } }],
		[{ type: 'revoke', revoke: { original_message_id: first } }],
		[{ type: 'reaction', reaction: { message_id: id, emoji: '👍' } }],
		[{ type: 'reaction', reaction: { message_id: id } }],
		several,
	]);
});

it('lets clients change their number', async () => {
	await connect('messages');
	await whatsApp.clients.changesNumber(ann, '15550100043', 'US.1349009');
	const system = { type: 'user_changed_number', wa_id: '15550100043', user_id: 'US.1349009' };
	const message = { from: ann.waId, type: 'system', system };
	expect(valuesOf(webhook.received)).toMatchObject([{ messages: [message] }]);
	expect(valuesOf(webhook.received)[0]).not.toHaveProperty('contacts');
});

describe('statuses', () => {
	it('bring back what was sent along, in any order that a test wants', async () => {
		await connect('messages');
		await whatsApp.clients.writes(ann, 'Hi');
		const { id } = await send({ ...hello, biz_opaque_callback_data: 'ours' });
		for (const status of ['sent', 'read', 'delivered', 'played'] as const) {
			await whatsApp.reports(id, status);
		}
		await whatsApp.reports(id, 'failed', 131047);
		const [, ...values] = valuesOf(webhook.received);
		const base = { id, recipient_id: ann.waId, biz_opaque_callback_data: 'ours' };
		expect(values.map(({ statuses }) => statuses?.[0])).toMatchObject([
			{ ...base, status: 'sent' },
			{ ...base, status: 'read' },
			{ ...base, status: 'delivered' },
			{ ...base, status: 'played' },
			{ ...base, status: 'failed', errors: [{ code: 131047, title: 'Re-engagement message' }] },
		]);
	});
});

describe('buttons and lists', () => {
	const buttons = (...titles: string[]) => ({
		buttons: titles.map((title, index) => ({ type: 'reply', reply: { id: `b${index}`, title } })),
	});
	const rows = (count: number) =>
		Array.from({ length: count }, (_, index) => ({ id: `r${index}`, title: `Row ${index}` }));
	const sections = (...all: object[][]) => ({
		...{
			button: 'Choose',
			sections: all.map((each, index) => ({ title: `S${index}`, rows: each })),
		},
	});
	const url = (parameters: object) => ({ name: 'cta_url', parameters });
	const body = { text: 'Well?' };

	it.each([
		['button', buttons('Yes', 'No', 'Later'), 200],
		['button', buttons('1', '2', '3', '4'), 400],
		['button', buttons('Yes', 'Yes'), 400],
		['button', buttons('x'.repeat(21)), 400],
		['button', buttons(), 400],
		['list', sections(rows(10)), 200],
		['list', sections(rows(11)), 400],
		['list', sections(rows(6), rows(6)), 400],
		['list', sections(rows(1), rows(1)), 400],
		['list', { ...sections(rows(1)), button: 'x'.repeat(21) }, 400],
		['list', sections([{ id: '1', title: 'x'.repeat(25) }]), 400],
		['list', sections([{ id: '1', title: '1', description: 'x'.repeat(73) }]), 400],
		['list', sections([{ id: 'x'.repeat(201), title: '1' }]), 400],
		['cta_url', url({ display_text: 'Site', url: 'https://example.com' }), 200],
		['cta_url', url({ display_text: 'Site', url: 'example' }), 400],
		['cta_url', url({ display_text: 'x'.repeat(21), url: 'https://example.com' }), 400],
		['carousel', {}, 400],
	])('%s %#', async (type, action, status) => {
		await whatsApp.clients.writes(ann, 'Hi');
		const interactive = { type, body, action };
		expect((await send({ type: 'interactive', interactive })).status).toBe(status);
		expect(whatsApp.accepted).toHaveLength(status === 200 ? 1 : 0);
	});

	it.each([
		[{ body: { text: 'x'.repeat(1025) } }],
		[{ body: undefined }],
		[{ footer: { text: 'x'.repeat(61) } }],
		[{ header: { type: 'text', text: 'x'.repeat(61) } }],
		[{ header: { type: 'audio', audio: {} } }],
	])('%j is refused', async (wrong) => {
		await whatsApp.clients.writes(ann, 'Hi');
		const interactive = { type: 'button', body, action: buttons('Yes'), ...wrong };
		expect((await send({ type: 'interactive', interactive })).status).toBe(400);
	});

	it('are pressed by their titles', async () => {
		await connect('messages');
		await whatsApp.clients.writes(ann, 'Hi');
		const first = await send({
			...{ type: 'interactive', interactive: { type: 'button', body, action: buttons('Yes') } },
		});
		await send({
			...{ type: 'interactive', interactive: { type: 'list', body, action: sections(rows(2)) } },
		});
		await whatsApp.clients.presses(ann, 'Yes');
		await whatsApp.clients.presses(ann, 'Row 1');
		const [, ...values] = valuesOf(webhook.received);
		expect(values.map(({ messages }) => messages?.[0])).toMatchObject([
			{
				...{ type: 'interactive', context: { id: first.id } },
				interactive: { type: 'button_reply', button_reply: { id: 'b0', title: 'Yes' } },
			},
			{ interactive: { type: 'list_reply', list_reply: { id: 'r1', title: 'Row 1' } } },
		]);
	});
});

it('breaks on purpose', async () => {
	await whatsApp.clients.writes(ann, 'Hi');
	whatsApp.faults.add({ on: 'messages', ...answerWith(131056) }, { status: 503, body: 'busy' });
	expect(await send(hello)).toMatchObject({ status: 400, error: { code: 131056 } });
	await expect(send(hello)).rejects.toThrow();
	whatsApp.faults.add({ drop: true, when: 'after' });
	await expect(send(hello)).rejects.toThrow();
	expect(whatsApp.accepted).toHaveLength(1);
	expect(whatsApp.calls.map(({ name, status }) => `${name} ${status}`)).toEqual([
		...['messages 400', 'messages 503', 'messages undefined'],
	]);
});
