import type { N8nClient } from '../n8n/rest.mts';
import type { Browser, BrowserContext } from './chromium.mts';

/** A browser window in which the client's session with n8n goes on. */
export async function openEditor(
	browser: Browser,
	client: N8nClient,
	viewport: { width: number; height: number },
): Promise<BrowserContext> {
	const context = await browser.newContext({ viewport });
	const [name = '', value = ''] = client.visit.cookie.split('=');
	await context.addCookies([{ name, value, url: client.url }]);
	// n8n gives the session to one browser, known by this.
	await context.addInitScript(`localStorage.setItem('n8n-browserId', '${client.visit.browserId}');
		localStorage.setItem('N8N_THEME', 'light');`);
	return context;
}
