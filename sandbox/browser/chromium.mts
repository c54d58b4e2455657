import { chromium, type Browser } from 'playwright-core';

import { findChromium } from './find.mts';

export type { Browser, BrowserContext, FrameLocator, Page } from 'playwright-core';

/** A browser that keeps to this machine. Its user data is new and goes when it ends. */
export function openBrowser(): Promise<Browser> {
	return chromium.launch({
		executablePath: findChromium(),
		headless: true,
		args: [
			'--no-sandbox',
			'--disable-gpu',
			'--disable-quic',
			'--no-first-run',
			'--disable-background-networking',
			'--disable-component-update',
			'--disable-sync',
		],
	});
}
