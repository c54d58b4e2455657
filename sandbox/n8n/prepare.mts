import { findChromium } from '../browser/find.mts';
import { findPrograms } from '../cluster/programs.mts';
import { ensureN8n } from './install.mts';
import { run } from './command.mts';
import { packedPackage } from './package.mts';
import { releaseFromEnv } from './releases.mts';

// Jest's own arguments: `npm test -- --selectProjects unit` needs no n8n.
const selected = process.argv.includes('--selectProjects');
const browserIsWanted = process.argv.includes('browser');
const onN8n = ['e2e', 'examples', 'browser'];
const queueIsWanted = process.argv.includes('queue');
const n8nIsWanted = !selected || onN8n.some((name) => process.argv.includes(name));

// Before the tests, so that what takes minutes the first time is said and not hidden in a test's time-out.
await run(async (say) => {
	if (browserIsWanted) findChromium();
	if (queueIsWanted) findPrograms();
	await packedPackage(say);
	if (n8nIsWanted) await ensureN8n(releaseFromEnv(), say);
});
