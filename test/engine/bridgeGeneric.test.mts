import { runBridge, told, type BridgeJob } from './bridgeHarness.mts';
import { openFileServer, PUBLIC, type FileServer } from './fileServer.mts';
import { startOwnMessenger, type OwnMessenger } from './ownMessenger.mts';
import { openScene, type Scene } from './scene.mts';
import { keepFilesOnDisk } from './storage.mts';

let scene: Scene;
let own: OwnMessenger;
let files: FileServer;

beforeAll(async () => {
	keepFilesOnDisk();
	files = await openFileServer();
	files.beInternet();
});
afterAll(() => files.close());
beforeEach(async () => {
	scene = await openScene();
	own = await startOwnMessenger();
});
afterEach(async () => {
	await scene.sandbox.close();
	own.close();
});

const run = async (direction: string, items: object[], rest: Partial<BridgeJob> = {}) =>
	await runBridge({
		...{ scene, items: items as BridgeJob['items'], caller: { headers: own.headers } },
		...rest,
		parameters: {
			...{ operation: direction, messenger: 'generic', genericUrl: own.url },
			...rest.parameters,
		},
	});
/** What a client does; all in one chat. */
async function bringIn(...events: object[]) {
	const outcome = await run(
		'fromMessenger',
		events.map((event) => ({ conversationId: '42', senderName: 'Ann', ...event })),
	);
	expect(outcome.error).toBeUndefined();
	return outcome;
}
const bringOut = async (rest?: Partial<BridgeJob>) =>
	await run('toMessenger', [await told(scene)], rest);

type Written = Parameters<Scene['sandbox']['managerWrites']>[0];
/** A manager answers, in a chat that Ann has begun. */
async function answer(content: object, rest?: Partial<BridgeJob>) {
	await bringIn({ externalMessageId: 'c-1', text: 'Hello' });
	const written = { conversationId: '42', ...content } as Written;
	const { message } = await scene.sandbox.managerWrites(written);
	const outcome = await bringOut(rest);
	return { ...outcome, message: () => scene.sandbox.find(message.id) };
}
const contents = () => scene.sandbox.messages().map(({ content }) => content);

