import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { projectRoot } from '../../sandbox/n8n/project.mts';
import { objectionsTo } from './releaseRules.mts';

const CHANGELOG = `# Changelog

## [1.2.0](https://example.com/compare) - 2026-12-01

- Something new.

## 1.1.0

## 1.0.0

First release.
`;

const release = (tag: string, ...versions: string[]) => ({ tag, versions, changelog: CHANGELOG });

test('lets through what agrees', () => {
	expect(objectionsTo(release('1.0.0', '1.0.0', '1.0.0'))).toEqual([]);
	expect(objectionsTo(release('1.2.0', '1.2.0', '1.2.0'))).toEqual([]);
});

test('refuses a tag that is not the version of the package', () => {
	expect(objectionsTo(release('1.2.0', '1.2.0', '1.1.0'))).toEqual([
		"The tag is '1.2.0', but the version of the package is 1.1.0.",
	]);
	expect(objectionsTo(release('v1.0.0', '1.0.0'))).toEqual([
		"The tag is 'v1.0.0', but the version of the package is 1.0.0.",
		"CHANGELOG.md has no heading '## v1.0.0'.",
	]);
});

test('refuses a version that the changelog does not have, or says nothing about', () => {
	expect(objectionsTo(release('1.2', '1.2'))).toEqual(["CHANGELOG.md has no heading '## 1.2'."]);
	expect(objectionsTo(release('1.1.0', '1.1.0'))).toEqual([
		"CHANGELOG.md says nothing under '## 1.1.0'.",
	]);
});

describe('npm run release:check', () => {
	const root = projectRoot();
	const { version, scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
		version: string;
		scripts: Record<string, string>;
	};
	const [, script = ''] = scripts['release:check']?.split(' ') ?? [];
	const check = (tag: string) =>
		promisify(execFile)(process.execPath, ['--import', 'tsx', script, tag], { cwd: root });

	test('agrees to the version that the package has', async () => {
		expect((await check(version)).stdout).toBe(`${version} may be published.\n`);
	});

	test('ends badly for any other', async () => {
		await expect(check('999.0.0')).rejects.toMatchObject({
			code: 1,
			stdout: expect.stringContaining("CHANGELOG.md has no heading '## 999.0.0'."),
		});
	});
});
