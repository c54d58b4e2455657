import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../sandbox/n8n/project.mts';

const root = projectRoot();

/** What people write: code, tests, pages, settings. Lock files and pictures are made by tools. */
function writtenFiles(): string[] {
	const args = ['ls-files', '--cached', '--others', '--exclude-standard'];
	return execFileSync('git', args, { cwd: root, encoding: 'utf8' })
		.split('\n')
		.filter((file) => /\.(m?[jt]sx?|json|md|ya?ml|lua|env)$/.test(file) || /\/\.?run$/.test(file))
		.filter((file) => !/package-lock\.json$/.test(file) && existsSync(join(root, file)));
}

/** Each line that has the words, as "file:line words". */
function placesOf(words: RegExp): string[] {
	return writtenFiles().flatMap((file) =>
		readFileSync(join(root, file), 'utf8')
			.split('\n')
			.flatMap((line, index) => {
				const found = words.exec(line);
				return found === null ? [] : [`${file}:${index + 1} ${found[0]}`];
			}),
	);
}

test('no rule is called by a number: a reader has no list to look it up in', () => {
	expect(writtenFiles()).toEqual(expect.arrayContaining(['README.md', 'package.json']));
	expect(placesOf(/\brules? \d+/i)).toEqual([]);
});

/** What users read, and who looks into the shipped code. */
const READ =
	/^(nodes|credentials|docs)\/.*\.(ts|json|md)$|^(examples|deploy|sandbox)\/.*\.md$|^[A-Z]+\.md$/;

test.each([
	[
		'American',
		/\b\w*(behaviour|colour|favour|grey|licence|centre|(recogn|organ|serial|synchron|normal|final)is(e|ed|es|ing|ation))\b/i,
	],
	['plain', /\b(puts?|putting) (it |them )?out\b|\breckon/i],
])('what people read is %s English', (_, words) => {
	expect(placesOf(words).filter((place) => READ.test(place.split(':')[0] ?? ''))).toEqual([]);
});
