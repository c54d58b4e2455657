import type { JsonObject } from '../../nodes/AmoCrmChats/shared/json.ts';
import { updatesOf } from '../nodes/messengers/fixtures.mts';
import { runBridge } from './bridgeHarness.mts';
import { openFileServer, type FileServer } from './fileServer.mts';
import { openScene, type Scene } from './scene.mts';
import { keepFilesOnDisk } from './storage.mts';

let scene: Scene;
let files: FileServer;

beforeAll(async () => {
	keepFilesOnDisk();
	files = await openFileServer();
	files.beInternet();
});
afterAll(() => files.close());
beforeEach(async () => {
	scene = await openScene();
});
afterEach(async () => await scene.sandbox.close());

/** Without a way back, so that files come as texts that name them. */
async function bringIn(messenger: string, items: object[]) {
	return await runBridge({
		...{ scene, items: items as never, isWired: false },
		settings: { onError: 'continueRegularOutput' },
		parameters: {
			...{ operation: 'fromMessenger', messenger },
			options: { groups: true, ownMessages: 'fromBot', maxRetries: 0 },
		},
	});
}

const errorsIn = (done: object[]) => [
	...new Set(done.flatMap((item) => ('error' in item ? item.error : []))),
];
const MESSENGERS = ['telegram', 'whatsApp', 'generic'];

/** The update without one of its fields, each in turn. */
function* lacking(value: unknown): Generator<unknown> {
	if (Array.isArray(value)) {
		for (const [index, entry] of value.entries()) {
			for (const less of lacking(entry)) yield value.with(index, less);
		}
	} else if (typeof value === 'object' && value !== null) {
		for (const [name, inner] of Object.entries(value)) {
			const { [name]: _gone, ...rest } = value as Record<string, unknown>;
			yield rest;
			for (const less of lacking(inner)) yield { ...rest, [name]: less };
		}
	}
}

test.each(MESSENGERS)('all that %s tells is brought in, or is told why not', async (messenger) => {
	const updates = Object.values(updatesOf(messenger));
	const { done, error } = await bringIn(messenger, updates);
	expect(error).toBeUndefined();
	expect(errorsIn(done)).toEqual([]);
	expect(done.length).toBeGreaterThanOrEqual(updates.length);
	const brought = done.filter(({ event }) => event === 'message');
	const ids = new Set(brought.map(({ externalMessageId }) => externalMessageId));
	expect(scene.sandbox.messages()).toHaveLength(ids.size);
});

test.each(MESSENGERS)(
	'an update of %s that lacks a field is no error',
	async (messenger) => {
		const all = Object.values(updatesOf(messenger)).flatMap((update: JsonObject) => [
			...lacking(update),
		]);
		const step = Math.ceil(all.length / 400);
		const some = all.filter((_, index) => index % step === 0) as object[];
		const { done, error } = await bringIn(messenger, some);
		expect(error).toBeUndefined();
		expect(errorsIn(done)).toEqual([]);
	},
	60_000,
);
