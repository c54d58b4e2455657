import { readAdvisories } from './advisories.mts';

test('what is bad is named, with where it is described', () => {
	const report = {
		auditReportVersion: 2,
		vulnerabilities: {
			lodash: { severity: 'high', via: [{ url: 'https://github.com/advisories/GHSA-1' }] },
			gulp: { severity: 'critical', via: ['lodash'] },
			tiny: { severity: 'low', via: [{}] },
		},
		metadata: { vulnerabilities: { info: 0, low: 1, moderate: 0, high: 1, critical: 1, total: 3 } },
	};
	expect(readAdvisories(JSON.stringify(report))).toEqual({
		...{ high: 1, critical: 1, total: 3 },
		worst: ['lodash (high): https://github.com/advisories/GHSA-1', 'gulp (critical): lodash'],
	});
});

test.each([
	['refuses it', JSON.stringify({ message: '405 Method Not Allowed', statusCode: 405, error: {} })],
	['says nothing', ''],
])('a registry that %s is no weakness', (_, printed) => {
	expect(readAdvisories(printed)).toBeUndefined();
});