describe('from a messenger of your own', () => {
	test('a text arrives, once however often it is told and in whatever wrapping', async () => {
		const event = { conversationId: 42, externalMessageId: 'c-1', senderName: 'Ann', text: 'Hi' };
		const frame = { headers: {}, params: {}, query: {} };
		for (const item of [event, { ...frame, body: event }, { ...frame, body: [event, event] }]) {
			const parameters = { messenger: 'auto' };
			const { error } = await run('fromMessenger', [item], { parameters });
			expect(error).toBeUndefined();
		}
		expect(scene.sandbox.messages()).toMatchObject([
			{ integrationId: 'c-1', content: { type: 'text', text: 'Hi' } },
		]);
		expect(scene.sandbox.chats()).toMatchObject([{ integrationId: '42' }]);
	});

	test.each(['picture', 'video', 'file', 'voice', 'audio', 'sticker'])(
		'a %s comes by its address',
		async (messageType) => {
			const mediaUrl = `${PUBLIC}/photo.png`;
			await bringIn({ messageType, mediaUrl, fileName: 'a.png', text: 'look' });
			expect(contents()).toMatchObject([{ type: messageType, media: mediaUrl, text: 'look' }]);
		},
	);

	test('a file that n8n cannot look at comes as a text that names it', async () => {
		await bringIn({ mediaUrl: 'http://127.0.0.1:1/plan.pdf', fileName: 'plan.pdf', text: 'see' });
		expect(contents()).toMatchObject([
			{ type: 'text', text: expect.stringMatching(/^see\n📎 plan\.pdf/) as string },
		]);
	});

	test('what amoCRM refuses comes as a text', async () => {
		scene.sandbox.faults.add({ type: 'status', status: 400, times: 1 });
		await bringIn({ externalMessageId: 'c-1', latitude: 55.75, longitude: 37.61, text: 'Here' });
		expect(contents()).toEqual([{ type: 'text', text: 'Here\n📍 55.75, 37.61' }]);
	});

	test('a message whose chat amoCRM does not know under its ID is not lost', async () => {
		const conversationRefId = '9a8b7c6d-5e4f-4a3b-9c2d-1e0f9a8b7c6d';
		await bringIn({ externalMessageId: 'c-1', text: 'Hi', conversationRefId });
		expect(contents()).toEqual([{ type: 'text', text: 'Hi' }]);
	});

	test('location, contact, reply, edit, reaction and deletion', async () => {
		await bringIn(
			{ externalMessageId: 'c-1', text: 'first' },
			{ externalMessageId: 'c-2', latitude: 55.75, longitude: 37.61 },
			{ externalMessageId: 'c-3', contactName: 'Bob', contactPhone: '+15550100' },
			{ externalMessageId: 'c-4', text: 'an answer', replyTo: 'c-1' },
			{ externalMessageId: 'c-5', text: 'another', replyTo: 'never-seen' },
			{ event: 'edit', externalMessageId: 'c-1', text: 'changed' },
			{ event: 'reaction', externalMessageId: 'c-1', emoji: '👍' },
		);
		const [first, where, who, reply, another] = scene.sandbox.messages();
		expect(first).toMatchObject({ content: { text: 'changed' }, reactions: [{ emoji: '👍' }] });
		expect(where?.content).toMatchObject({ location: { lat: 55.75, lon: 37.61 } });
		expect(who?.content).toMatchObject({ contact: { name: 'Bob', phone: '+15550100' } });
		expect(reply?.replyTo).toMatchObject({ message: { msgid: 'c-1' } });
		expect(another?.content).toEqual({ type: 'text', text: 'another' });
		await bringIn(
			{ event: 'reaction', externalMessageId: 'c-1', emoji: '' },
			{ event: 'delete', externalMessageId: 'c-1' },
		);
		expect(scene.sandbox.messages()[0]).toMatchObject({
			...{ content: { text: '🗑 (deleted)' }, reactions: [] },
		});
	});

	test('typing', async () => {
		await bringIn({ text: 'Hello' });
		const { done } = await bringIn({ event: 'typing' });
		expect(done).toMatchObject([{ event: 'typing' }]);
		expect(scene.sandbox.requests.at(-1)?.path).toMatch(/typing$/);
	});

	test.each([
		['delivered', {}, { status: 'delivered' }],
		['read', {}, { status: 'read' }],
		['error', { errorCode: 904, errorText: 'Gone' }, { status: 'error', errorCode: 904 }],
	])('the status %s', async (status, more, delivery) => {
		const { message } = await answer({ text: 'Good day' });
		const [{ messageId } = {}] = own.accepted;
		await bringIn({ event: 'status', messageId, status, ...more });
		expect(message()?.delivery).toMatchObject(delivery);
	});

	test.each([
		['an unknown event', { event: 'dance' }],
		['a field that cannot be read', { text: 'Hi', timestamp: 'yesterday' }],
		['an edit of what amoCRM does not have', { event: 'edit', externalMessageId: 'x', text: 'y' }],
		[
			'a status that does not name the message of amoCRM',
			{ event: 'status', externalMessageId: 'm-1', status: 'read' },
		],
	])('%s is told as other', async (_, event) => {
		const { done } = await bringIn(event);
		expect(done).toMatchObject([{ event: 'other', why: expect.any(String) as string }]);
		expect(scene.sandbox.messages()).toEqual([]);
	});

	test.each(['fromManager', 'fromBot'])('what was written by %s there', async (direction) => {
		const event = { conversationId: '42', externalMessageId: 'o-1', text: 'from the app' };
		const items = [{ ...event, direction, receiver: { name: 'Ann' } }];
		const options = { ownMessages: direction, managerRefId: scene.userId };
		const { error } = await run('fromMessenger', items, { parameters: { options } });
		expect(error).toBeUndefined();
		expect(scene.sandbox.messages()).toMatchObject([{ direction: 'outgoing' }]);
	});

	test('the echo of what the Bridge sent adds nothing', async () => {
		await answer({ text: 'Good day' });
		const [{ messageId } = {}] = own.accepted;
		const echo = { messageId, externalMessageId: 'm-1', text: 'Good day' };
		const { done } = await bringIn({ ...echo, direction: 'fromManager' });
		expect(done).toMatchObject([{ event: 'other' }]);
		expect(contents()).toHaveLength(2);
	});
});

