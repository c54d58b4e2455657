import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startTelegram, type Telegram } from '../../sandbox/messengers/telegram.mts';
import { n8nOfThisRun } from './shared.mts';

const type = 'amoCrmChatsMessengerApi';
let telegram: Telegram;
let webPage: Server;

beforeAll(async () => {
	telegram = await startTelegram();
	webPage = createServer((_request, response) => {
		response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><p>Hello</p>');
	});
	await new Promise<void>((done) => webPage.listen(0, '127.0.0.1', done));
});
afterAll(() => {
	telegram.close();
	webPage.close();
});

async function verdict(change: Record<string, string>) {
	const n8n = n8nOfThisRun();
	const data = { token: telegram.token, host: telegram.url };
	const credential = await n8n.createCredential(type, type, data);
	return await n8n.testCredential(credential, type, { ...data, ...change });
}

test('a token that Telegram knows is good, also pasted with space around it', async () => {
	expect(await verdict({})).toMatchObject({ status: 'OK' });
	const pasted = { token: ` ${telegram.token}\n`, host: ` ${telegram.url}/ ` };
	expect(await verdict(pasted)).toMatchObject({ status: 'OK' });
});

test.each([
	['unknown', `987654321:${'x'.repeat(35)}`],
	['of another form', 'abc'],
])('a token that is %s is named as the cause', async (_, token) => {
	expect(await verdict({ token })).toEqual({
		...{ status: 'Error', message: expect.stringContaining('copy it again from @BotFather') },
	});
});

test('fields that cannot be right are named', async () => {
	expect((await verdict({ token: '' })).message).toContain("'Token' is empty");
	expect((await verdict({ host: `${telegram.url}/bot` })).message).toContain(
		'has more than the host',
	);
});

test('a host that is not the Bot API is named as the cause', async () => {
	const { port } = webPage.address() as AddressInfo;
	expect((await verdict({ host: `http://127.0.0.1:${port}` })).message).toContain(
		"is not Telegram's Bot API",
	);
});
