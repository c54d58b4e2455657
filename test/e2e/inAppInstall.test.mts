import { rm } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { ensureN8n } from '../../sandbox/n8n/install.mts';
import { npmShim, packedPackage } from '../../sandbox/n8n/package.mts';
import { logFile, ownLab } from '../../sandbox/n8n/project.mts';
import { releaseFromEnv } from '../../sandbox/n8n/releases.mts';
import { N8nClient } from '../../sandbox/n8n/rest.mts';
import { startN8n } from '../../sandbox/n8n/server.mts';
import { owner } from './shared.mts';

jest.setTimeout(120_000);

const quiet = () => undefined;
const release = releaseFromEnv();
const userFolder = ownLab(`e2e-inapp-${release.folder}-${process.pid}`);

afterAll(() => rm(userFolder, { recursive: true, force: true, maxRetries: 3 }));

test('n8n installs the package from its settings page and loads it without a restart', async () => {
	const packed = await packedPackage(quiet);
	const n8n = await startN8n({
		installed: await ensureN8n(release, quiet),
		userFolder,
		log: logFile(`e2e-inapp-${release.folder}`),
		path: [await npmShim(`${userFolder}/shim`, packed)],
	});
	try {
		const client = new N8nClient(n8n.url);
		await client.logIn(owner);
		await client.installPackage(packed.name, packed.version);
		await untilLoaded(client, [
			'n8n-nodes-amocrm-chats.amoCrmChats',
			'n8n-nodes-amocrm-chats.amoCrmChatsTrigger',
		]);
	} finally {
		await n8n.stop();
	}
});

/** n8n rewrites its list after it has answered, and meanwhile serves half of it. */
async function untilLoaded(client: N8nClient, wanted: string[]): Promise<void> {
	let names: string[] = [];
	for (const end = Date.now() + 20_000; Date.now() < end; await sleep(200)) {
		names = (await client.nodeTypes().catch(() => [])).map(({ name }) => name);
		if (wanted.every((name) => names.includes(name))) return;
	}
	expect(names).toEqual(expect.arrayContaining(wanted));
}
