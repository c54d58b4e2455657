import { openBrowser, type Browser, type Page } from '../../sandbox/browser/chromium.mts';

jest.setTimeout(60_000);

const PATIENCE_MS = 10_000;

/** One browser for a test file; what a page complains of fails the test that it belongs to. */
export class Stage {
	private browser?: Browser;
	private readonly complaints: string[] = [];
	private readonly pages: Page[] = [];

	async open(): Promise<void> {
		this.browser = await openBrowser();
	}

	async visit(url: string, options: object = {}): Promise<Page> {
		if (!this.browser) throw new Error('the stage is not open');
		const page = await this.browser.newPage({ viewport: { width: 1360, height: 860 }, ...options });
		page.setDefaultTimeout(PATIENCE_MS);
		page.on('pageerror', ({ message }) => this.complaints.push(message));
		page.on('dialog', (dialog) => {
			this.complaints.push(`dialog: ${dialog.message()}`);
			void dialog.dismiss();
		});
		page.on('console', (message) => {
			if (message.type() === 'error') this.complaints.push(message.text());
		});
		this.pages.push(page);
		await page.goto(url);
		return page;
	}

	/** Ends the pages of a test, and hands over what they complained of. */
	async clear(): Promise<string[]> {
		for (const page of this.pages.splice(0)) await page.close();
		return this.complaints.splice(0);
	}

	async close(): Promise<void> {
		await this.browser?.close();
	}
}
