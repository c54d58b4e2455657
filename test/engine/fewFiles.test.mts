import { Session, type Profiler } from 'node:inspector/promises';
import { join, relative } from 'node:path';
import { projectRoot } from '../../sandbox/n8n/project.mts';
import { clientText } from './scene.mts';
import { openStage, runOnStage, scene } from './stage.mts';

openStage();

/** How many files of the package a reader must open to follow one message. */
const MOST = 24;

const dist = join(projectRoot(), 'dist');

/** The files of the package, and what runs there; what runs when a file is loaded does not count. */
async function filesThatRun(work: () => Promise<void>): Promise<string[]> {
	const session = new Session();
	session.connect();
	await session.post('Profiler.enable');
	await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: false });
	try {
		await work();
		const { result } = await session.post('Profiler.takePreciseCoverage');
		return result.filter(isOurs).filter(hasRun).map(named).sort();
	} finally {
		session.disconnect();
	}
}

const fileOf = ({ url }: Profiler.ScriptCoverage) => relative(dist, url.replace(/^file:\/\//, ''));

const isOurs = (script: Profiler.ScriptCoverage) => !fileOf(script).startsWith('..');

const hasRun = ({ functions }: Profiler.ScriptCoverage) => functions.some(isUsed);

const isUsed = ({ ranges }: Profiler.FunctionCoverage) => ranges.some(({ count }) => count > 0);

/** With what runs there, so that a file is easily found that is there for little. */
function named(script: Profiler.ScriptCoverage): string {
	const used = script.functions.filter(isUsed).map(({ functionName }) => functionName || '=>');
	return `${fileOf(script)}: ${used.join(', ')}`;
}

test(`one text runs through up to ${MOST} files of the package`, async () => {
	// Not counted: what the first message loads and later ones have.
	await runOnStage({ parameters: { ...clientText, text: 'First' } });
	const files = await filesThatRun(async () => {
		const { error } = await runOnStage({
			parameters: { ...clientText, text: 'Hi' },
			executionId: '2',
		});
		expect(error).toBeUndefined();
	});
	expect(scene.texts()).toEqual(['First', 'Hi']);
	expect(files.join('\n')).toContain('nodes/AmoCrmChats/shared/signature.js: ');
	// The list is what there is to look through when there are too many.
	expect(files.length > MOST ? files : []).toEqual([]);
});
