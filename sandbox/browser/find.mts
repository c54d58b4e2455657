import { existsSync } from 'node:fs';

import { PlainError } from '../n8n/project.mts';

const usualPlaces = [
	'/usr/bin/chromium',
	'/usr/bin/chromium-browser',
	'/usr/bin/google-chrome',
	'/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
	'/Applications/Chromium.app/Contents/MacOS/Chromium',
];

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
