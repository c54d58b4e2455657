import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { ensureN8n } from '../../sandbox/n8n/install.mts';
import { removeLeftovers } from '../../sandbox/n8n/leftovers.mts';
import { packedPackage } from '../../sandbox/n8n/package.mts';
import { logFile, ownLab } from '../../sandbox/n8n/project.mts';
import { releaseFromEnv } from '../../sandbox/n8n/releases.mts';
import { N8nClient } from '../../sandbox/n8n/rest.mts';
import { startN8n } from '../../sandbox/n8n/server.mts';
import { startOutside } from '../examples/outside/outside.mts';
import { owner, share } from './shared.mts';

/** Jest loads setup and teardown separately; only the global object is theirs in common. */
const kept = globalThis as { tearDownE2e?: () => Promise<void> };

/** One n8n for all e2e tests: a boot takes longer than all of them together. */
export async function setUp(): Promise<void> {
	const release = releaseFromEnv();
	const say = (line: string) => console.log(line);
	const packed = await packedPackage(say);
	const installed = await ensureN8n(release, say);
	await removeLeftovers();
	const userFolder = ownLab(`e2e-${release.folder}-${process.pid}`);
	const log = logFile(`e2e-${release.folder}`);
	await mkdir(userFolder, { recursive: true });
	const outside = await startOutside(join(userFolder, 'stand-ins.pem'));
	// The default from n8n 2.0 on; a file in memory has no address.
	const env = { ...outside.env, N8N_DEFAULT_BINARY_DATA_MODE: 'filesystem' };
	const n8n = await startN8n({ installed, userFolder, log, packages: [packed], env });
	kept.tearDownE2e = async () => {
		await n8n.stop();
		await outside.close();
		await rm(userFolder, { recursive: true, force: true, maxRetries: 3 });
	};
	const client = new N8nClient(n8n.url);
	await client.logIn(owner);
	const versions = await client.versionsOf(packed.name);
	share({ url: n8n.url, visit: client.visit, versions, outside: outside.url });
}

export async function tearDown(): Promise<void> {
	await kept.tearDownE2e?.();
}
