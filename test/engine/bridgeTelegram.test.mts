import { startTelegram, type Telegram } from '../../sandbox/messengers/telegram.mts';
import { runBridge, told, type BridgeJob } from './bridgeHarness.mts';
import { openFileServer, PNG, PUBLIC, sha256 } from './fileServer.mts';
import { openScene, type Scene } from './scene.mts';
import { keepFilesOnDisk } from './storage.mts';

let scene: Scene;
let telegram: Telegram;
const ann = { id: 42, is_bot: false, first_name: 'Ann', last_name: 'Lee', username: 'annlee' };

beforeAll(keepFilesOnDisk);
beforeEach(async () => {
	scene = await openScene();
	telegram = await startTelegram();
});
afterEach(async () => {
	await scene.sandbox.close();
	telegram.close();
});

const run = async (direction: string, items: object[], rest: Partial<BridgeJob> = {}) =>
	await runBridge({
		...{ scene, items: items as BridgeJob['items'] },
		caller: { token: telegram.token },
		...rest,
		parameters: {
			operation: direction,
			messenger: 'telegram',
			telegramApiUrl: telegram.url,
			...rest.parameters,
		},
	});
const bringIn = async (update: object | undefined, rest?: Partial<BridgeJob>) =>
	await run('fromMessenger', update === undefined ? [] : [update], rest);
const bringOut = async (rest?: Partial<BridgeJob>) =>
	await run('toMessenger', [await told(scene)], rest);

type Written = Parameters<Scene['sandbox']['managerWrites']>[0];
/** A manager answers, in a chat that Ann has begun. */
async function answer(content: Partial<Written>, rest?: Partial<BridgeJob>) {
	await bringIn(await telegram.clients.writes(ann, 'Hello'));
	const written = { conversationId: '42', ...content } as Written;
	const { message } = await scene.sandbox.managerWrites(written);
	const outcome = await bringOut(rest);
	return { ...outcome, message: () => scene.sandbox.find(message.id) };
}

const contents = () => scene.sandbox.messages().map(({ content }) => content);
const sent = () => telegram.accepted.map(({ method, fields }) => ({ method, fields }));

