import type { Installed } from './install.mts';
import { pathWith } from './npm.mts';

/** What this shell says about another n8n, its database or its queue must not reach ours. */
const foreign =
	/^(N8N|DB|EXECUTIONS|QUEUE|WEBHOOK|CREDENTIALS|GENERIC|NODES|JEST|npm)_|^NODE_(ENV|OPTIONS|PATH)$/;

/** An n8n that keeps to this machine: loopback only, no telemetry, nothing shared with another n8n. */
export function n8nEnvironment(
	{ node, release }: Installed,
	userFolder: string,
	port: number,
	brokerPort: number,
	path: string[] = [],
): NodeJS.ProcessEnv {
	const inherited = Object.entries(process.env).filter(([name]) => !foreign.test(name));
	return {
		...Object.fromEntries(inherited),
		PATH: pathWith(node, ...path), // n8n starts `node` and `npm` by name
		NO_PROXY: [process.env.NO_PROXY, '127.0.0.1', 'localhost'].filter(Boolean).join(','),
		NODE_ENV: 'production', // as in the docker image: no stack traces in replies
		N8N_USER_FOLDER: userFolder,
		N8N_ENFORCE_SETTINGS_FILE_PERMISSIONS: 'true',
		N8N_PROTOCOL: 'http',
		N8N_HOST: '127.0.0.1',
		N8N_LISTEN_ADDRESS: '127.0.0.1',
		N8N_PORT: String(port),
		N8N_SECURE_COOKIE: 'false',
		N8N_RUNNERS_BROKER_PORT: String(brokerPort),
		N8N_RUNNERS_BROKER_LISTEN_ADDRESS: '127.0.0.1',
		DB_PING_TIMEOUT_MS: '20000', // a busy machine is not a lost database: n8n would answer 503 to hooks
		N8N_DIAGNOSTICS_ENABLED: 'false',
		N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
		N8N_TEMPLATES_ENABLED: 'false',
		N8N_PERSONALIZATION_ENABLED: 'false',
		N8N_HIRING_BANNER_ENABLED: 'false',
		N8N_UNVERIFIED_PACKAGES_ENABLED: 'true', // its default, said to change
		...(release.major === 1 && olderThanNode22() ? { N8N_EXPRESSION_ENGINE: 'legacy' } : {}),
	};
}

/** isolated-vm 6 has no build for Node 20, and the default expression engine of n8n 1.x would end the boot. */
function olderThanNode22(): boolean {
	return Number(process.versions.node.split('.')[0]) < 22;
}
