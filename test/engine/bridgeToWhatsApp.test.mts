import { told } from './bridgeHarness.mts';
import { openFileServer } from './fileServer.mts';
import { keepFilesOnDisk } from './storage.mts';
import { ann, buttonsOf, CHAT, WhatsAppStage } from './whatsAppStage.mts';

let stage: WhatsAppStage;

beforeAll(keepFilesOnDisk);
beforeEach(async () => {
	stage = await WhatsAppStage.open();
});
afterEach(async () => await stage.close());

describe('to WhatsApp', () => {
	test('its ID is noted, and the receipts find it by the ID of amoCRM', async () => {
		const { done, error, message } = await stage.answer({ text: 'Good day' });
		expect(error).toBeUndefined();
		const [{ id = '' } = {}] = stage.whatsApp.accepted;
		expect(stage.bodies()).toMatchObject([{ to: ann.waId, text: { body: 'Good day' } }]);
		expect(done).toMatchObject([{ delivery: { status: 'sent', message: id } }]);
		expect(message()).toMatchObject({ integrationId: id, delivery: { status: 'sent' } });
		for (const status of ['delivered', 'read'] as const) {
			await stage.bringIn(await stage.whatsApp.reports(id, status));
			expect(message()?.delivery).toEqual({ status });
		}
	});

	test('long texts, and words on kinds without a caption, follow as texts', async () => {
		const text = Array.from({ length: 900 }, (_, line) => `line ${line}`).join('\n');
		const { error } = await stage.answer({ text });
		expect(error).toBeUndefined();
		const location = { lat: 55.75, lon: 37.61 };
		const written = { conversationId: CHAT, type: 'location', location, text: 'We are here' };
		await stage.managerWrites(written);
		expect((await stage.bringOut()).error).toBeUndefined();
		expect(stage.bodies().map(({ type }) => type)).toEqual(['text', 'text', 'location', 'text']);
		const texts = stage
			.bodies()
			.flatMap((body) => (body.text as { body: string } | undefined) ?? []);
		expect(
			texts
				.map(({ body }) => body)
				.slice(0, 2)
				.join('\n'),
		).toBe(text);
		expect(texts.at(-1)).toMatchObject({ body: 'We are here' });
	});

	test.each([
		['picture', 'image', 'photo.png'],
		['file', 'document', 'photo.png'],
		['voice', 'document', 'photo.png'],
	])('a %s goes by its address as %s', async (type, kind, name) => {
		const files = await openFileServer();
		stage.whatsApp.allowedHosts.push(new URL(files.url).host);
		try {
			const media = `${files.url}/${name}`;
			const { error, message } = await stage.answer({ type, media, fileName: name, text: 'see' });
			expect(error).toBeUndefined();
			expect(stage.bodies()[0]).toMatchObject({ type: kind, [kind]: { link: media } });
			expect(JSON.stringify(stage.bodies())).toContain('"see"');
			expect(message()).toMatchObject({ integrationId: stage.whatsApp.accepted[0]?.id });
		} finally {
			files.close();
		}
	});

	test('a contact, a reply and a reaction', async () => {
		await stage.answer({ type: 'contact', contact: { name: 'Bob', phone: '+15550100' } });
		expect(stage.bodies()).toMatchObject([
			{ type: 'contacts', contacts: [{ name: { formatted_name: 'Bob' } }] },
		]);
		const [first] = stage.scene.sandbox.messages();
		const written = { conversationId: CHAT, text: 'to that', replyTo: first?.id };
		await stage.scene.sandbox.managerWrites(written);
		await stage.bringOut();
		const target = { message_id: first?.integrationId };
		expect(stage.bodies().at(-1)).toMatchObject({ context: target });
		for (const emoji of ['👍', undefined]) {
			await stage.scene.sandbox.managerReacts({ messageId: first?.id ?? '', emoji });
			expect((await stage.bringOut()).error).toBeUndefined();
			expect(stage.bodies().at(-1)).toMatchObject({ reaction: { ...target, emoji: emoji ?? '' } });
		}
	});

	test('typing, which needs a message of the client, is left out with a reason', async () => {
		await stage.bringIn(await stage.whatsApp.clients.writes(ann, 'Hello'));
		await stage.scene.sandbox.managerTypes({ conversationId: CHAT });
		const { done, error } = await stage.bringOut();
		expect(error).toBeUndefined();
		expect(done).toMatchObject([
			{ delivery: { status: 'skipped', why: expect.stringMatching(/typing/) as string } },
		]);
		const externalMessageId = stage.scene.sandbox.messages()[0]?.integrationId;
		await stage.run('toMessenger', [{ ...(await told(stage.scene)), externalMessageId }]);
		expect(stage.whatsApp.accepted).toMatchObject([{ type: 'typing' }]);
	});

	test.each([
		['three buttons', buttonsOf('a', 'b', 'c'), 'button'],
		['ten buttons', buttonsOf(...'abcdefghij'), 'list'],
		['a list', listOf(10), 'list'],
	])('%s', async (_, markup, type) => {
		expect((await stage.answer({ text: 'Choose', markup })).error).toBeUndefined();
		expect(stage.bodies()).toMatchObject([{ type: 'interactive', interactive: { type } }]);
	});

	test.each([
		['eleven buttons', buttonsOf(...'abcdefghijk'), 11],
		['a button with long words', buttonsOf('a button with far too many words'), 1],
		['a list of eleven rows', listOf(6, 5), 11],
	])('%s become numbered lines', async (_, markup, last) => {
		expect((await stage.answer({ text: 'Choose', markup })).error).toBeUndefined();
		expect(stage.bodies()).toMatchObject([
			{ text: { body: expect.stringMatching(new RegExp(`\\n${last}\\. `)) as string } },
		]);
	});

	test('more than a day after the client wrote, the manager learns what to do', async () => {
		await stage.bringIn(await stage.whatsApp.clients.writes(ann, 'Hello'));
		stage.wait(25);
		await stage.managerWrites({ text: 'Still there?' });
		const { done, error } = await stage.bringOut();
		expect(error).toBeUndefined();
		expect(done).toMatchObject([{ delivery: { status: 'error', errorCode: 905 } }]);
		expect(stage.scene.sandbox.messages().at(-1)?.delivery).toMatchObject({
			...{ status: 'error', error: expect.stringMatching(/send a template/) as string },
		});
	});

	test('an error that comes late is told too', async () => {
		const { message } = await stage.answer({ text: 'Good day' });
		await stage.bringIn(
			await stage.whatsApp.reports(stage.whatsApp.accepted[0]?.id ?? '', 'failed', 131026),
		);
		expect(message()?.delivery).toMatchObject({ status: 'error', errorCode: 904 });
	});

	test('a template begins a chat by the phone; receipts find it without a chat', async () => {
		stage.whatsApp.templates.push({ name: 'order_paid', language: 'en_US', parameters: 1 });
		stage.whatsApp.clients.exists(ann);
		const template = {
			...{ id: 7, external_id: 'order_paid:en_US', content: 'Paid: {{sum}}' },
			params: [{ key: '{{sum}}', value: '100' }],
		};
		const written = { phone: '+1 555 010 0042', text: 'Paid: 100', template };
		const { message } = await stage.scene.sandbox.writeFirst(written);
		const { done, error } = await stage.bringOut({
			parameters: { whatsAppPhoneNumberId: '1060001' },
		});
		expect(error).toBeUndefined();
		const [{ id = '' } = {}] = stage.whatsApp.accepted;
		expect(stage.bodies()).toMatchObject([{ to: ann.waId, type: 'template' }]);
		expect(done).toMatchObject([
			{ delivery: { status: 'sent', message: id, conversationId: CHAT } },
		]);
		await stage.bringIn(await stage.whatsApp.reports(id, 'delivered'));
		expect(stage.scene.sandbox.find(message.id)?.delivery).toEqual({ status: 'delivered' });
	});

	/** Two messages, of which the second one is refused. */
	async function answerRefused(content: object, code: number) {
		let calls = 0;
		const before = () => {
			if (++calls === 2) stage.whatsApp.refuse(code);
		};
		const outcome = await stage.answer(
			{ type: 'location', location: { lat: 1, lon: 2 }, ...content },
			{ caller: { before } },
		);
		expect(outcome.error).toBeUndefined();
		return { ...outcome, id: stage.whatsApp.accepted[0]?.id };
	}

	test.each([
		['text', { text: 'Here' }],
		['interactive', { markup: buttonsOf('Yes') }],
	])('a second message (%s) that is refused leaves the first one noted', async (_, content) => {
		const { done, id, message } = await answerRefused(content, 131026);
		expect(done).toMatchObject([{ delivery: { status: 'error', message: id } }]);
		expect(message()).toMatchObject({ integrationId: id, delivery: { status: 'error' } });
	});

	test.each([
		['text', { text: 'Here' }],
		['interactive', { markup: buttonsOf('Yes') }],
	])('what is to be tried later (%s) goes on behind what was accepted', async (type, content) => {
		const { done, id, message } = await answerRefused(content, 130429);
		expect(done).toMatchObject([{ delivery: { status: 'later', retry: 60, message: id } }]);
		expect(message()).toMatchObject({ integrationId: id, delivery: { status: 'sent' } });
		const again = await stage.run('toMessenger', done);
		expect(again.error).toBeUndefined();
		expect(again.done).toMatchObject([{ delivery: { status: 'sent', message: id } }]);
		await stage.run('toMessenger', again.done);
		expect(stage.bodies().map((body) => body.type)).toEqual(['location', type]);
	});

	test('amoCRM refusing to note the ID fails no delivery', async () => {
		await stage.bringIn(await stage.whatsApp.clients.writes(ann, 'Hello'));
		await stage.managerWrites({ text: 'Good day' });
		stage.scene.sandbox.faults.add({ type: 'status', status: 400, times: 1 });
		const { done, error } = await stage.bringOut();
		expect(error).toBeUndefined();
		expect(done).toMatchObject([{ delivery: { status: 'sent' } }]);
	});
});

function listOf(...rows: number[]) {
	let count = 0;
	const sections = rows.map((length) => ({
		title: 'Section',
		rows: Array.from({ length }, () => ({ callback_data: `r${++count}`, title: `Row ${count}` })),
	}));
	return { list_message: { body: 'Choose', button: 'Open', sections } };
}
