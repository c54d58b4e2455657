import { randomBytes } from 'node:crypto';
import { openScene, type Scene } from '../e2e/scene.mts';
import { sha256 } from '../engine/fileServer.mts';
import { openExample, type Example } from './example.mts';
import { standInFor, type StandIn } from './outside/standIn.mts';
import { startTelegram, type Telegram } from './standIns/telegram.mts';

const token = '123456:stand-in';
const ann = { id: 1001, first_name: 'Ann', last_name: 'Lee', username: 'ann' };
const conversationId = String(ann.id);
const PHOTO = randomBytes(40_000);

let scene: Scene;
let telegram: Telegram;
let amoFiles: StandIn;
let example: Example;

beforeAll(async () => {
	scene = await openScene();
	telegram = await startTelegram(token, { id: 42, first_name: 'Shop' });
	amoFiles = await standInFor(['files.amocrm.example.com'], () => ({
		...{ type: 'application/octet-stream', body: new Uint8Array(PHOTO) },
	}));
	const telegramApi = { accessToken: token, baseUrl: 'https://api.telegram.org' };
	example = await openExample(scene, 'telegram', {
		credentials: { telegramApi },
		values: { '<YOUR BOT TOKEN>': token },
	});
});
afterAll(async () => {
	await scene.n8n.unpublish(example.id);
	expect(telegram.isListening()).toBe(false);
	telegram.close();
	amoFiles.close();
	await scene.sandbox.close();
});

const inCrm = (id: string) => scene.sandbox.find(id);

async function clientWrites(content: object): Promise<string> {
	const id = await telegram.clientWrites(ann, content);
	await example.succeeds();
	return id;
}

async function managerWrites(parts: object) {
	const { message } = await scene.sandbox.managerWrites({ conversationId, ...parts });
	await example.succeeds();
	return inCrm(message.id) ?? message;
}

test("a client's text arrives, and a quote of the client's own message finds it", async () => {
	const first = await clientWrites({ text: 'Is the *blue_one* <there>?' });
	expect(inCrm(first)).toMatchObject({
		direction: 'incoming',
		content: { type: 'text', text: 'Is the *blue_one* <there>?' },
	});
	expect(scene.sandbox.participants()).toContainEqual(
		expect.objectContaining({ name: 'Ann Lee', profileLink: 'https://t.me/ann' }),
	);
	const quoted = { message_id: Number(first.split(':')[1]), chat: { id: ann.id } };
	const second = await clientWrites({ text: 'Or the red?', reply_to_message: quoted });
	expect(inCrm(second)?.replyTo).toMatchObject({ message: { msgid: first } });
});

test.each([
	['photo', 'picture', (id: string) => [{ file_id: 'small' }, { file_id: id }]],
	['voice', 'voice', (id: string) => ({ file_id: id, duration: 3 })],
	['document', 'file', (id: string) => ({ file_id: id, file_name: 'Счёт.pdf' })],
])("a client's %s arrives as %s, byte for byte", async (kind, type, content) => {
	const id = telegram.keep(`file-${kind}`, `${kind}.bin`, PHOTO);
	const message = inCrm(await clientWrites({ [kind]: content(id), caption: 'Look' }));
	expect(message?.content).toMatchObject({ type, text: 'Look' });
	if (kind === 'document') expect(message?.content.file_name).toBe('Счёт.pdf');
	if (kind === 'voice') expect(message?.content.media_duration).toBe(3);
	const file = await fetch(message?.content.media ?? '');
	expect(sha256(new Uint8Array(await file.arrayBuffer()))).toBe(sha256(PHOTO));
});

test('of a file that Telegram keeps from bots the manager is told', async () => {
	const file = { file_id: telegram.keep('big', 'big.zip'), file_name: 'big.zip' };
	const message = inCrm(await clientWrites({ document: file, caption: 'All photos' }));
	expect(message?.content.type).toBe('text');
	expect(message?.content.text).toMatch(/big\.zip.*file is too big[^]*All photos/);
});

test('places and contacts arrive', async () => {
	const place = await clientWrites({ location: { latitude: 55.75, longitude: 37.61 } });
	expect(inCrm(place)?.content).toMatchObject({ location: { lat: 55.75, lon: 37.61 } });
	const contact = await clientWrites({ contact: { first_name: 'Bo', phone_number: '+155501' } });
	expect(inCrm(contact)?.content).toMatchObject({ contact: { name: 'Bo', phone: '+155501' } });
});

