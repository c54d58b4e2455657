import { startTelegram, type Telegram } from '../../sandbox/messengers/telegram.mts';
import { messageIdOf } from '../../sandbox/messengers/telegram/clients.mts';
import { openScene, type Scene } from '../e2e/scene.mts';
import { outsideOfThisRun } from '../e2e/shared.mts';
import { PNG, sha256 } from '../engine/fileServer.mts';
import { openExample, type Example } from './example.mts';
import { lead } from './outside/outside.mts';
import { standInFor, type StandIn } from './outside/standIn.mts';

const ann = { id: 1001, is_bot: false, first_name: 'Ann', last_name: 'Lee', username: 'ann' };
const conversationId = String(ann.id);

let scene: Scene;
let telegram: Telegram;
let amoFiles: StandIn;
let example: Example;

beforeAll(async () => {
	scene = await openScene();
	telegram = await startTelegram();
	await lead(outsideOfThisRun(), 'api.telegram.org', telegram.port);
	amoFiles = await standInFor(['files.amocrm.example.com'], () => ({
		...{ type: 'application/octet-stream', body: new Uint8Array(PNG) },
	}));
	const { token } = telegram;
	example = await openExample(scene, 'telegram', {
		credentials: {
			telegramApi: { accessToken: token, baseUrl: 'https://api.telegram.org' },
			amoCrmChatsMessengerApi: { token, host: 'https://api.telegram.org' },
		},
	});
});
afterAll(async () => {
	await scene.n8n.unpublish(example.id);
	expect(telegram.webhook()).toBeUndefined();
	telegram.close();
	amoFiles.close();
	await scene.sandbox.close();
});

const inCrm = (id: string) => scene.sandbox.find(id);
const lastSent = () => telegram.accepted.at(-1);

/** The ID that the message of the update has in amoCRM. */
async function brought(act: Promise<Parameters<typeof messageIdOf>[0]>): Promise<string> {
	const update = await act;
	await example.succeeds();
	return `${ann.id}:${messageIdOf(update)}`;
}

const clientWrites = (content: string | Record<string, unknown>) =>
	brought(telegram.clients.writes(ann, content));
const numberOf = (id: string) => Number(id.split(':')[1]);

async function managerWrites(parts: object) {
	const { message } = await scene.sandbox.managerWrites({ conversationId, ...parts });
	await example.succeeds();
	return inCrm(message.id) ?? message;
}

test("a client's text arrives, once however often it is told, and a quote finds it", async () => {
	const first = await clientWrites('Is the *blue_one* <there>?');
	expect(inCrm(first)).toMatchObject({
		direction: 'incoming',
		content: { type: 'text', text: 'Is the *blue_one* <there>?' },
	});
	expect(scene.sandbox.participants()).toContainEqual(
		expect.objectContaining({ name: 'Ann Lee', profileLink: 'https://t.me/ann' }),
	);
	const { url, headers, body } = telegram.deliveries.at(-1) ?? { url: '', headers: {}, body: '' };
	expect((await fetch(url, { method: 'POST', headers, body })).status).toBe(200);
	await example.succeeds();
	expect(scene.sandbox.messages()).toHaveLength(1);
	const second = await brought(telegram.clients.replies(ann, numberOf(first), 'Or the red?'));
	expect(inCrm(second)?.replyTo).toMatchObject({ message: { msgid: first } });
});

test.each([
	['photo', 'picture', 'a.jpg'],
	['voice', 'voice', 'a.ogg'],
	['document', 'file', 'Счёт.pdf'],
] as const)("a client's %s arrives as %s, byte for byte", async (kind, type, name) => {
	const file = { name, type: 'application/octet-stream', bytes: PNG };
	const more = { caption: 'Look', duration: 3 };
	const message = inCrm(await brought(telegram.clients.sends(ann, kind, file, more)));
	expect(message?.content).toMatchObject({ type, text: 'Look' });
	if (kind === 'document') expect(message?.content.file_name).toBe(name);
	if (kind === 'voice') expect(message?.content.media_duration).toBe(3);
	const response = await fetch(message?.content.media ?? '');
	expect(sha256(new Uint8Array(await response.arrayBuffer()))).toBe(sha256(PNG));
});

