import { existsSync } from 'node:fs';

import { chromium, type Browser } from 'playwright-core';

import { PlainError } from '../n8n/project.mts';

export type { Browser, BrowserContext, Locator, Page } from 'playwright-core';

const usualPlaces = [
	'/usr/bin/chromium',
	'/usr/bin/chromium-browser',
	'/usr/bin/google-chrome',
	'/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
	'/Applications/Chromium.app/Contents/MacOS/Chromium',
];

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

export function findChromium(): string {
	const wanted = process.env.CHROMIUM;
	const found = wanted ? [wanted].find(existsSync) : usualPlaces.find(existsSync);
	if (found) return found;
	throw new PlainError(
		wanted
			? `CHROMIUM names ${wanted}, which is not there.`
			: 'The browser tests need Chromium or Chrome: install it (Debian: apt-get install --no-install-recommends chromium), or name it in CHROMIUM=/path.',
	);
}
