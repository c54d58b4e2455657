export type Major = 1 | 2;

export interface Release {
	major: Major;
	version: string;
	/** Name of the folder with the lock file, and of the one it is installed into. */
	folder: string;
	/** The Node versions it runs on: from (inclusive) to (exclusive). */
	node: { from: number[]; below: number };
	gigabytes: number;
}

/** Tried together with their lock files; a newer n8n means a new lock file here. */
export const releases: Record<Major, Release> = {
	1: {
		major: 1,
		version: '1.123.81',
		folder: 'n8n1',
		node: { from: [20, 19], below: 25 },
		gigabytes: 1.7,
	},
	2: {
		major: 2,
		version: '2.41.1',
		folder: 'n8n2',
		node: { from: [24, 0], below: 25 },
		gigabytes: 2.7,
	},
};

export function releaseFromEnv(): Release {
	return releases[process.env.N8N_MAJOR === '1' ? 1 : 2];
}

export function nodeSuits({ node }: Release, version = process.versions.node): boolean {
	const [major = 0, minor = 0] = version.split('.').map(Number);
	const [fromMajor = 0, fromMinor = 0] = node.from;
	if (major >= node.below) return false;
	return major > fromMajor || (major === fromMajor && minor >= fromMinor);
}
