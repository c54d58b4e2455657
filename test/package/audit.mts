// npm run audit: known weaknesses of what is installed. Only what runs outside of development fails it: the package
// has no dependencies today, the sandbox has some. Tools are reported, as nothing of them is published.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { projectRoot } from '../../sandbox/n8n/project.mts';
import { readAdvisories } from './advisories.mts';

const looks = [
	{ what: 'The package', folder: '.', args: ['--omit=dev'], fails: true },
	{ what: 'The sandbox', folder: 'sandbox', args: ['--omit=dev'], fails: true },
	{ what: 'Tools', folder: '.', args: [], fails: false },
];

for (const { what, folder, args, fails } of looks) {
	const npm = spawnSync('npm', ['audit', '--json', ...args], {
		cwd: join(projectRoot(), folder),
		encoding: 'utf8',
	});
	const found = readAdvisories(npm.stdout);
	if (!found) {
		console.log(`${what}: not looked at, as this registry offers no audit.`);
		continue;
	}
	console.log(`${what}: ${found.total} known, ${found.high} high, ${found.critical} critical`);
	for (const line of found.worst) console.log(`  ${line}`);
	if (fails && found.worst.length > 0) process.exitCode = 1;
}
