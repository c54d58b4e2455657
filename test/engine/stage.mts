import { loadBuilt, type Built } from './built.mts';
import { runNode, type Job, type Outcome } from './harness.mts';
import { openScene, type Scene } from './scene.mts';

let built: Built;
/** The running test's own. */
export let scene: Scene;

/** For a test file: the built package, and a sandbox of its own for each test. */
export function openStage(): void {
	beforeAll(async () => {
		built = await loadBuilt();
	});
	beforeEach(async () => {
		scene = await openScene();
	});
	afterEach(async () => {
		await scene.sandbox.close();
	});
}

/** Runs the node on the test's sandbox. */
export async function runOnStage(job: Partial<Job>): Promise<Outcome> {
	return await runNode(built, { credential: scene.credential, ...job });
}
