import { openScene, type Scene } from '../e2e/scene.mts';
import { openExample, type Example } from './example.mts';
import { startMessenger, type Messenger } from './standIns/messenger.mts';

export let scene: Scene;
export let messenger: Messenger;
export let example: Example;

/** For a test file: an example that is written for the messenger at hand, and both its ends. */
export function openMessengerStage(name: string): void {
	beforeAll(async () => {
		scene = await openScene();
		messenger = await startMessenger();
		example = await openExample(scene, name, { credentials: messenger.credential });
	});
	afterAll(async () => {
		await scene.n8n.unpublish(example.id);
		messenger.close();
		await scene.sandbox.close();
	});
}
