import { N8nClient } from '../../sandbox/n8n/rest.mts';
import type { Login, Visit } from '../../sandbox/n8n/session.mts';

export const owner: Login = { email: 'e2e@example.com', password: 'E2e-Passw0rd' };

interface SharedN8n {
	url: string;
	visit: Visit;
	/** The newest version of each of our nodes, by full name. */
	versions: Record<string, number>;
	/** Where stand-ins of other services are told to n8n. */
	outside: string;
}

/** Jest hands the environment, and nothing else, from its global setup to the test files. */
const variable = 'AMOCRM_CHATS_E2E';

export function share(n8n: SharedN8n): void {
	process.env[variable] = JSON.stringify(n8n);
}

export function n8nOfThisRun(): N8nClient {
	const { url, visit } = shared();
	return new N8nClient(url, visit);
}

/** What the editor writes into a new workflow. */
export function newestVersion(type: string): number {
	return shared().versions[type] ?? 1;
}

export function outsideOfThisRun(): string {
	return shared().outside;
}

function shared(): SharedN8n {
	const text = process.env[variable];
	if (!text) throw new Error('The e2e tests need the global setup of their jest project');
	return JSON.parse(text) as SharedN8n;
}
