import { mkdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

/** Ends a command with one sentence for the reader; anything else that is thrown is a bug of ours. */
export class PlainError extends Error {}

export type Say = (line: string) => void;

let root: string | undefined;

/** The project's folder, looked for upwards: these modules run both as ES modules and, in jest, as CommonJS. */
export function projectRoot(): string {
	if (root) return root;
	for (let folder = process.cwd(); ; folder = dirname(folder)) {
		if (nameIn(folder) === 'n8n-nodes-amocrm-chats') return (root = folder);
		if (folder === dirname(folder)) {
			throw new PlainError('Run this inside the folder of n8n-nodes-amocrm-chats.');
		}
	}
}

/** What can be installed again and is big: n8n and its Node. Clones may share it. */
export function sharedLab(...parts: string[]): string {
	return join(resolve(projectRoot(), process.env.AMOCRM_CHATS_LAB || '.lab'), ...parts);
}

/** What belongs to this clone alone: user folders, logs, the packed package. */
export function ownLab(...parts: string[]): string {
	return join(projectRoot(), '.lab', ...parts);
}

export function logFile(name: string): string {
	mkdirSync(ownLab('logs'), { recursive: true });
	return ownLab('logs', `${name}.log`);
}

export function shown(path: string): string {
	return relative(projectRoot(), path) || '.';
}

function nameIn(folder: string): unknown {
	try {
		const { name } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
			name?: unknown;
		};
		return name;
	} catch {
		return undefined;
	}
}
