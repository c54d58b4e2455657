import { startTelegram, type Telegram } from '../../sandbox/messengers/telegram.mts';
import { fieldsAt } from '../../sandbox/messengers/standIn/values.mts';
import { messageIdOf } from '../../sandbox/messengers/telegram/clients.mts';
import { openScene, type Scene } from '../e2e/scene.mts';
import { outsideOfThisRun } from '../e2e/shared.mts';
import { PNG } from '../engine/fileServer.mts';
import { openExample, type Example } from './example.mts';
import { lead } from './outside/outside.mts';
import { standInFor, type StandIn } from './outside/standIn.mts';
import { answerOf } from './rows/rows.mts';
import { telegramRows, type TelegramEnds } from './rows/telegram.mts';

const ann = { id: 1001, is_bot: false, first_name: 'Ann', last_name: 'Lee', username: 'ann' };
const prefix = 'shop';
const conversationId = `${prefix}:${ann.id}`;

let scene: Scene;
let telegram: Telegram;
let amoFiles: StandIn;
let example: Example;
let ends: TelegramEnds;

beforeAll(async () => {
	scene = await openScene();
	telegram = await startTelegram();
	await lead(outsideOfThisRun(), 'api.telegram.org', telegram.port);
	amoFiles = await standInFor(['files.amocrm.example.com'], answerOf);
	const { token } = telegram;
	example = await openExample(scene, 'telegram', {
		credentials: {
			telegramApi: { accessToken: token, baseUrl: 'https://api.telegram.org' },
			amoCrmChatsMessengerApi: { token, host: 'https://api.telegram.org' },
		},
		parameters: {
			'From Telegram': {
				options: { accountPrefix: prefix, groups: true, ownMessages: 'fromBot' },
			},
			'To Telegram': { options: { accountPrefix: prefix } },
		},
	});
	const owner = { id: 7, is_bot: false, first_name: 'Owner' };
	const connected = fieldsAt(await telegram.clients.connects(owner), 'business_connection');
	const settled = async (act: Promise<unknown>) => {
		await act;
		await example.succeeds();
	};
	ends = {
		...{ scene, telegram, ann, prefix, conversationId, settled },
		connectionId: String(connected.id),
	};
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
	return `${conversationId}:${messageIdOf(update)}`;
}

const clientWrites = (content: string | Record<string, unknown>) =>
	brought(telegram.clients.writes(ann, content));
const numberOf = (id: string) => Number(id.split(':').at(-1));

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

test.each(Object.entries(telegramRows.fromClient))('→ %s', async (_, run) => await run(ends));

test('of a file that Telegram keeps from bots the manager is told', async () => {
	const file = { name: 'big.zip', type: 'application/zip', bytes: PNG, size: 21 * 1024 * 1024 };
	const more = { caption: 'All photos' };
	const message = inCrm(await brought(telegram.clients.sends(ann, 'document', file, more)));
	expect(message?.content.type).toBe('text');
	expect(message?.content.text).toMatch(/^All photos\n📎 big\.zip \(not brought: .*20 MB/);
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
	const id = `${conversationId}:${sent?.messageId}`;
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

test.each(Object.entries(telegramRows.toClient))('← %s', async (_, run) => await run(ends));

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