test('of a file that Telegram keeps from bots the manager is told', async () => {
	const file = { name: 'big.zip', type: 'application/zip', bytes: PNG, size: 21 * 1024 * 1024 };
	const more = { caption: 'All photos' };
	const message = inCrm(await brought(telegram.clients.sends(ann, 'document', file, more)));
	expect(message?.content.type).toBe('text');
	expect(message?.content.text).toMatch(/^All photos\n📎 big\.zip \(not brought: .*20 MB/);
});

test('places and contacts arrive', async () => {
	const place = await clientWrites({ location: { latitude: 55.75, longitude: 37.61 } });
	expect(inCrm(place)?.content).toMatchObject({ location: { lat: 55.75, lon: 37.61 } });
	const contact = await clientWrites({ contact: { first_name: 'Bo', phone_number: '+155501' } });
	expect(inCrm(contact)?.content).toMatchObject({ contact: { name: 'Bo', phone: '+155501' } });
});

test("a client's edit and reactions change the message", async () => {
	const id = await clientWrites('Two');
	await brought(telegram.clients.edits(ann, numberOf(id), 'Three'));
	expect(inCrm(id)?.content.text).toBe('Three');
	for (const emoji of [['👍'], []]) {
		await telegram.clients.reacts(ann, numberOf(id), emoji);
		await example.succeeds();
		expect(inCrm(id)?.reactions).toMatchObject(emoji.map((each) => ({ emoji: each })));
	}
});

test('what a client of a business account writes and deletes arrives', async () => {
	const owner = { id: 7, is_bot: false, first_name: 'Owner' };
	const { business_connection: connection } = await telegram.clients.connects(owner);
	const connectionId = String((connection as { id: string }).id);
	const update = await telegram.clients.writes(ann, 'Oops', { connectionId });
	await example.succeeds();
	const id = `${connectionId}:${ann.id}:${messageIdOf(update)}`;
	expect(inCrm(id)?.content.text).toBe('Oops');
	await telegram.clients.deletes(ann, [messageIdOf(update)], { connectionId });
	await example.succeeds();
	expect(inCrm(id)?.content.text).toBe('🗑 (deleted)');
});

test("a manager's text is delivered as it is, quotes, and can be quoted and reacted to", async () => {
	const question = await clientWrites('When?');
	const text = 'At 5_pm <b> & *not* later';
	const message = await managerWrites({ text, replyTo: question });
	const sent = lastSent();
	expect(sent).toMatchObject({
		...{ method: 'sendMessage', chatId: ann.id },
		fields: { text, reply_parameters: { message_id: numberOf(question) } },
	});
	const id = `${ann.id}:${sent?.messageId}`;
	expect(message).toMatchObject({
		integrationId: id,
		content: { type: 'text', text },
		delivery: { status: 'delivered' },
	});
	const answer = await brought(telegram.clients.replies(ann, numberOf(id), 'Good'));
	expect(inCrm(answer)?.replyTo).toMatchObject({ message: { msgid: id } });
	await telegram.clients.reacts(ann, numberOf(id), ['🎉']);
	await example.succeeds();
	expect(inCrm(message.id)?.reactions).toMatchObject([{ emoji: '🎉' }]);
	await managerWrites({ text: 'As I said', replyTo: message.id });
	expect(lastSent()?.fields.reply_parameters).toMatchObject({ message_id: sent?.messageId });
});

test.each([
	['video', 'sendVideo', 'a.mp4'],
	['file', 'sendDocument', 'Счёт.bin'],
])("a manager's %s is uploaded by %s, byte for byte", async (type, method, fileName) => {
	const media = `https://files.amocrm.example.com/${encodeURIComponent(fileName)}`;
	const message = await managerWrites({
		...{ type, text: 'Here', media, fileName, fileSize: PNG.length },
	});
	expect(lastSent()).toMatchObject({
		...{ method, fields: { caption: 'Here' } },
		file: { from: 'upload', name: fileName, sha256: sha256(PNG) },
	});
	expect(message).toMatchObject({
		integrationId: `${ann.id}:${lastSent()?.messageId}`,
		content: { type, text: 'Here', media },
		delivery: { status: 'delivered' },
	});
});

test.each([
	['as a message', [[{ text: 'Yes' }, { text: 'No' }]]],
	['as a callback', [[{ text: 'Yes' }, { text: 'Shop', url: 'https://shop.example' }]]],
])('a button that the client presses arrives %s', async (_, buttons) => {
	await managerWrites({ text: 'Really?', markup: { mode: 'inline', buttons } });
	await telegram.clients.presses(ann, 'Yes');
	await example.succeeds();
	expect(scene.sandbox.messages().at(-1)).toMatchObject({
		...{ direction: 'incoming', content: { text: 'Yes' } },
	});
	if (buttons[0]?.some((button) => 'url' in button)) {
		expect(lastSent()?.method).toBe('answerCallbackQuery');
	}
});

test("a manager's typing and reactions are shown", async () => {
	const id = await clientWrites('Thanks');
	await scene.sandbox.managerTypes({ conversationId });
	await example.succeeds();
	expect(lastSent()).toMatchObject({ method: 'sendChatAction', chatId: ann.id });
	for (const emoji of ['🔥', undefined]) {
		await scene.sandbox.managerReacts({ messageId: id, emoji });
		await example.succeeds();
		const reaction = emoji ? [{ type: 'emoji', emoji }] : [];
		expect(lastSent()).toMatchObject({
			...{ method: 'setMessageReaction', fields: { message_id: numberOf(id), reaction } },
		});
	}
});

test('when the client has blocked the bot, the manager sees it', async () => {
	await telegram.clients.blocks(ann);
	const { delivery } = await managerWrites({ text: 'Hello?' });
	expect(delivery).toMatchObject({ status: 'error', errorCode: 901 });
	expect(delivery.error).toMatch(/blocked/);
});

test("no execution stored holds the bot's token, even when Telegram cannot be reached", async () => {
	await telegram.clients.unblocks(ann);
	telegram.faults.add({ on: 'sendMessage', drop: true, when: 'before' });
	const { message } = await scene.sandbox.managerWrites({ conversationId, text: 'Hi' });
	const execution = await example.nextExecution();
	expect(JSON.stringify(execution)).toContain(message.id);
	expect(JSON.stringify(execution)).not.toContain(telegram.token);
});
