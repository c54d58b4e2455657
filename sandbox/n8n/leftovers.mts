import { readdir, rm } from 'node:fs/promises';
import { alive } from './processes.mts';
import { ownLab } from './project.mts';

/** Removes the user folders of runs that were interrupted: their names end with the process that made them. */
export async function removeLeftovers(): Promise<void> {
	for (const name of await readdir(ownLab())) {
		const [, pid] = /^(?:e2e|queue|crash|bench|pictures)-(?:.*-)?(\d+)$/.exec(name) ?? [];
		if (pid && !alive(Number(pid))) await rm(ownLab(name), { recursive: true, force: true });
	}
}
