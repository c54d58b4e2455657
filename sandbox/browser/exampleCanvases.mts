import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';

import { run } from '../n8n/command.mts';
import { ensureN8n } from '../n8n/install.mts';
import { packedPackage } from '../n8n/package.mts';
import { endAll } from '../n8n/processes.mts';
import { logFile, ownLab, projectRoot } from '../n8n/project.mts';
import { releases } from '../n8n/releases.mts';
import { N8nClient } from '../n8n/rest.mts';
import { startN8n } from '../n8n/server.mts';
import type { NewWorkflow } from '../n8n/workflow.mts';
import { openBrowser, type Page } from './chromium.mts';
import { openEditor } from './editor.mts';
import { withCredentials } from './withCredentials.mts';

/**
 * Takes the pictures of examples/README.md from the canvas of a real n8n:
 *   npm run pictures:examples            all of them
 *   npm run pictures:examples telegram   this one
 */
const folder = join(projectRoot(), 'examples');
const wanted = process.argv.slice(2);

await run(async (say) => {
	const files = (await readdir(folder)).filter((file) => file.endsWith('.json'));
	const names = files.map((file) => basename(file, '.json'));
	await mkdir(join(folder, 'pictures'), { recursive: true });
	const userFolder = ownLab(`pictures-${process.pid}`);
	const installed = await ensureN8n(releases[2], say);
	const packages = [await packedPackage(say)];
	const n8n = await startN8n({ installed, userFolder, log: logFile('pictures'), packages });
	const client = new N8nClient(n8n.url);
	await client.logIn({ email: 'pictures@example.com', password: 'Pictures-1' });
	const browser = await openBrowser();
	try {
		const context = await openEditor(browser, client, { width: 2000, height: 1400 });
		for (const name of names) {
			if (wanted.length > 0 && !wanted.includes(name)) continue;
			const text = await readFile(join(folder, `${name}.json`), 'utf8');
			const { id } = await client.createWorkflow(
				await withCredentials(client, JSON.parse(text) as NewWorkflow),
			);
			const page = await context.newPage();
			await page.goto(`${n8n.url}/workflow/${id}`);
			await takeCanvas(page, join(folder, 'pictures', `${name}.jpg`));
			await page.close();
			say(`examples/pictures/${name}.jpg`);
		}
	} finally {
		await browser.close();
		await endAll();
		await rm(userFolder, { recursive: true, force: true, maxRetries: 3 });
	}
});

async function takeCanvas(page: Page, path: string): Promise<void> {
	await page.locator('.vue-flow__node').first().waitFor();
	const canvas = page.locator('.vue-flow');
	await canvas.hover({ position: { x: 5, y: 5 } });
	await page.keyboard.press('1'); // fits the workflow into the canvas
	// What floats above the canvas is no part of the workflow.
	await page.addStyleTag({ content: 'button, [role=radiogroup] { visibility: hidden }' });
	await page.waitForTimeout(1500);
	const nodes = await page.locator('.vue-flow__node').all();
	const boxes = (await Promise.all(nodes.map((node) => node.boundingBox()))).filter((box) => !!box);
	const margin = 16;
	const x = Math.min(...boxes.map((box) => box.x)) - margin;
	const y = Math.min(...boxes.map((box) => box.y)) - margin;
	const width = Math.max(...boxes.map((box) => box.x + box.width)) + margin - x;
	const height = Math.max(...boxes.map((box) => box.y + box.height)) + margin - y;
	await page.screenshot({ path, type: 'jpeg', quality: 80, clip: { x, y, width, height } });
}
