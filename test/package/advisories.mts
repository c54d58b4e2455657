/** How many packages the registry knows a weakness of, by how bad it is; nothing where it offers no such answer. */
export interface Advisories {
	high: number;
	critical: number;
	total: number;
	/** Those that are high or critical, with where their weakness is described. */
	worst: string[];
}

interface Report {
	metadata?: { vulnerabilities?: Partial<Advisories> };
	vulnerabilities?: Record<string, { severity: string; via: Array<string | { url?: string }> }>;
}

/** What `npm audit --json` prints: a report, or the error of a registry that has no audit. */
export function readAdvisories(printed: string): Advisories | undefined {
	const { metadata, vulnerabilities = {} } = parsed(printed);
	const counts = metadata?.vulnerabilities;
	if (!counts) return undefined;
	const worst = Object.entries(vulnerabilities)
		.filter(([, { severity }]) => ['high', 'critical'].includes(severity))
		.map(([name, { severity, via }]) => {
			const pages = via.map((each) => (typeof each === 'string' ? each : each.url));
			return `${name} (${severity}): ${pages.join(', ')}`;
		});
	return {
		high: counts.high ?? 0,
		critical: counts.critical ?? 0,
		total: counts.total ?? 0,
		worst,
	};
}

function parsed(printed: string): Report {
	try {
		return JSON.parse(printed) as Report;
	} catch {
		return {};
	}
}
