import { ensureN8n } from './install.mts';
import { run } from './command.mts';
import { packedPackage } from './package.mts';
import { releaseFromEnv } from './releases.mts';

// Before the tests, so that what takes minutes the first time is said and not hidden in a test's time-out.
await run(async (say) => {
	await packedPackage(say);
	await ensureN8n(releaseFromEnv(), say);
});
