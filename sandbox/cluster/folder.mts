import { execFileSync } from 'node:child_process';
import { chownSync, rmSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface DataFolder {
	path: string;
	/** As whom the server must run that keeps its data here. */
	identity: { uid?: number; gid?: number };
	remove(): Promise<void>;
}

/**
 * PostgreSQL refuses to run as root; then its own user takes over, who may be kept out of the project's folder,
 * so that the data lies in the system's temporary one.
 */
export async function dataFolder(name: string, user?: string): Promise<DataFolder> {
	const path = await mkdtemp(join(tmpdir(), `amocrm-chats-${name}-`));
	const identity = user && process.getuid?.() === 0 ? identityOf(user) : {};
	if (identity.uid !== undefined) chownSync(path, identity.uid, identity.gid ?? 0);
	// Also when the cluster did not come up, or was interrupted.
	process.once('exit', () => rmSync(path, { recursive: true, force: true }));
	return { path, identity, remove: () => rm(path, { recursive: true, force: true }) };
}

function identityOf(user: string): { uid?: number; gid?: number } {
	const number = (flag: string) => Number(execFileSync('id', [flag, user], { encoding: 'utf8' }));
	return { uid: number('-u'), gid: number('-g') };
}

/** What lies in a tmpfs of the container lies in a folder here that is emptied, as a tmpfs is, at each start. */
export async function withTmpfs(
	env: Record<string, string>,
	tmpfs: readonly string[],
	userFolder: string,
): Promise<Record<string, string>> {
	const settings = Object.entries(env);
	for (const path of tmpfs) {
		const folder = join(userFolder, 'tmpfs', path);
		await rm(folder, { recursive: true, force: true });
		await mkdir(folder, { recursive: true });
		for (const setting of settings) {
			if (setting[1].startsWith(`${path}/`)) setting[1] = folder + setting[1].slice(path.length);
		}
	}
	return Object.fromEntries(settings);
}
