import { messageIdOf } from '../../sandbox/messengers/whatsApp/clients.mts';
import { PNG } from './fileServer.mts';
import { keepFilesOnDisk } from './storage.mts';
import { ann, buttonsOf, CHAT, WhatsAppStage } from './whatsAppStage.mts';

let stage: WhatsAppStage;

beforeAll(keepFilesOnDisk);
beforeEach(async () => {
	stage = await WhatsAppStage.open();
});
afterEach(async () => await stage.close());

describe('from WhatsApp', () => {
	test('a text arrives, once however often it is told and in whatever wrapping', async () => {
		const hook = await stage.whatsApp.clients.writes(ann, 'Hello');
		const change = hook.entry[0]?.changes[0];
		for (const update of [
			hook,
			{ headers: {}, params: {}, query: {}, body: hook },
			{ ...change?.value, field: change?.field },
		]) {
			const { done } = await stage.bringIn(update, { parameters: { messenger: 'auto' } });
			expect(done).toMatchObject([{ event: 'message', conversationId: CHAT }]);
		}
		expect(stage.scene.sandbox.messages()).toMatchObject([
			{ integrationId: messageIdOf(hook), content: { type: 'text', text: 'Hello' } },
		]);
		expect(stage.scene.sandbox.participants()).toMatchObject([
			{ name: 'Ann Lee', phone: '+15550100042' },
		]);
	});

	test.each([
		['image', 'picture', 'a.jpg', 'image/jpeg'],
		['video', 'video', 'a.mp4', 'video/mp4'],
		['document', 'file', 'a.pdf', 'application/pdf'],
		['audio', 'audio', 'a.mp3', 'audio/mpeg'],
		['sticker', 'sticker', 'a.webp', 'image/webp'],
		['document', 'file', 'a.txt', 'text/plain'],
		['document', 'file', 'a.json', 'application/json'],
	] as const)(
		'a file of the kind %s (%s, %s, %s) is fetched by way of Call',
		async (kind, type, name, mime) => {
			const words = kind === 'image' ? { caption: 'look' } : {};
			const file = { name, type: mime, bytes: PNG };
			const { rounds } = await stage.bringIn(
				await stage.whatsApp.clients.sends(ann, kind, file, words),
			);
			expect(rounds).toBe(2);
			expect(stage.contents()).toMatchObject([
				{ type, media: expect.stringMatching(/^http/) as string },
			]);
			if (kind === 'image') expect(stage.contents()).toMatchObject([{ text: 'look' }]);
		},
	);

	test.each([
		['a document', 'application/pdf', 'file'],
		['a text, which n8n takes for no file', 'text/plain', 'text'],
	])('with answers as n8n detects them, %s (%s) comes as %s', async (_, mime, type) => {
		const file = { name: 'a.bin', type: mime, bytes: PNG };
		const hook = await stage.whatsApp.clients.sends(ann, 'document', file);
		await stage.bringIn(hook, { format: 'autodetect' });
		expect(stage.contents()).toMatchObject([{ type }]);
		if (type === 'text') {
			const words = expect.stringContaining(
				'a.bin (not brought: the answer holds no file',
			) as string;
			expect(stage.contents()).toMatchObject([{ text: words }]);
		}
	});

	test('a voice message, whose address is out of date, is fetched by its ID', async () => {
		const file = { name: 'a.ogg', type: 'audio/ogg', bytes: PNG };
		const hook = await stage.whatsApp.clients.sends(ann, 'audio', file, { voice: true });
		stage.whatsApp.faults.add({ on: 'download', status: 404, body: {} });
		await stage.bringIn(hook);
		expect(stage.contents()).toMatchObject([{ type: 'voice' }]);
	});

	test('several messages and statuses of one hook, and what waits behind a file', async () => {
		const file = { name: 'a.jpg', type: 'image/jpeg', bytes: PNG };
		await stage.answer({ text: 'Good day' });
		const [sent] = stage.whatsApp.accepted;
		const picture = await stage.whatsApp.clients.sends(ann, 'image', file);
		const texts = await stage.whatsApp.clients.writesAtOnce(
			ann,
			{ type: 'text', text: { body: 'one' } },
			{ type: 'text', text: { body: 'two' } },
		);
		const read = await stage.whatsApp.reports(sent?.id ?? '', 'read');
		const entry = [picture, texts, read].flatMap((hook) => hook.entry);
		const { done } = await stage.bringIn({ object: 'whatsapp_business_account', entry });
		expect(done).toHaveLength(4);
		const all = stage.scene.sandbox.messages();
		expect(all.map(({ content }) => content.text ?? content.type)).toEqual([
			...['Hello', 'Good day', 'picture', 'one', 'two'],
		]);
		expect(all[1]?.delivery).toEqual({ status: 'read' });
	});

	test('location, contacts, reply, forward, edit, deletion and reaction', async () => {
		const { clients } = stage.whatsApp;
		const first = await clients.writes(ann, 'first');
		const id = messageIdOf(first);
		await stage.bringIn(first);
		const location = { latitude: 55.75, longitude: 37.61, name: 'Office' };
		await stage.bringIn(await clients.writes(ann, { type: 'location', location }));
		const cards = ['Bob', 'Carl'].map((name) => ({
			name: { formatted_name: name },
			phones: [{ phone: '+15550100' }],
		}));
		await stage.bringIn(await clients.writes(ann, { type: 'contacts', contacts: cards }));
		await stage.bringIn(await clients.replies(ann, id, 'an answer'));
		const context = { forwarded: true };
		await stage.bringIn(
			await clients.writes(ann, { type: 'text', text: { body: 'seen' }, context }),
		);
		await stage.bringIn(await clients.edits(ann, id, 'changed'));
		await stage.bringIn(await clients.reacts(ann, id, '👍'));
		const [changed, where, bob, carl, reply, forward] = stage.scene.sandbox.messages();
		expect(changed).toMatchObject({ content: { text: 'changed' }, reactions: [{ emoji: '👍' }] });
		expect(where?.content).toMatchObject({ location: { lat: 55.75, lon: 37.61 } });
		expect([bob, carl].map((each) => each?.content.contact?.name)).toEqual(['Bob', 'Carl']);
		expect(reply?.replyTo).toMatchObject({ message: { msgid: id } });
		expect(forward).toMatchObject({ forwards: { messages: [{ type: 'text' }] } });
		await stage.bringIn(await clients.reacts(ann, id));
		await stage.bringIn(await clients.deletes(ann, id));
		expect(stage.scene.sandbox.messages()[0]).toMatchObject({
			...{ content: { text: '🗑 (deleted)' }, reactions: [] },
		});
	});

	test('the button that was pressed says its words', async () => {
		await stage.answer({ text: 'Really?', markup: buttonsOf('Yes', 'No') });
		await stage.bringIn(await stage.whatsApp.clients.presses(ann, 'Yes'));
		expect(stage.contents().at(-1)).toMatchObject({ text: 'Yes' });
		expect(stage.scene.sandbox.messages().at(-1)?.replyTo).toBeDefined();
	});

	test('a client who hides the phone has a chat by the user ID, also back', async () => {
		const eve = { name: 'Eve', username: 'eve', userId: 'US.1349001', hidesPhone: true };
		await stage.bringIn(await stage.whatsApp.clients.writes(eve, 'Hi'));
		const conversationId = '1060001:US.1349001';
		await stage.scene.sandbox.managerWrites({ conversationId, text: 'Hi, Eve' });
		const { error } = await stage.bringOut();
		expect(error).toBeUndefined();
		expect(stage.bodies()).toMatchObject([{ recipient: 'US.1349001', text: { body: 'Hi, Eve' } }]);
	});

	test.each([
		['skip', 0],
		['fromManager', 1],
		['fromBot', 1],
	])('what the owner wrote in the app, with the option %s', async (ownMessages, count) => {
		const hook = await stage.whatsApp.clients.businessWrites(ann, 'from my phone');
		const options = { ownMessages, managerRefId: stage.scene.userId };
		await stage.bringIn(hook, { parameters: { options } });
		await stage.bringIn(hook, { parameters: { options } });
		expect(stage.scene.sandbox.messages()).toHaveLength(count);
		if (count === 0) return;
		expect(stage.scene.sandbox.messages()).toMatchObject([
			{ direction: 'outgoing', author: ownMessages === 'fromBot' ? 'bot' : 'user' },
		]);
	});

	test('a group is left out, and brought in where it is wanted', async () => {
		const hook = await stage.whatsApp.clients.writes(ann, 'Hi all', 'group-1');
		expect((await stage.bringIn(hook)).done).toMatchObject([{ event: 'other' }]);
		await stage.bringIn(hook, { parameters: { options: { groups: true } } });
		expect(stage.scene.sandbox.chats()).toMatchObject([{ integrationId: '1060001:group-1' }]);
	});

	test.each([
		['an answer to a message that amoCRM never had', { context: { id: 'wamid.before' } }],
		[
			'a contact without a number',
			{ type: 'contacts', contacts: [{ name: { formatted_name: 'Bob' } }] },
		],
	])('%s is not lost', async (_, content) => {
		await stage.bringIn(
			await stage.whatsApp.clients.writes(ann, { type: 'text', text: { body: 'Bob' }, ...content }),
		);
		expect(stage.contents()).toMatchObject([{ text: expect.stringContaining('Bob') as string }]);
	});
});
