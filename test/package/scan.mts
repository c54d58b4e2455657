// npm run scan: n8n's verification of community packages, on this folder instead of on a published package.
import {
	analyzePackage,
	SOURCE_FILE_PATTERNS,
} from '@n8n/scan-community-package/scanner/scanner.mjs';
import { projectRoot } from '../../sandbox/n8n/project.mts';
import { unpackedPackage } from './unpacked.mts';

const { folder, remove } = await unpackedPackage(console.log);
try {
	const legs: Array<[string, string, string[]]> = [
		['The source', projectRoot(), SOURCE_FILE_PATTERNS],
		['The package as published', folder, ['**/*.js', 'package.json']],
	];
	for (const [what, path, patterns] of legs) {
		const { passed, message, details } = await analyzePackage(path, patterns);
		// Else a leg that finds nothing to look at would pass.
		const isEmpty = message === 'No files found to analyze';
		if (!passed || isEmpty) process.exitCode = 1;
		console.log(`${what}: ${passed && !isEmpty ? 'passed' : (message ?? 'failed')}`);
		if (details !== undefined) console.log(details);
	}
} finally {
	await remove();
}
