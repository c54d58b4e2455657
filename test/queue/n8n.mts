import { startCluster } from '../../sandbox/cluster/cluster.mts';
import { N8nClient } from '../../sandbox/n8n/rest.mts';
import { owner, share } from '../e2e/shared.mts';
import { serveControl } from './control.mts';

/** Jest loads setup and teardown separately; only the global object is theirs in common. */
const kept = globalThis as { tearDownQueue?: () => Promise<void> };

/** One cluster for all tests; those of test/e2e find it where they find their n8n otherwise. */
export async function setUp(): Promise<void> {
	const cluster = await startCluster((line) => console.log(line));
	kept.tearDownQueue = () => cluster.close();
	const control = await serveControl(cluster);
	kept.tearDownQueue = async () => {
		control.close();
		await cluster.close();
	};
	const client = new N8nClient(cluster.url);
	await client.logIn(owner);
	const versions = await client.versionsOf('n8n-nodes-amocrm-chats');
	share({ url: cluster.url, visit: client.visit, versions, outside: '' });
}

export async function tearDown(): Promise<void> {
	await kept.tearDownQueue?.();
}
