import { updatesOf } from '../nodes/messengers/fixtures.mts';
import { runBridge } from './bridgeHarness.mts';
import { openScene, type Scene } from './scene.mts';

let scene: Scene;

beforeEach(async () => {
	scene = await openScene();
});
afterEach(async () => await scene.sandbox.close());

async function bringIn(messenger: string, update: string, options: Record<string, string> = {}) {
	const items = [updatesOf(messenger)[update] as never];
	const parameters = { operation: 'fromMessenger', messenger: 'auto', options };
	const { done, error } = await runBridge({ scene, items, parameters, isWired: false });
	expect(error).toBeUndefined();
	return { done, texts: scene.sandbox.messages().map(({ content }) => content.text) };
}

test.each([
	['telegram', 'story', '❔ This message cannot be shown: story'],
	['telegram', 'newKind', '❔ This message cannot be shown: hologram\nLook'],
	['whatsApp', 'newKind', '❔ This message cannot be shown: hologram'],
	['whatsApp', 'unsupported', '❔ This message cannot be shown: poll'],
	['generic', 'unknownKind', '❔ This message cannot be shown: poll\nWhich color?'],
])('of %s: %s is told in words', async (messenger, update, text) => {
	expect((await bringIn(messenger, update)).texts).toEqual([text]);
});

test.each(['telegram', 'whatsApp'])('of %s: in words that were chosen', async (messenger) => {
	const { texts } = await bringIn(messenger, 'newKind', { unknownText: 'Look at the phone' });
	expect(texts[0]).toMatch(/^Look at the phone: hologram/);
});

test.each([
	['telegram', 'story', 'story'],
	['whatsApp', 'newKind', 'hologram'],
])('of %s: %s is left out where the words are emptied, and Done says it', async (...given) => {
	const [messenger, update, kind] = given;
	const { done, texts } = await bringIn(messenger, update, { unknownText: '' });
	expect(texts).toEqual([]);
	const why = `Content of the unknown kind "${kind}"`;
	expect(done).toMatchObject([{ event: 'other', why }]);
});

test.each([
	['telegram', 'newKind', 'Look'],
	['generic', 'unknownKind', 'Which color?'],
])('of %s: what the client wrote beside it stays', async (messenger, update, text) => {
	expect((await bringIn(messenger, update, { unknownText: '' })).texts).toEqual([text]);
});
