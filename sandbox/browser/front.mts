import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { login } from '../demo/setup.mts';
import { PlainError, projectRoot } from '../n8n/project.mts';
import { N8nClient } from '../n8n/rest.mts';
import {
	chain,
	node,
	type CredentialRef,
	type NewWorkflow,
	type WorkflowNode,
} from '../n8n/workflow.mts';
import type { Browser, Page } from './chromium.mts';
import { openEditor } from './editor.mts';

const ours = 'n8n-nodes-amocrm-chats';
const telegram = 'n8n-nodes-base.telegram';

/** What the front page shows: the two nodes on n8n's canvas, and the inbox that they lead to. */
export async function composeFront(browser: Browser, n8nUrl: string): Promise<Page> {
	const canvas = await photographCanvas(browser, n8nUrl);
	const inbox = await readFile(join(projectRoot(), 'docs/pictures/inbox.jpg'));
	const page = await browser.newPage({ viewport: { width: 1560, height: 620 } });
	const frame = (picture: Buffer, kind: string) =>
		`<img src="data:image/${kind};base64,${picture.toString('base64')}">`;
	// The inbox without the phone at its right.
	await page.setContent(`<style>
		body { margin: 0; background: #e9ebf2; display: flex; align-items: center; justify-content: space-evenly; height: 620px }
		img { height: 560px; border-radius: 12px; box-shadow: 0 6px 24px #0003; object-fit: cover; object-position: left }
		img:last-child { width: 604px }
	</style>${frame(canvas, 'png')}${frame(inbox, 'jpeg')}`);
	return page;
}

async function photographCanvas(browser: Browser, n8nUrl: string): Promise<Buffer> {
	const client = new N8nClient(n8nUrl);
	await client.logIn(login);
	const bot = await client.createCredential('Telegram bot', 'telegramApi', {
		accessToken: '1:none',
	});
	const { id } = await client.createWorkflow(await bothWays(client, bot));
	const context = await openEditor(browser, client, { width: 960, height: 640 });
	try {
		const page = await context.newPage();
		await page.goto(`${n8nUrl}/workflow/${id}`);
		await page.getByText('Message a client').waitFor();
		await page.locator('[data-test-id=zoom-to-fit]').click();
		await page.waitForTimeout(2000);
		return await page.screenshot();
	} finally {
		await context.close();
		await client.deleteWorkflow(id);
		await client.request('DELETE', `/rest/credentials/${bot.id}`);
	}
}

/** A workflow in two rows: what a client writes goes in, what a manager answers goes out. */
async function bothWays(client: N8nClient, bot: CredentialRef): Promise<NewWorkflow> {
	const versions = await client.versionsOf(ours);
	const [channel] = (await client.credentials()).filter(({ type }) => type === 'amoCrmChatsApi');
	if (!channel) throw new PlainError('This n8n has no credential of the demonstration.');
	const own = (name: string, type: string, parameters: Record<string, unknown>) =>
		node(name, `${ours}.${type}`, parameters, {
			typeVersion: versions[`${ours}.${type}`],
			credentials: { amoCrmChatsApi: { id: channel.id, name: channel.name } },
		});
	const withBot = { typeVersion: 1.2, credentials: { telegramApi: bot } };
	const chat = '={{ $json.message.chat.id }}';
	const into = chain(
		'Telegram and amoCRM',
		node('Telegram Trigger', `${telegram}Trigger`, { updates: ['message'] }, withBot),
		own('amoCRM Chats', 'amoCrmChats', {
			...{ resource: 'message', operation: 'send', text: '={{ $json.message.text }}' },
			...{ conversationId: chat, senderId: chat, senderName: 'Ann' },
		}),
	);
	const { nodes, connections } = chain(
		'',
		own('amoCRM Chats Trigger', 'amoCrmChatsTrigger', { events: ['message'] }),
		node('Message a client', telegram, { chatId: '1', text: '={{ $json.text }}' }, withBot),
	);
	const below = nodes.map((each): WorkflowNode => ({ ...each, position: [each.position[0], 200] }));
	return {
		...into,
		nodes: [...into.nodes, ...below],
		connections: { ...into.connections, ...connections },
	};
}
