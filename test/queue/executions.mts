import { setTimeout as sleep } from 'node:timers/promises';
import { tally } from '../e2e/tally.mts';
import { control } from './control.mts';

type Statuses = Map<string, string>;

/** The status of each execution of a workflow, by its ID. */
async function statuses(workflowId: string): Promise<Statuses> {
	const rows = await control.query(
		`select id, status from execution_entity where "workflowId" = '${workflowId}'`,
	);
	return new Map(rows.map(([id = '', status = '']) => [id, status]));
}

/** The same, once there are as many of each status as is waited for. */
export async function statusesOnce(
	workflowId: string,
	isReached: (counts: Record<string, number>) => boolean,
	patienceMs: number,
): Promise<Statuses> {
	for (const end = Date.now() + patienceMs; ; await sleep(500)) {
		const found = await statuses(workflowId);
		if (isReached(countOf(found))) return found;
		if (Date.now() > end) throw new Error(`it stays at ${JSON.stringify(countOf(found))}`);
	}
}

/** The same, once nobody has any of them in hand. */
export function finalStatuses(workflowId: string): Promise<Statuses> {
	const isOver = ({ new: waiting = 0, running = 0 }) => waiting + running === 0;
	return statusesOnce(workflowId, isOver, 240_000);
}

export function countOf(found: Statuses): Record<string, number> {
	return tally(found.values());
}
