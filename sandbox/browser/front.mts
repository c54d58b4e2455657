import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { login } from '../demo/setup.mts';
import { projectRoot } from '../n8n/project.mts';
import { N8nClient } from '../n8n/rest.mts';
import type { NewWorkflow } from '../n8n/workflow.mts';
import type { Browser, Page } from './chromium.mts';
import { openEditor } from './editor.mts';
import { withCredentials } from './withCredentials.mts';

/** What the front page shows: a bridge on n8n's canvas, and the inbox that it leads to. */
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
	const workflow = await withCredentials(client, await telegramBridge());
	const { id } = await client.createWorkflow(workflow);
	const context = await openEditor(browser, client, { width: 960, height: 640 });
	try {
		const page = await context.newPage();
		await page.goto(`${n8nUrl}/workflow/${id}`);
		await page.locator('.vue-flow__node').first().waitFor();
		await page.locator('[data-test-id=zoom-to-fit]').click();
		await page.waitForTimeout(2000);
		return await page.screenshot();
	} finally {
		await context.close();
		await client.deleteWorkflow(id);
		const refs = workflow.nodes.flatMap(({ credentials = {} }) => Object.values(credentials));
		for (const credentialId of new Set(refs.map((ref) => ref.id))) {
			await client.request('DELETE', `/rest/credentials/${credentialId}`);
		}
	}
}

/** The example without its notes, and its two rows near enough to be seen beside what floats over the canvas. */
async function telegramBridge(): Promise<NewWorkflow> {
	const path = join(projectRoot(), 'examples/telegram.json');
	const example = JSON.parse(await readFile(path, 'utf8')) as NewWorkflow;
	const nodes = example.nodes.filter(({ type }) => !type.endsWith('.stickyNote'));
	const top = Math.min(...nodes.map(({ position }) => position[1]));
	for (const each of nodes) {
		const [x, y] = each.position;
		each.position = [x, top + (y - top) / 2];
	}
	return { ...example, nodes };
}
