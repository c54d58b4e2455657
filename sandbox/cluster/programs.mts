import { existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { PlainError } from '../n8n/project.mts';

/** Debian keeps PostgreSQL's programs beside the PATH, a folder for each version; the newest comes first. */
function postgresFolders(): string[] {
	const root = '/usr/lib/postgresql';
	if (!existsSync(root)) return [];
	const versions = readdirSync(root).sort((a, b) => Number(b) - Number(a));
	return versions.map((version) => join(root, version, 'bin'));
}

const needed = {
	redis: { program: 'redis-server', package: 'redis-server' },
	redisCli: { program: 'redis-cli', package: 'redis-server' },
	postgres: { program: 'postgres', package: 'postgresql' },
	initdb: { program: 'initdb', package: 'postgresql' },
	createdb: { program: 'createdb', package: 'postgresql' },
	psql: { program: 'psql', package: 'postgresql' },
	pgIsReady: { program: 'pg_isready', package: 'postgresql' },
	caddy: { program: 'caddy', package: 'caddy' },
};

export type Programs = Record<keyof typeof needed, string>;

/** Where the servers lie that a compose file would bring along. */
export function findPrograms(): Programs {
	const folders = [...(process.env.PATH ?? '').split(delimiter), ...postgresFolders()];
	const found: Partial<Programs> = {};
	const missing = new Set<string>();
	for (const [name, { program, package: from }] of Object.entries(needed)) {
		const path = folders.map((folder) => join(folder, program)).find((each) => existsSync(each));
		if (path) found[name as keyof Programs] = path;
		else missing.add(from);
	}
	if (missing.size > 0) {
		const names = [...missing].join(' ');
		throw new PlainError(
			`Queue mode is tested with ${names}, not found on this machine. Debian and Ubuntu: apt-get install --no-install-recommends ${names}`,
		);
	}
	return found as Programs;
}
