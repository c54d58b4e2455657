import { setTimeout as sleep } from 'node:timers/promises';
import { N8nRefusal, type Session } from './session.mts';

interface Publication {
	status: string;
	triggers?: unknown;
}

/** n8n 2.x publishes after it has answered; the webhook is there when this returns. */
export async function publish(session: Session, id: string, versionId: string): Promise<void> {
	const version = { versionId, name: 'published', description: '' };
	await session.request('POST', `/rest/workflows/${id}/activate`, version);
	let looks = 0;
	const reached = await settled(session, id, ({ status }) => {
		// n8n reads what is under way and what is done in two queries: between them a publication may end, and only
		// the next look finds it.
		if (status === 'not_published') return ++looks > 1;
		return !/progress|pending/.test(status);
	});
	if (reached && reached.status !== 'published') {
		throw new Error(`n8n did not publish the workflow: ${JSON.stringify(reached)}`);
	}
}

/** The webhook answers a little longer than n8n 2.x takes to say yes. */
export async function unpublish(session: Session, id: string): Promise<void> {
	await session.request('POST', `/rest/workflows/${id}/deactivate`, {});
	await settled(session, id, ({ status }) => status === 'not_published');
}

async function settled(
	session: Session,
	id: string,
	isReached: (now: Publication) => boolean,
): Promise<Publication | undefined> {
	for (const end = Date.now() + 30_000; Date.now() < end; await sleep(50)) {
		try {
			const now = await session.request<Publication>(
				'GET',
				`/rest/workflows/${id}/publication-status`,
			);
			if (isReached(now)) return now;
		} catch (error) {
			// n8n 1.x has published when it answers, and knows no such address.
			if (error instanceof N8nRefusal && error.status === 404) return undefined;
			throw error;
		}
	}
	throw new Error(`n8n was still publishing workflow ${id} after 30 s`);
}
