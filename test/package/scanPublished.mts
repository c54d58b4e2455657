// npm run scan:published -- <version>: n8n's verification of what lies on npm. Its own command ends well
// whatever it finds, so a workflow that ran it would never fail.
import { setTimeout as sleep } from 'node:timers/promises';
import { analyzePackageByName } from '@n8n/scan-community-package/scanner/scanner.mjs';

const [version] = process.argv.slice(2);
if (version === undefined) throw new Error('Say which version: npm run scan:published -- 0.1.0');

/** npm shows a new version and its provenance some minutes after it took them. */
const ATTEMPTS = 12;
const PAUSE_MS = 30_000;

for (let attempt = 1; ; attempt++) {
	const { passed, message, details } = await analyzePackageByName(
		'n8n-nodes-amocrm-chats',
		version,
	);
	console.log(
		passed ? `${version} passed` : `${version}: ${message ?? 'failed'}\n${details ?? ''}`,
	);
	if (passed) break;
	if (attempt === ATTEMPTS) {
		process.exitCode = 1;
		break;
	}
	await sleep(PAUSE_MS);
}