test("a client's edit and reactions change the message", async () => {
	const id = await clientWrites({ text: 'Two' });
	await telegram.clientEdits(ann, id, { text: 'Three' });
	await example.succeeds();
	expect(inCrm(id)?.content.text).toBe('Three');
	await telegram.clientReacts(ann, id, '👍');
	await example.succeeds();
	expect(inCrm(id)?.reactions).toMatchObject([{ emoji: '👍' }]);
	await telegram.clientReacts(ann, id);
	await example.succeeds();
	expect(inCrm(id)?.reactions).toEqual([]);
});

test("a manager's text is delivered as it is, quotes, and can be quoted and reacted to", async () => {
	const question = await clientWrites({ text: 'When?' });
	const text = 'At 5_pm <b> & *not* later';
	const message = await managerWrites({ text, replyTo: question });
	const sent = telegram.lastSent();
	expect(sent).toMatchObject({
		chatId: ann.id,
		fields: {
			text: 'At 5_pm &lt;b&gt; &amp; *not* later',
			reply_to_message_id: Number(question.split(':')[1]),
		},
	});
	const id = `${ann.id}:${sent?.messageId}`;
	expect(message).toMatchObject({
		integrationId: id,
		content: { type: 'text', text },
		delivery: { status: 'delivered' },
	});
	const quoted = { message_id: sent?.messageId, chat: { id: ann.id } };
	const answer = await clientWrites({ text: 'Good', reply_to_message: quoted });
	expect(inCrm(answer)?.replyTo).toMatchObject({ message: { msgid: id } });
	await telegram.clientReacts(ann, id, '🎉');
	await example.succeeds();
	expect(inCrm(message.id)?.reactions).toMatchObject([{ emoji: '🎉' }]);
	await managerWrites({ text: 'As I said', replyTo: message.id });
	expect(telegram.lastSent()?.fields.reply_to_message_id).toBe(sent?.messageId);
});

test.each([
	['picture', 'sendPhoto', 'photo'],
	['video', 'sendVideo', 'video'],
	['voice', 'sendAudio', 'audio'],
	['audio', 'sendAudio', 'audio'],
	['file', 'sendDocument', 'document'],
])("a manager's %s is delivered by %s, byte for byte", async (type, method, field) => {
	const media = `https://files.amocrm.example.com/${type}`;
	const file = { media, fileName: `${type}.bin`, fileSize: PHOTO.length };
	const message = await managerWrites({ type, text: 'Here', ...file });
	const sent = telegram.lastSent();
	expect(sent).toMatchObject({ method, fields: { caption: 'Here' } });
	const delivered = sent?.fields[field] as File;
	expect(delivered.name).toBe(`${type}.bin`);
	expect(sha256(new Uint8Array(await delivered.arrayBuffer()))).toBe(sha256(PHOTO));
	expect(message).toMatchObject({
		integrationId: `${ann.id}:${sent?.messageId}`,
		content: { type, text: 'Here', media, file_name: `${type}.bin` },
		delivery: { status: 'delivered' },
	});
});

test("a manager's typing and reactions are shown", async () => {
	const id = await clientWrites({ text: 'Thanks' });
	const [, messageId] = id.split(':');
	await scene.sandbox.managerTypes({ conversationId });
	await example.succeeds();
	expect(telegram.lastSent()).toMatchObject({ method: 'sendChatAction', chatId: ann.id });
	for (const emoji of ['🔥', undefined]) {
		await scene.sandbox.managerReacts({ messageId: id, emoji });
		await example.succeeds();
		expect(telegram.lastSent()).toMatchObject({
			method: 'setMessageReaction',
			fields: {
				message_id: Number(messageId),
				reaction: emoji ? [{ type: 'emoji', emoji }] : [],
			},
		});
	}
});

test.each([{}, { type: 'file', media: 'https://files.amocrm.example.com/a', fileName: 'a.bin' }])(
	'when the client has blocked the bot, the manager sees it (%j)',
	async (file) => {
		telegram.blocked.add(ann.id);
		const { delivery } = await managerWrites({ text: 'Hello?', ...file });
		telegram.blocked.delete(ann.id);
		expect(delivery).toMatchObject({ status: 'error', errorCode: 901 });
		expect(delivery.error).toMatch(/bot was blocked by the user/);
	},
);
