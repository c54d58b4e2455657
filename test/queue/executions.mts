import { setTimeout as sleep } from 'node:timers/promises';
import { tally } from '../e2e/tally.mts';
import { control } from './control.mts';

/** The status of each execution of a workflow, by its ID. */
export async function statuses(workflowId: string): Promise<Map<string, string>> {
	const rows = await control.query(
		`select id, status from execution_entity where "workflowId" = '${workflowId}'`,
	);
	return new Map(rows.map(([id = '', status = '']) => [id, status]));
}

/** The same, once nobody has any of them in hand. */
export async function finalStatuses(
	workflowId: string,
	patienceMs = 240_000,
): Promise<Map<string, string>> {
	for (const end = Date.now() + patienceMs; ; await sleep(500)) {
		const found = await statuses(workflowId);
		const open = [...found.values()].filter((status) => ['new', 'running'].includes(status));
		if (open.length === 0) return found;
		if (Date.now() > end) throw new Error(`${open.length} executions have not ended`);
	}
}

export function countOf(found: Map<string, string>): Record<string, number> {
	return tally(found.values());
}