describe('to a messenger of your own', () => {
	test('what its answer says becomes of the message', async () => {
		const { done, error, message } = await answer({ text: 'Good day' });
		expect(error).toBeUndefined();
		expect(own.accepted).toMatchObject([
			{ event: 'message', conversationId: '42', messageType: 'text', text: 'Good day' },
		]);
		expect(done).toMatchObject([{ delivery: { status: 'sent', message: 'm-1' } }]);
		expect(message()).toMatchObject({ integrationId: 'm-1', delivery: { status: 'sent' } });
	});

	test.each([
		['delivered', { status: 'delivered' }, { status: 'delivered' }],
		['read', { status: 'read' }, { status: 'read' }],
		['no body', null, { status: 'sent' }],
		['an error', { errorCode: 901, errorText: 'Gone' }, { status: 'error', errorCode: 901 }],
		['an error without words', { status: 'error' }, { status: 'error', errorCode: 905 }],
	])('the answer says %s', async (_, given, delivery) => {
		own.answers.set('Good day', given);
		const { error, message } = await answer({ text: 'Good day' });
		expect(error).toBeUndefined();
		expect(message()?.delivery).toMatchObject(delivery);
	});

	test.each([
		['a picture', { media: `${PUBLIC}/photo.png`, fileName: 'a.png', fileSize: 9, text: 'see' }],
		['a location', { type: 'location', location: { lat: 1, lon: 2 }, text: 'Here' }],
		['a contact', { type: 'contact', contact: { name: 'Bob', phone: '+15550100' } }],
	])('%s goes as it is', async (_, content) => {
		const { error, message } = await answer(content);
		expect(error).toBeUndefined();
		expect(own.accepted).toHaveLength(1);
		expect(own.accepted).toMatchObject([
			JSON.parse(
				JSON.stringify({
					mediaUrl: 'media' in content ? content.media : undefined,
					latitude: 'location' in content ? content.location.lat : undefined,
					contactPhone: 'contact' in content ? content.contact.phone : undefined,
				}),
			),
		]);
		expect(message()).toMatchObject({ integrationId: 'm-1', delivery: { status: 'sent' } });
	});

	test('buttons, lists and templates as amoCRM has them', async () => {
		const markup = { mode: 'inline', buttons: [[{ text: 'Yes' }]] };
		await answer({ text: 'Really?', markup });
		const row = { callback_data: 'r', title: 'Row' };
		const list = { body: 'Choose', button: 'Open', sections: [{ rows: [row] }] };
		const template = { id: 7, content: 'Paid', params: [] };
		for (const content of [{ markup: { list_message: list } }, { template }]) {
			await scene.sandbox.managerWrites({
				conversationId: '42',
				text: 'Hi',
				...content,
			} as Written);
			expect((await bringOut()).error).toBeUndefined();
		}
		expect(own.accepted).toMatchObject([
			{ buttons: [[{ text: 'Yes' }]] },
			{ listMessage: list },
			{ template: { content: 'Paid' } },
		]);
	});

	test('a reply, a reaction and typing', async () => {
		await answer({ text: 'Good day' });
		const [first] = scene.sandbox.messages();
		const written = { conversationId: '42', text: 'to that', replyTo: first?.id };
		await scene.sandbox.managerWrites(written);
		await bringOut();
		expect(own.accepted.at(-1)).toMatchObject({ replyTo: { externalMessageId: 'c-1' } });
		for (const emoji of ['👍', undefined]) {
			await scene.sandbox.managerReacts({ messageId: first?.id ?? '', emoji });
			await bringOut();
			const reaction = { event: 'reaction', externalMessageId: 'c-1', emoji: emoji ?? '' };
			expect(own.accepted.at(-1)).toMatchObject(reaction);
		}
		await scene.sandbox.managerTypes({ conversationId: '42' });
		const { done, error } = await bringOut();
		expect(error).toBeUndefined();
		expect(own.accepted.at(-1)).toMatchObject({ event: 'typing', conversationId: '42' });
		expect(done).toMatchObject([{ event: 'typing', delivery: { status: 'sent' } }]);
	});

	test('typing that is refused is no error and not tried again', async () => {
		await bringIn({ text: 'Hello' });
		await scene.sandbox.managerTypes({ conversationId: '42' });
		own.faults.add({ status: 503, times: 9, body: {} });
		const { done, error } = await bringOut();
		expect(error).toBeUndefined();
		expect(done).toMatchObject([{ delivery: { status: 'skipped' } }]);
		expect(own.calls).toHaveLength(1);
	});

	test('a chat that a manager begins is one with the chat of the first answer', async () => {
		own.answers.set('Good day', { conversationId: 'new-1' });
		const { message } = await scene.sandbox.writeFirst({ phone: '+15550100', text: 'Good day' });
		const { done, error } = await bringOut();
		expect(error).toBeUndefined();
		expect(done).toMatchObject([{ delivery: { status: 'sent', conversationId: 'new-1' } }]);
		const [sent] = own.accepted;
		expect(sent).toMatchObject({ writeFirst: true, receiver: { phone: '+15550100' } });
		const { conversationRefId, receiver } = sent as { conversationRefId: string; receiver: object };
		const first = { conversationId: 'new-1', conversationRefId, sender: receiver, text: 'Yes?' };
		await bringIn(first);
		expect(scene.sandbox.chats()).toMatchObject([{ id: message.chatId, integrationId: 'new-1' }]);
		expect(scene.sandbox.participants()).toHaveLength(1);
	});

	test('without an answer it is sent again after a while, and taken once', async () => {
		own.faults.add({ status: 503, when: 'after', body: {} });
		const { error, message } = await answer({ text: 'Good day' });
		expect(error).toBeUndefined();
		expect(own.calls).toHaveLength(2);
		expect(own.accepted).toHaveLength(1);
		expect(message()).toMatchObject({ integrationId: 'm-1' });
	}, 20_000);

	test('a wrong key is told to the manager', async () => {
		const { error, message } = await answer({ text: 'Hi' }, { caller: { headers: {} } });
		expect(error).toBeUndefined();
		expect(message()?.delivery).toMatchObject({
			...{ status: 'error', errorCode: 902 },
			error: 'Who are you?. Check the credential.',
		});
	});

	test('amoCRM being down after the delivery is an error', async () => {
		await bringIn({ text: 'Hello' });
		await scene.sandbox.managerWrites({ conversationId: '42', text: 'Good day' });
		scene.sandbox.faults.add({ type: 'status', status: 403, times: 1 });
		expect((await bringOut()).error).toMatch(/refused the signature/);
	});
});
