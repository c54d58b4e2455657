import { randomBytes } from 'node:crypto';
import { openScene, type Scene } from '../e2e/scene.mts';
import { sha256 } from '../engine/fileServer.mts';
import { openExample, type Example } from './example.mts';
import { startWhatsApp, type SentByNumber, type WhatsApp } from './standIns/whatsApp.mts';

const client = '15550100042';
const conversationId = client;
const FILE = randomBytes(40_000);
const app = {
	...{ clientId: '7001', clientSecret: 'app-secret' },
	...{ accessToken: 'system-user-token', phoneNumberId: '9001' },
};

let scene: Scene;
let whatsApp: WhatsApp;
let example: Example;

beforeAll(async () => {
	scene = await openScene();
	whatsApp = await startWhatsApp(app);
	const { clientId, clientSecret, accessToken } = app;
	example = await openExample(scene, 'whatsapp', {
		credentials: {
			whatsAppApi: { accessToken, businessAccountId: '8001' },
			whatsAppTriggerApi: { clientId, clientSecret },
		},
		values: { '<YOUR PHONE NUMBER ID>': app.phoneNumberId },
	});
	expect(whatsApp.isListening()).toBe(true);
});
afterAll(async () => {
	await scene.n8n.unpublish(example.id);
	expect(whatsApp.isListening()).toBe(false);
	whatsApp.close();
	await scene.sandbox.close();
});

const inCrm = (id: string) => scene.sandbox.find(id);

async function clientWrites(content: object): Promise<string> {
	const id = await whatsApp.clientWrites(client, 'Ann Lee', content);
	await example.succeeds();
	return id;
}

const clientSays = (body: string, more: object = {}) =>
	clientWrites({ type: 'text', text: { body }, ...more });

async function managerWrites(parts: object) {
	const { message } = await scene.sandbox.managerWrites({ conversationId, ...parts });
	await example.succeeds();
	return inCrm(message.id) ?? message;
}

function lastSent(): SentByNumber {
	const last = whatsApp.sent.at(-1);
	if (!last) throw new Error('nothing was sent');
	return last;
}

test("a client's text arrives with name and phone, and a quote finds its message", async () => {
	const first = await clientSays('Is it <blue>?');
	expect(inCrm(first)?.content).toMatchObject({ type: 'text', text: 'Is it <blue>?' });
	expect(scene.sandbox.participants()).toContainEqual(
		expect.objectContaining({ name: 'Ann Lee', phone: `+${client}` }),
	);
	const second = await clientSays('Or red?', { context: { id: first } });
	expect(inCrm(second)?.replyTo).toMatchObject({ message: { msgid: first } });
});

test.each([
	['image', 'image/jpeg', 'picture', { caption: 'Look' }],
	['audio', 'audio/ogg', 'voice', { voice: true }],
	['document', 'application/pdf', 'file', { caption: 'Look', filename: 'Счёт.pdf' }],
])("a client's %s (%s) arrives as %s, byte for byte", async (type, mime, amoType, more) => {
	const id = whatsApp.keep(mime, FILE);
	const message = inCrm(await clientWrites({ type, [type]: { id, mime_type: mime, ...more } }));
	expect(message?.content.type).toBe(amoType);
	expect(message?.content.text).toBe('caption' in more ? more.caption : undefined);
	if ('filename' in more) expect(message?.content.file_name).toBe(more.filename);
	const file = await fetch(message?.content.media ?? '');
	expect(sha256(new Uint8Array(await file.arrayBuffer()))).toBe(sha256(FILE));
});

test.each(['graph.facebook.com', 'lookaside.fbsbx.com'])(
	'of a file that %s does not give the manager is told',
	async (host) => {
		whatsApp.lost.add(host);
		const document = { id: whatsApp.keep('application/pdf', FILE), filename: 'bill.pdf' };
		const content = { type: 'document', document: { ...document, caption: 'My bill' } };
		const message = inCrm(await clientWrites(content));
		whatsApp.lost.delete(host);
		expect(message?.content.type).toBe('text');
		expect(message?.content.text).toMatch(/bill\.pdf: WhatsApp did not give the file.*\nMy bill/);
	},
);

test("a manager's text is sent, its fate is told, and the client can quote and react", async () => {
	const question = await clientSays('When?');
	const { id } = await managerWrites({ text: 'At *five*', replyTo: question });
	const sent = lastSent();
	expect(sent.body).toMatchObject({
		...{ to: client, type: 'text', text: { body: 'At *five*' } },
		context: { message_id: question },
	});
	expect(inCrm(id)).toMatchObject({ integrationId: sent.id, delivery: { status: 'sent' } });
	for (const status of ['delivered', 'read']) {
		await whatsApp.reports(sent, status);
		await example.succeeds();
		expect(inCrm(id)?.delivery.status).toBe(status);
	}
	const answer = await clientSays('Good', { context: { id: sent.id } });
	expect(inCrm(answer)?.replyTo).toMatchObject({ message: { msgid: sent.id } });
	for (const emoji of ['👍', undefined]) {
		await clientWrites({ type: 'reaction', reaction: { message_id: sent.id, emoji } });
		expect(inCrm(id)?.reactions).toMatchObject(emoji ? [{ emoji }] : []);
	}
});

test.each([
	['picture', 'image', { caption: 'Here' }],
	['voice', 'audio', {}],
	['file', 'document', { caption: 'Here', filename: 'a.bin' }],
])("a manager's %s is sent as %s, by its address", async (type, kind, rest) => {
	const link = `https://files.amocrm.example.com/${type}`;
	await managerWrites({ type, text: 'Here', media: link, fileName: 'a.bin', fileSize: 9 });
	expect(lastSent().body).toMatchObject({ type: kind });
	expect(lastSent().body[kind]).toEqual({ link, ...rest });
});

test("a manager's reaction is sent, and taken back", async () => {
	const id = await clientSays('Thanks');
	for (const emoji of ['🔥', undefined]) {
		await scene.sandbox.managerReacts({ messageId: id, emoji });
		await example.succeeds();
		const reaction = { message_id: id, emoji: emoji ?? '' };
		expect(lastSent().body).toMatchObject({ type: 'reaction', reaction });
	}
});

test('why a message could not be sent is shown to the manager', async () => {
	whatsApp.blocked.add(client);
	const { delivery } = await managerWrites({ text: 'Hello?' });
	whatsApp.blocked.delete(client);
	expect(delivery).toMatchObject({ status: 'error', errorCode: 905 });
	expect(delivery.error).toMatch(/Message undeliverable/);
});

test('why a message failed later is shown to the manager', async () => {
	const { id } = await managerWrites({ text: 'Hello again' });
	const details = 'More than 24 hours have passed since the client wrote';
	await whatsApp.reports(lastSent(), 'failed', [{ code: 131047, error_data: { details } }]);
	await example.succeeds();
	expect(inCrm(id)?.delivery).toEqual({ status: 'error', errorCode: 905, error: details });
});