describe('from Telegram', () => {
	test('a text arrives, once however often it is told', async () => {
		const update = await telegram.clients.writes(ann, 'Hello');
		for (const parameters of [{}, { messenger: 'auto' }]) {
			const { done, error } = await bringIn(update, { parameters });
			expect(error).toBeUndefined();
			expect(done).toMatchObject([{ event: 'message', conversationId: '42' }]);
		}
		expect(contents()).toEqual([{ type: 'text', text: 'Hello' }]);
		expect(scene.sandbox.messages()).toMatchObject([{ integrationId: '42:1' }]);
		expect(scene.sandbox.participants()).toMatchObject([{ name: 'Ann Lee' }]);
	});

	test('the item of a Webhook node says the same', async () => {
		const body = await telegram.clients.writes(ann, 'Hello');
		const { error } = await bringIn({ headers: {}, params: {}, query: {}, body });
		expect(error).toBeUndefined();
		expect(contents()).toEqual([{ type: 'text', text: 'Hello' }]);
	});

	test.each([
		['photo', 'picture', 'a.jpg'],
		['video', 'video', 'a.mp4'],
		['voice', 'voice', 'a.ogg'],
		['audio', 'audio', 'a.mp3'],
		['document', 'file', 'a.pdf'],
		['sticker', 'sticker', 'a.webp'],
	] as const)('a %s is fetched by way of Call', async (kind, type, name) => {
		const file = { name, type: 'application/octet-stream', bytes: PNG };
		const update = await telegram.clients.sends(ann, kind, file, { duration: 3 });
		const { done, error, rounds } = await bringIn(update);
		expect({ error, rounds, done: done.length }).toEqual({
			error: undefined,
			rounds: 3,
			done: 1,
		});
		expect(contents()).toMatchObject([{ type, media: expect.stringMatching(/^http/) as string }]);
	});

	test('what waits behind a file keeps its place in the chat', async () => {
		const file = { name: 'a.jpg', type: 'image/jpeg', bytes: PNG };
		const updates = [
			await telegram.clients.sends(ann, 'photo', file),
			await telegram.clients.writes(ann, 'second'),
			await telegram.clients.sends(ann, 'photo', file),
			await telegram.clients.writes({ ...ann, id: 43 }, 'another chat'),
		];
		const { done, error } = await run('fromMessenger', updates);
		expect(error).toBeUndefined();
		expect(done).toHaveLength(4);
		const chat = (id: string) =>
			scene.sandbox.chats().find(({ integrationId }) => integrationId === id)?.id;
		const types = (chatId: string | undefined) =>
			scene.sandbox.messages({ chatId }).map(({ content }) => content.type);
		expect(types(chat('42'))).toEqual(['picture', 'text', 'picture']);
		expect(types(chat('43'))).toEqual(['text']);
	});

	test.each([
		['Call is not connected', { isWired: false }],
		[
			'file is too big',
			{
				caller: {
					get token() {
						return telegram.token;
					},
				},
			},
		],
	])('a file that cannot be had (%s) comes as a text that names it', async (_, rest) => {
		const size = 'isWired' in rest ? undefined : 21 * 1024 * 1024;
		const file = { name: 'plan.pdf', type: 'application/pdf', bytes: PNG, size };
		const update = await telegram.clients.sends(ann, 'document', file, { caption: 'see' });
		const { error } = await bringIn(update, rest);
		expect(error).toBeUndefined();
		expect(contents()).toMatchObject([
			{ type: 'text', text: expect.stringMatching(/^see\n📎 plan\.pdf \(/) as string },
		]);
	});

	test('location, contact, reply, edit and reaction', async () => {
		const place = { location: { latitude: 55.75, longitude: 37.61 } };
		const card = { contact: { first_name: 'Bob', phone_number: '+15550100' } };
		const { clients } = telegram;
		await bringIn(await clients.writes(ann, 'first'));
		await bringIn(await clients.writes(ann, place));
		await bringIn(await clients.writes(ann, card));
		await bringIn(await clients.replies(ann, 1, 'an answer'));
		await bringIn(await clients.edits(ann, 1, 'changed'));
		await bringIn(await clients.reacts(ann, 1, ['👍']));
		const [first, where, who, reply] = scene.sandbox.messages();
		expect(first).toMatchObject({ content: { text: 'changed' }, reactions: [{ emoji: '👍' }] });
		expect(where?.content).toMatchObject({ location: { lat: 55.75, lon: 37.61 } });
		expect(who?.content).toMatchObject({ contact: { name: 'Bob', phone: '+15550100' } });
		expect(reply?.replyTo).toMatchObject({ message: { msgid: '42:1' } });
		await bringIn(await clients.reacts(ann, 1, []));
		expect(scene.sandbox.messages()[0]?.reactions).toEqual([]);
	});

	test('what was deleted says so', async () => {
		const owner = { id: 7, is_bot: false, first_name: 'Owner' };
		const connected = await telegram.clients.connects(owner);
		const where = {
			connectionId: (connected as { business_connection?: { id: string } }).business_connection?.id,
		};
		await bringIn(await telegram.clients.writes(ann, 'oops', where));
		const { error } = await bringIn(await telegram.clients.deletes(ann, [1], where));
		expect(error).toBeUndefined();
		expect(contents()).toMatchObject([{ text: '🗑 (deleted)' }]);
	});

	test.each([
		['a group', { chat: { id: -5, type: 'group', title: 'Us' }, from: ann, text: 'Hi' }],
		['a notice', { chat: { id: 42, type: 'private' }, from: ann, pinned_message: {} }],
	])('%s is told as other, and changes nothing', async (_, message) => {
		const update = { update_id: 1, message: { message_id: 5, date: 1764000000, ...message } };
		const { done, error } = await bringIn(update);
		expect(error).toBeUndefined();
		expect(done).toMatchObject([{ event: 'other', why: expect.any(String) as string }]);
		expect(scene.sandbox.requests).toEqual([]);
	});

	test('a reaction to what amoCRM does not have is no error', async () => {
		await telegram.clients.writes(ann, 'before the Bridge');
		const { done, error } = await bringIn(await telegram.clients.reacts(ann, 1, ['👍']));
		expect(error).toBeUndefined();
		expect(done).toMatchObject([{ event: 'other' }]);
	});

	test('what is no update of a messenger is told so', async () => {
		const { done, error } = await bringIn({ hello: 1 }, { parameters: { messenger: 'auto' } });
		expect(error).toBeUndefined();
		expect(done).toMatchObject([{ event: 'other' }]);
	});

	test('amoCRM being down is an error, and the same again brings it once', async () => {
		const update = await telegram.clients.writes(ann, 'Hello');
		scene.sandbox.faults.add({ type: 'status', status: 403, times: 1 });
		expect((await bringIn(update)).error).toMatch(/refused the signature/);
		expect((await bringIn(update)).error).toBeUndefined();
		expect(contents()).toHaveLength(1);
	});
});

describe('to Telegram', () => {
	test('a text is delivered, its ID noted and its status told', async () => {
		const { done, error, message } = await answer({ text: 'Good day' });
		expect(error).toBeUndefined();
		expect(sent()).toMatchObject([{ method: 'sendMessage', fields: { text: 'Good day' } }]);
		expect(done).toMatchObject([{ delivery: { status: 'delivered', message: '42:2' } }]);
		expect(message()).toMatchObject({
			integrationId: '42:2',
			content: { text: 'Good day' },
			delivery: { status: 'delivered' },
		});
	});

	test('a long text goes in its order, in parts that the first one stands for', async () => {
		const text = Array.from({ length: 1200 }, (_, line) => `line ${line}`).join('\n');
		const { error, message } = await answer({ text });
		expect(error).toBeUndefined();
		const parts = sent().map(({ fields }) => String(fields.text));
		expect(parts.length).toBeGreaterThan(2);
		expect(parts.join('\n')).toBe(text);
		expect(message()).toMatchObject({ integrationId: '42:2', delivery: { status: 'delivered' } });
	});

	test('a file is uploaded with its bytes as they are', async () => {
		const files = await openFileServer();
		files.beInternet();
		try {
			const media = `${PUBLIC}/photo.png`;
			const content = { type: 'file', media, fileName: 'план.png', fileSize: PNG.length };
			const { error, message } = await answer({ ...content, text: 'the plan' } as never);
			expect(error).toBeUndefined();
			expect(sent()).toMatchObject([{ method: 'sendDocument', fields: { caption: 'the plan' } }]);
			expect(JSON.stringify(telegram.accepted)).toContain(sha256(PNG));
			expect(message()).toMatchObject({ delivery: { status: 'delivered' } });
		} finally {
			files.close();
		}
	});

	test('buttons, a reply, a reaction and typing', async () => {
		const markup = { mode: 'inline', buttons: [[{ text: 'Yes' }, { text: 'No' }]] };
		await answer({ text: 'Really?', markup } as never);
		expect(sent().at(-1)?.fields).toMatchObject({ text: 'Really?' });
		expect(JSON.stringify(sent().at(-1))).toContain('"Yes"');
		const [first] = scene.sandbox.messages();
		const written = { conversationId: '42', text: 'to that', replyTo: first?.id };
		await scene.sandbox.managerWrites(written as Written);
		await bringOut();
		expect(JSON.stringify(sent().at(-1))).toMatch(/"message_id":"?1\b/);
		await scene.sandbox.managerReacts({ messageId: first?.id, emoji: '👍' } as never);
		expect((await bringOut()).error).toBeUndefined();
		expect(sent().at(-1)).toMatchObject({ method: 'setMessageReaction' });
		await scene.sandbox.managerTypes({ conversationId: '42' } as never);
		expect((await bringOut()).error).toBeUndefined();
		expect(sent().at(-1)).toMatchObject({ method: 'sendChatAction' });
	});

	test('a client who has blocked the bot is told to the manager', async () => {
		await bringIn(await telegram.clients.writes(ann, 'Hello'));
		await telegram.clients.blocks(ann);
		await scene.sandbox.managerWrites({ conversationId: '42', text: 'Still there?' } as Written);
		const { done, error } = await bringOut();
		expect(error).toBeUndefined();
		expect(done).toMatchObject([{ delivery: { status: 'error', errorCode: 901 } }]);
		expect(scene.sandbox.messages().at(-1)?.delivery).toMatchObject({
			status: 'error',
			errorCode: 901,
		});
	});

	test('too many requests are waited for', async () => {
		const body = {
			...{ ok: false, error_code: 429, description: 'Too Many Requests: retry after 1' },
			parameters: { retry_after: 1 },
		};
		telegram.faults.add({ on: 'sendMessage', status: 429, body });
		const { error, message } = await answer({ text: 'patience' });
		expect(error).toBeUndefined();
		expect(message()).toMatchObject({ delivery: { status: 'delivered' } });
		expect(sent()).toHaveLength(1);
	});

	test('without the loop it is an error that says what to connect', async () => {
		const { error } = await answer({ text: 'Good day' }, { isWired: false });
		expect(error).toMatch(/'Call' leads to no way back \| Connect it to an HTTP Request node/);
	});
});
