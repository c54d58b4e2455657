import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { projectRoot } from '../sandbox/n8n/project.mts';
import type { Task } from './bare.mts';

export interface MemoryUse {
	/** MiB: the items themselves, and what is held beside them at three moments. */
	items: number;
	planned: number;
	halfway: number;
	results: number;
}

export const runBare = async (task: Task) => Number(await child('bare.mts', JSON.stringify(task)));

export const measureMemory = async (items: number) =>
	JSON.parse(await child('memory.mts', String(items))) as MemoryUse;

/** A script of this folder in a process of its own, and what it wrote. */
async function child(script: string, argument: string): Promise<string> {
	const args = ['--expose-gc', '--import', 'tsx', join(projectRoot(), 'bench', script), argument];
	return (await promisify(execFile)(process.execPath, args)).stdout;
}
