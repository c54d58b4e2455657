import { run } from './command.mts';
import { ensureN8n } from './install.mts';
import { releases } from './releases.mts';

// Side by side: one waits for the network while the other compiles.
await run(async (say) => {
	await Promise.all(Object.values(releases).map((release) => ensureN8n(release, say)));
});
