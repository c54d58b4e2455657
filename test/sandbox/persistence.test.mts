import { mkdtempSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { startSandbox, type Sandbox, type SandboxOptions } from '../../sandbox/sandbox.mts';
import { incoming, signedHeaders } from './client.mts';

let folder: string;
let file: string;
let open: Sandbox[] = [];

beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'sandbox-'));
	file = join(folder, 'deep', 'state.sqlite');
});
afterEach(async () => {
	for (const sandbox of open) await sandbox.close();
	open = [];
	rmSync(folder, { recursive: true });
});

async function start(options: SandboxOptions = {}): Promise<Sandbox> {
	const sandbox = await startSandbox({ file, ...options });
	open.push(sandbox);
	return sandbox;
}

async function stop(sandbox: Sandbox): Promise<void> {
	open = open.filter((each) => each !== sandbox);
	await sandbox.close();
}

async function connected(options?: SandboxOptions) {
	const sandbox = await start(options);
	const { id, secret } = sandbox.addChannel();
	const { scopeId } = sandbox.connect(id, sandbox.addAccount().amojoId);
	const send = (payload: object) => {
		const target = `/v2/origin/custom/${scopeId}`;
		const body = JSON.stringify({ event_type: 'new_message', payload });
		const date = new Date().toUTCString().replace('GMT', '+0000');
		const headers = signedHeaders('POST', target, body, secret, date);
		return fetch(sandbox.url + target, { method: 'POST', headers, body });
	};
	return { sandbox, scopeId, send };
}

const everything = (sandbox: Sandbox) => ({
	channels: sandbox.channels(),
	accounts: sandbox.accounts(),
	connections: sandbox.connections(),
	chats: sandbox.chats(),
	participants: sandbox.participants(),
	messages: sandbox.messages(),
	requests: sandbox.requests,
	hooks: sandbox.hooks,
});

/** What is undefined in memory is absent on the disk. */
const plain = (state: object) => JSON.parse(JSON.stringify(state)) as object;

it('remembers everything over a restart, and goes on', async () => {
	const { sandbox, send } = await connected();
	await send(incoming({ msgid: 'a' }));
	await send(incoming({ msgid: 'b' }));
	const { message } = await sandbox.managerWrites({ conversationId: 'chat-42', text: 'Hi' });
	await sandbox.managerReacts({ messageId: 'a', emoji: '👍' });
	const before = plain(everything(sandbox));
	await stop(sandbox);

	const again = await start();
	expect(plain(everything(again))).toEqual(before);
	expect(again.find('a')?.reactions).toMatchObject([{ emoji: '👍' }]);
	await again.managerWrites({ conversationId: 'chat-42', text: 'Still here', replyTo: message.id });
	expect(again.hooks.map(({ id }) => id)).toEqual([1, 2, 3]);
	expect(again.messages().map(({ content }) => content.text)).toEqual([
		'Hello',
		'Hello',
		'Hi',
		'Still here',
	]);
});

it('keeps to its limit on the disk too', async () => {
	const { sandbox, send } = await connected({ limit: 3 });
	for (const msgid of ['a', 'b', 'c', 'd']) await send(incoming({ msgid }));
	await stop(sandbox);
	const again = await start({ limit: 2 });
	expect(again.messages().map(({ integrationId }) => integrationId)).toEqual(['c', 'd']);
	expect(again.requests.map(({ id }) => id)).toEqual([3, 4]);
	await stop(again);
	const wide = await start();
	expect(wide.messages()).toHaveLength(2);
	expect(wide.requests).toHaveLength(2);
});

it('forgets all but the registration when it is reset', async () => {
	const { sandbox, send } = await connected();
	await send(incoming());
	sandbox.faults.add({ type: 'drop' });
	const { channels, connections } = plain(everything(sandbox)) as Record<string, object[]>;
	const response = await fetch(`${sandbox.url}/sandbox/state`, { method: 'DELETE' });
	expect(response.status).toBe(204);
	await stop(sandbox);
	const again = await start();
	expect(plain(everything(again))).toMatchObject({
		channels,
		connections,
		chats: [],
		participants: [],
		messages: [],
		requests: [],
		hooks: [],
	});
	expect(again.faults.list()).toEqual([]);
});

it('goes on after a crash in the middle of a write', async () => {
	const { sandbox } = await connected();
	await stop(sandbox);
	// What a killed process leaves: SQLite's lock, and the number of a process that is no more.
	mkdirSync(`${file}.lock`);
	writeFileSync(`${file}.pid`, '999999999');
	const again = await start();
	expect(again.channels()).toHaveLength(1);
	await stop(again);
	expect(readdirSync(join(folder, 'deep')).sort()).toEqual([
		'state.sqlite',
		'state.sqlite-journal',
	]);
});

it('leaves a file alone that another process has', async () => {
	mkdirSync(join(folder, 'deep'));
	writeFileSync(`${file}.pid`, String(process.ppid));
	await expect(startSandbox({ file })).rejects.toThrow('in use by another sandbox');
});
