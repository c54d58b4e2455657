import { join } from 'node:path';

import { login } from '../demo/setup.mts';
import { PlainError, projectRoot } from '../n8n/project.mts';
import { N8nClient } from '../n8n/rest.mts';
import { chain, node, type NewWorkflow } from '../n8n/workflow.mts';
import { openBrowser, type Page } from './chromium.mts';
import { openEditor } from './editor.mts';

/**
 * Takes the pictures of n8n's editor for the guides from the running demonstration:
 *   npm start, and then npx tsx sandbox/browser/editorPictures.mts http://127.0.0.1:5678
 */
const [url] = process.argv.slice(2);
if (!url) throw new PlainError('Say where n8n is, for example http://127.0.0.1:5678');

const ours = 'n8n-nodes-amocrm-chats';
const hello = {
	...{ resource: 'message', operation: 'send', conversationId: 'telegram-1001' },
	...{ senderId: 'telegram-user-42', senderName: 'Ann', text: 'Hello, is it still in stock?' },
};
const lost = {
	...{ resource: 'message', operation: 'updateStatus', status: 'read' },
	messageId: '0371a0ff-b78a-4c7b-8538-a7d547e10692',
};
const client = new N8nClient(url);
await client.logIn(login);
const [demo] = (await client.credentials()).filter(({ type }) => type === 'amoCrmChatsApi');
if (!demo) throw new PlainError('This n8n has no credential of the demonstration.');
const { id: credentialId, name: credentialName } = demo;
const versions = await client.versionsOf(ours);
const browser = await openBrowser();
try {
	const context = await openEditor(browser, client, { width: 1280, height: 960 });
	const page = await context.newPage();
	await takeNode(page, 'send', action(hello));
	await takeNode(page, 'unknown-message', action(lost));
	await takeNode(page, 'trigger', chain('Answers', own('Trigger', { events: ['message'] })));
	await takeCredential(page);
} finally {
	await browser.close();
}

function own(kind: '' | 'Trigger', parameters: Record<string, unknown>) {
	const type = `${ours}.amoCrmChats${kind}`;
	return node(`amoCRM Chats ${kind}`.trim(), type, parameters, {
		typeVersion: versions[type],
		credentials: { amoCrmChatsApi: { id: credentialId, name: credentialName } },
	});
}

function action(parameters: Record<string, unknown>): NewWorkflow {
	return chain('Questions', node('By hand', 'n8n-nodes-base.manualTrigger'), own('', parameters));
}

/** The last node of a workflow, opened: of a trigger with its addresses, of an action with what came of it. */
async function takeNode(page: Page, name: string, workflow: NewWorkflow): Promise<void> {
	const { id, nodes } = await client.createWorkflow(workflow);
	try {
		await page.goto(`${client.url}/workflow/${id}/${nodes.at(-1)?.id}`);
		await page.getByText('Parameters', { exact: true }).first().waitFor();
		if (nodes.length === 1) {
			await page.getByText('Webhook URLs', { exact: true }).click();
			await page.getByText('Production URL', { exact: true }).click();
		} else {
			// An icon of the same name lies below the panel.
			await page.locator('button', { hasText: 'Execute step' }).first().click();
			await page
				.locator('[data-test-id=output-panel]')
				.getByText(/messageId|does not know/)
				.first()
				.waitFor();
		}
		await take(page, name);
	} finally {
		await client.deleteWorkflow(id);
	}
}

async function takeCredential(page: Page): Promise<void> {
	await page.goto(`${client.url}/home/credentials/${credentialId}`);
	await page.locator('[data-test-id=parameter-input-channelId]').waitFor();
	await take(page, 'credential');
}

async function take(page: Page, name: string): Promise<void> {
	await page.mouse.move(0, 0);
	// What n8n announces lies over the panel.
	await page.addStyleTag({ content: '.el-notification { visibility: hidden }' });
	await page.waitForTimeout(1500);
	const path = join(projectRoot(), `docs/pictures/editor-${name}.jpg`);
	await page.screenshot({ path, type: 'jpeg', quality: 75 });
}
