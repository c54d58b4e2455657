import { startWhatsApp, type WhatsApp } from '../../sandbox/messengers/whatsApp.mts';
import { messageIdOf } from '../../sandbox/messengers/whatsApp/clients.mts';
import type { Hook } from '../../sandbox/messengers/whatsApp/hooks.mts';
import { openScene, type Scene } from '../e2e/scene.mts';
import { outsideOfThisRun } from '../e2e/shared.mts';
import { PNG } from '../engine/fileServer.mts';
import { openExample, type Example } from './example.mts';
import { lead } from './outside/outside.mts';
import { standInFor, type StandIn } from './outside/standIn.mts';
import { answerOf } from './rows/rows.mts';
import { whatsAppRows, type WhatsAppEnds } from './rows/whatsApp.mts';

const ann = { name: 'Ann Lee', waId: '15550100042' };

let scene: Scene;
let whatsApp: WhatsApp;
let amoFiles: StandIn;
let example: Example;
let conversationId: string;
let ends: WhatsAppEnds;

beforeAll(async () => {
	scene = await openScene();
	whatsApp = await startWhatsApp({ mediaOrigin: 'https://lookaside.fbsbx.com' });
	for (const host of ['graph.facebook.com', 'lookaside.fbsbx.com']) {
		await lead(outsideOfThisRun(), host, whatsApp.port);
	}
	amoFiles = await standInFor([], answerOf);
	whatsApp.allowedHosts.push(new URL(amoFiles.url).host);
	const { app } = whatsApp;
	conversationId = `${app.phoneNumberId}:${ann.waId}`;
	example = await openExample(scene, 'whatsapp', {
		credentials: {
			whatsAppApi: {
				...{ accessToken: app.accessToken, businessAccountId: app.businessAccountId },
			},
			whatsAppTriggerApi: { clientId: app.appId, clientSecret: app.appSecret },
		},
		values: { '<YOUR PHONE NUMBER ID>': app.phoneNumberId },
		parameters: {
			'WhatsApp Trigger': { updates: "={{ ['messages', 'smb_message_echoes'] }}" },
			'From WhatsApp': { options: { groups: true, ownMessages: 'fromBot' } },
			'amoCRM Trigger': { events: ['message', 'reaction', 'typing'] },
		},
	});
	whatsApp.templates.push({ name: 'order_paid', language: 'en_US', parameters: 1 });
	const settled = async (act: Promise<unknown>) => {
		await act;
		await example.succeeds();
	};
	ends = { scene, whatsApp, ann, conversationId, settled, filesUrl: amoFiles.url };
	expect(whatsApp.subscription()).toBeDefined();
});
afterAll(async () => {
	await scene.n8n.unpublish(example.id);
	expect(whatsApp.subscription()).toBeUndefined();
	whatsApp.close();
	amoFiles.close();
	await scene.sandbox.close();
});

const inCrm = (id: string) => scene.sandbox.find(id);

/** The ID that the message of the hook has in amoCRM. */
async function brought(act: Promise<Hook>): Promise<string> {
	const hook = await act;
	await example.succeeds();
	return messageIdOf(hook);
}

async function managerWrites(parts: object) {
	const { message } = await scene.sandbox.managerWrites({ conversationId, ...parts });
	await example.succeeds();
	return inCrm(message.id) ?? message;
}

function lastSent() {
	const last = whatsApp.accepted.at(-1);
	if (!last) throw new Error('nothing was sent');
	return { ...last, id: last.id ?? '' };
}

test("a client's text arrives with name and phone, once, and a quote finds it", async () => {
	const first = await brought(whatsApp.clients.writes(ann, 'Is it <blue>?'));
	expect(inCrm(first)?.content).toMatchObject({ type: 'text', text: 'Is it <blue>?' });
	expect(scene.sandbox.participants()).toContainEqual(
		expect.objectContaining({ name: 'Ann Lee', phone: `+${ann.waId}` }),
	);
	const { url, headers, body } = whatsApp.deliveries.at(-1) ?? { url: '', headers: {}, body: '' };
	expect((await fetch(url, { method: 'POST', headers, body })).status).toBe(200);
	await example.succeeds();
	expect(scene.sandbox.messages()).toHaveLength(1);
	const second = await brought(whatsApp.clients.replies(ann, first, 'Or red?'));
	expect(inCrm(second)?.replyTo).toMatchObject({ message: { msgid: first } });
});

test.each(Object.entries(whatsAppRows.fromClient))('→ %s', async (_, run) => await run(ends));

test('of a file that WhatsApp does not give the manager is told', async () => {
	whatsApp.faults.add({ on: 'download', status: 404 }, { on: 'media', status: 404 });
	const file = { name: 'bill.pdf', type: 'application/pdf', bytes: PNG };
	const more = { caption: 'My bill' };
	const message = inCrm(await brought(whatsApp.clients.sends(ann, 'document', file, more)));
	whatsApp.faults.clear();
	expect(message?.content.type).toBe('text');
	expect(message?.content.text).toMatch(/^My bill\n📎 bill\.pdf \(not brought: /);
});

test("a manager's text is sent, its fate is told, and the client can quote and react", async () => {
	const question = await brought(whatsApp.clients.writes(ann, 'When?'));
	const { id } = await managerWrites({ text: 'At *five*', replyTo: question });
	const sent = lastSent();
	expect(sent.body).toMatchObject({
		...{ to: ann.waId, type: 'text', text: { body: 'At *five*' } },
		context: { message_id: question },
	});
	expect(inCrm(id)).toMatchObject({ integrationId: sent.id, delivery: { status: 'sent' } });
	for (const status of ['delivered', 'read'] as const) {
		await whatsApp.reports(sent.id, status);
		await example.succeeds();
		expect(inCrm(id)?.delivery.status).toBe(status);
	}
	const answer = await brought(whatsApp.clients.replies(ann, sent.id, 'Good'));
	expect(inCrm(answer)?.replyTo).toMatchObject({ message: { msgid: sent.id } });
	for (const emoji of ['👍', undefined]) {
		await brought(whatsApp.clients.reacts(ann, sent.id, emoji));
		expect(inCrm(id)?.reactions).toMatchObject(emoji ? [{ emoji }] : []);
	}
});

test.each(Object.entries(whatsAppRows.toClient))('← %s', async (_, run) => await run(ends));

test('why a message could not be sent is shown to the manager', async () => {
	whatsApp.refuse(131030);
	const { delivery } = await managerWrites({ text: 'Hello?' });
	expect(delivery).toMatchObject({ status: 'error', errorCode: 904 });
});

test('why a message failed later is shown to the manager', async () => {
	const { id } = await managerWrites({ text: 'Hello again' });
	await whatsApp.reports(lastSent().id, 'failed', 131047);
	await example.succeeds();
	expect(inCrm(id)?.delivery).toMatchObject({ status: 'error', errorCode: 905 });
	expect(inCrm(id)?.delivery.error).toMatch(/24 hours/);
});
