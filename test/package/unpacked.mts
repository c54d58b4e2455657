import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { packedPackage } from '../../sandbox/n8n/package.mts';
import type { Say } from '../../sandbox/n8n/project.mts';

export interface Unpacked {
	tarball: string;
	/** Where the package's own files are; nothing above it has modules. */
	folder: string;
	remove: () => Promise<void>;
}

/** What would be published, as whoever downloads it has it. */
export async function unpackedPackage(say: Say): Promise<Unpacked> {
	const { tarball } = await packedPackage(say);
	const temporary = await mkdtemp(join(tmpdir(), 'amocrm-chats-package-'));
	await promisify(execFile)('tar', ['-xzf', tarball, '-C', temporary]);
	return {
		tarball,
		folder: join(temporary, 'package'),
		remove: () => rm(temporary, { recursive: true, force: true }),
	};
}
