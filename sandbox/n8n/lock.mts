import { randomUUID } from 'node:crypto';
import { link, readFile, rm, writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Say } from './project.mts';
import { alive } from './processes.mts';

/** Two commands started at once must not install into the same folder. */
export async function withLock<T>(file: string, say: Say, work: () => Promise<T>): Promise<T> {
	for (let told = false; !(await take(file)); told = true) {
		if (!told) say('Waiting for another command that is installing the same');
		await sleep(1000);
	}
	try {
		return await work();
	} finally {
		await rm(file, { force: true });
	}
}

async function take(file: string): Promise<boolean> {
	const mine = `${file}.${randomUUID()}`;
	await writeFile(mine, String(process.pid));
	try {
		await link(mine, file); // Unlike a write, it is there at once and whole.
		return true;
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
	} finally {
		await rm(mine, { force: true });
	}
	const owner = Number(await readFile(file, 'utf8').catch(() => ''));
	if (!owner || alive(owner)) return false;
	await rm(file, { force: true }); // Its owner was killed.
	return take(file);
}
