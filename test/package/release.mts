// npm run release:check -- <tag>: whether this state may be published under the tag.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../sandbox/n8n/project.mts';
import { objectionsTo } from './releaseRules.mts';

const [tag = ''] = process.argv.slice(2);
const read = (file: string) => readFileSync(join(projectRoot(), file), 'utf8');
const versionIn = (file: string) => (JSON.parse(read(file)) as { version: string }).version;

const objections = objectionsTo({
	tag,
	versions: ['package.json', 'package-lock.json'].map(versionIn),
	changelog: read('CHANGELOG.md'),
});
console.log(objections.length > 0 ? objections.join('\n') : `${tag} may be published.`);
if (objections.length > 0) process.exitCode = 1;
