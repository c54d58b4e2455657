import type { Answer, Content, Outgoing } from '../../../nodes/AmoCrmChats/messengers/messenger.ts';
import { whatsApp } from '../../../nodes/AmoCrmChats/messengers/whatsApp.ts';
import { at, textAt, type JsonObject } from '../../../nodes/AmoCrmChats/shared/json.ts';
import { updatesOf } from './fixtures.mts';

const nonce = '0371a0ff-2f4c-4d5e-8a6b-1c2d3e4f5a6b';
const url = 'https://graph.facebook.com/v26.0/1060001/messages';
const head = { messaging_product: 'whatsapp', recipient_type: 'individual', to: '15550100042' };
const mark = { biz_opaque_callback_data: nonce };

const outgoing = (more: Partial<Outgoing>): Outgoing => ({
	event: 'message',
	account: '1060001',
	chat: '15550100042',
	nonce,
	part: 0,
	...more,
});
const say = (text: string): Content => ({ type: 'text', text });
const link = (name: string) => `https://amojo.amocrm.ru/attachments/${name}`;
const media = (name: string, more: object = {}) => ({ from: { url: link(name) }, name, ...more });

const write = (more: Partial<Outgoing>, answers: Answer[] = [], setup = {}) =>
	whatsApp.write(outgoing(more), setup, answers);
const accepted = (id: string): Answer => ({
	status: 200,
	body: { messaging_product: 'whatsapp', contacts: [], messages: [{ id }] },
});

/** Every message that one event becomes. */
function messagesOf(more: Partial<Outgoing>): unknown[] {
	const bodies: unknown[] = [];
	const answers: Answer[] = [];
	for (;;) {
		const step = write(more, answers);
		if (!('method' in step)) return bodies;
		const { messaging_product, recipient_type, to, biz_opaque_callback_data, ...message } =
			step.body ?? {};
		expect({ messaging_product, recipient_type, to, biz_opaque_callback_data }).toEqual({
			...head,
			...mark,
		});
		bodies.push(message);
		answers.push(accepted(`wamid.OUT${bodies.length}`));
	}
}

describe('content', () => {
	const image = { type: 'image', image: { link: link('a.jpg') } };
	const named = (name: string) => ({ link: link(name), filename: name });
	test.each<[string, Content, object]>([
		['a text', say('Hi'), { type: 'text', text: { body: 'Hi', preview_url: true } }],
		[
			'a picture',
			{ type: 'picture', text: 'this', media: media('a.jpg') },
			{ type: 'image', image: { link: link('a.jpg'), caption: 'this' } },
		],
		[
			'a picture of no known format',
			{ type: 'picture', media: { from: { url: link('a') } } },
			{ type: 'image', image: { link: link('a') } },
		],
		[
			'a picture by its MIME type',
			{ type: 'picture', media: media('a.bin', { mime: 'image/png' }) },
			{ type: 'image', image: { link: link('a.bin') } },
		],
		[
			'a picture that WhatsApp does not show',
			{ type: 'picture', text: 'this', media: media('a.heic') },
			{ type: 'document', document: { ...named('a.heic'), caption: 'this' } },
		],
		[
			'a picture that is too large',
			{ type: 'picture', media: media('a.jpg', { size: 6e6 }) },
			{ type: 'document', document: named('a.jpg') },
		],
		[
			'a video',
			{ type: 'video', text: 'this', media: media('v.mp4', { size: 1e7 }) },
			{ type: 'video', video: { link: link('v.mp4'), caption: 'this' } },
		],
		[
			'a video of another format',
			{ type: 'video', media: media('v.mov') },
			{ type: 'document', document: named('v.mov') },
		],
		[
			'a file',
			{ type: 'file', text: 'this', media: media('f.pdf') },
			{ type: 'document', document: { ...named('f.pdf'), caption: 'this' } },
		],
		[
			'a voice message',
			{ type: 'voice', media: media('v.ogg', { mime: 'audio/ogg; codecs=opus' }) },
			{ type: 'audio', audio: { link: link('v.ogg'), voice: true } },
		],
		[
			'a voice message that is no ogg',
			{ type: 'voice', media: media('v.m4a') },
			{ type: 'audio', audio: { link: link('v.m4a') } },
		],
		[
			'a voice message of no known format',
			{ type: 'voice', media: { from: { url: link('v') } } },
			{ type: 'audio', audio: { link: link('v') } },
		],
		[
			'music',
			{ type: 'audio', media: media('m.mp3', { mime: 'audio/mpeg' }) },
			{ type: 'audio', audio: { link: link('m.mp3') } },
		],
		[
			'music of another format',
			{ type: 'audio', media: media('m.wav') },
			{ type: 'document', document: named('m.wav') },
		],
		[
			'a sticker',
			{ type: 'sticker', media: media('s.webp', { size: 9000 }) },
			{ type: 'sticker', sticker: { link: link('s.webp') } },
		],
		['a sticker that is a picture', { type: 'sticker', media: media('a.jpg') }, image],
		[
			'a sticker that is too large',
			{ type: 'sticker', media: media('s.webp', { size: 2e5 }) },
			{ type: 'document', document: named('s.webp') },
		],
		[
			'a place',
			{ type: 'location', location: { latitude: 1.5, longitude: 2 } },
			{ type: 'location', location: { latitude: 1.5, longitude: 2 } },
		],
		[
			'a contact',
			{ type: 'contact', contact: { name: 'Carl', phone: '+1555' } },
			{
				type: 'contacts',
				contacts: [
					{
						name: { formatted_name: 'Carl', first_name: 'Carl' },
						phones: [{ phone: '+1555', type: 'CELL' }],
					},
				],
			},
		],
		[
			'a contact without a name',
			{ type: 'contact', contact: { phone: '+1555' } },
			{
				type: 'contacts',
				contacts: [
					{
						name: { formatted_name: '+1555', first_name: '+1555' },
						phones: [{ phone: '+1555', type: 'CELL' }],
					},
				],
			},
		],
	])('%s', (_, content, message) => {
		expect(messagesOf({ content })).toEqual([message]);
	});

	test('whatever was read can be written', () => {
		const events = Object.values(updatesOf('whatsApp')).flatMap((update) =>
			whatsApp.read(update, {}),
		);
		const contents = events.flatMap((event) => (event.event === 'message' ? [event.content] : []));
		expect(contents.length).toBeGreaterThan(20);
		for (const content of contents) {
			const file = content.media && { ...content.media, from: { url: link('file') } };
			const [message] = messagesOf({ content: file ? { ...content, media: file } : content });
			const kind = { picture: 'image', file: 'document', voice: 'audio', contact: 'contacts' };
			expect(textAt(message, 'type')).toBe(at(kind, content.type) ?? content.type);
			if (content.type === 'text') expect(textAt(message, 'text.body')).toBe(content.text);
		}
	});

	test.each<[string, Partial<Outgoing>]>([
		['nothing', {}],
		['a text without words', { content: { type: 'text' } }],
		['a place without a place', { content: { type: 'location' } }],
		['a contact without one', { content: { type: 'contact' } }],
		['a file that is nowhere', { content: { type: 'file', media: { from: { base64: 'aGk=' } } } }],
	])('%s is refused unsent', (_, event) => {
		expect(write(event)).toEqual({
			status: 'error',
			errorCode: 905,
			errorText: 'The message has nothing that WhatsApp takes; files need a public address.',
		});
	});
});

describe('whom it is for', () => {
	const bodyTo = (event: Partial<Outgoing>) => at(write({ content: say('Hi'), ...event }), 'body');

	test.each([
		['15550100042', { recipient_type: 'individual', to: '15550100042' }],
		['US.1349001', { recipient_type: 'individual', recipient: 'US.1349001' }],
		['US.ENT.118', { recipient_type: 'individual', recipient: 'US.ENT.118' }],
		['Y2FwaV9ncm91cDox', { recipient_type: 'group', to: 'Y2FwaV9ncm91cDox' }],
	])('%s', (chat, recipient) => {
		const text = { body: 'Hi', preview_url: true };
		expect(bodyTo({ chat })).toEqual({
			messaging_product: 'whatsapp',
			...recipient,
			type: 'text',
			text,
			...mark,
		});
	});

	test('a manager writes first by the phone, and learns which chat that is', () => {
		const first = { chat: undefined, phone: '+1 (555) 010-0042', content: say('Hi') };
		expect(bodyTo(first)).toMatchObject({ to: '15550100042' });
		const contact = { input: '15550100042', wa_id: '15550100042' };
		const told = (contacts: JsonObject[]) =>
			write(first, [{ status: 200, body: { contacts, messages: [{ id: 'wamid.OUT1' }] } }]);
		const sent = { status: 'sent', message: 'wamid.OUT1' };
		expect(told([contact])).toEqual({ ...sent, chat: '15550100042' });
		expect(told([{ ...contact, user_id: 'US.1' }])).toEqual({ ...sent, chat: 'US.1' });
		expect(told([])).toEqual(sent);
	});

	test('it takes a chat or a phone', () => {
		expect(write({ chat: undefined, content: say('Hi') })).toMatchObject({
			errorCode: 905,
			errorText: 'The chat has no WhatsApp number.',
		});
	});

	test('the number to write from comes with the event, or from the setup', () => {
		const event = { account: undefined, content: say('Hi') };
		const setup = { phoneNumberId: '77', graphUrl: 'https://graph.example/v27.0/' };
		expect(at(write(event, [], setup), 'url')).toBe('https://graph.example/v27.0/77/messages');
		expect(at(write({ content: say('Hi') }), 'url')).toBe(url);
		expect(write(event)).toEqual({
			status: 'error',
			errorCode: 902,
			errorText: 'Enter the Phone Number ID in the Bridge.',
		});
	});
});

describe('around a message', () => {
	test('it answers another one, of which contacts have several parts', () => {
		const context = { message_id: 'wamid.HBgL01' };
		for (const message of ['wamid.HBgL01', 'wamid.HBgL01/2']) {
			expect(messagesOf({ content: say('Yes'), target: { message } })).toEqual([
				{ type: 'text', text: { body: 'Yes', preview_url: true }, context },
			]);
		}
	});

	test.each([
		['👍', '👍'],
		[undefined, ''],
	])('a reaction: %s', (emoji, sent) => {
		const reaction = { event: 'reaction', emoji } as const;
		expect(write({ ...reaction, target: { message: 'wamid.HBgL01' } })).toEqual({
			method: 'POST',
			url,
			body: { ...head, type: 'reaction', reaction: { message_id: 'wamid.HBgL01', emoji: sent } },
		});
		expect(write(reaction)).toMatchObject({
			errorCode: 905,
			errorText: 'The message that is reacted to is not known.',
		});
	});

	test('typing shows below a message of the client', () => {
		expect(write({ event: 'typing', target: { message: 'wamid.HBgL01' } })).toEqual({
			method: 'POST',
			url,
			body: {
				messaging_product: 'whatsapp',
				status: 'read',
				message_id: 'wamid.HBgL01',
				typing_indicator: { type: 'text' },
			},
		});
		expect(write({ event: 'typing' })).toMatchObject({
			errorText: 'WhatsApp shows typing only below a message of the client.',
		});
		const done: Answer = { status: 200, body: { success: true } };
		expect(write({ event: 'typing', target: { message: 'x' } }, [done])).toEqual({
			status: 'sent',
		});
	});
});

describe('buttons', () => {
	const rows = (...texts: string[]) => texts.map((text) => [{ text }]);
	const site = { text: 'Site', url: 'https://shop.example' };
	const yes = {
		type: 'button',
		action: { buttons: [{ type: 'reply', reply: { id: 'Yes', title: 'Yes' } }] },
	};
	const interactive = (more: object) => ({ type: 'interactive', interactive: more });
	const text = (body: string) => ({ type: 'text', text: { body, preview_url: true } });

	test('up to three, each once', () => {
		expect(messagesOf({ content: say('Sure?'), buttons: rows('Yes', ' Yes ') })).toEqual([
			interactive({ ...yes, body: { text: 'Sure?' } }),
		]);
	});

	test('more become a list', () => {
		const titles = ['A', 'B', 'C', 'D'];
		expect(messagesOf({ content: say('Which?'), buttons: rows(...titles) })).toEqual([
			interactive({
				type: 'list',
				body: { text: 'Which?' },
				action: {
					button: 'Menu',
					sections: [{ rows: titles.map((title) => ({ id: title, title })) }],
				},
			}),
		]);
	});

	test('a link alone', () => {
		const parameters = { display_text: 'Site', url: 'https://shop.example' };
		expect(messagesOf({ content: say('See'), buttons: [[site]] })).toEqual([
			interactive({
				type: 'cta_url',
				body: { text: 'See' },
				action: { name: 'cta_url', parameters },
			}),
		]);
	});

	test('links beside other buttons, or several, become lines', () => {
		expect(messagesOf({ content: say('See'), buttons: [[{ text: 'Yes' }, site]] })).toEqual([
			interactive({ ...yes, body: { text: 'See\nSite: https://shop.example' } }),
		]);
		expect(messagesOf({ content: say('See'), buttons: [[site], [site]] })).toEqual([
			text('See\nSite: https://shop.example\nSite: https://shop.example'),
		]);
	});

	test('below a file', () => {
		const content: Content = { type: 'picture', text: 'This?', media: media('a.jpg') };
		const header = { type: 'image', image: { link: link('a.jpg') } };
		expect(messagesOf({ content, buttons: rows('Yes') })).toEqual([
			interactive({ ...yes, header, body: { text: 'This?' } }),
		]);
		expect(
			messagesOf({ content: { type: 'picture', media: media('a.jpg') }, buttons: rows('Yes') }),
		).toEqual([interactive({ ...yes, header, body: { text: '👇' } })]);
	});

	test('after a message of their own, where WhatsApp does not put both into one', () => {
		const long = 'x'.repeat(1025);
		const menu = interactive({ ...yes, body: { text: '👇' } });
		const target = { message: 'wamid.HBgL01' };
		expect(messagesOf({ content: say(long), buttons: rows('Yes'), target })).toEqual([
			{ ...text(long), context: { message_id: 'wamid.HBgL01' } },
			menu,
		]);
		const content: Content = { type: 'voice', media: media('v.ogg') };
		expect(messagesOf({ content, buttons: rows('Yes') })).toEqual([
			{ type: 'audio', audio: { link: link('v.ogg'), voice: true } },
			menu,
		]);
		expect(messagesOf({ content, buttons: [[site], [site]] })).toEqual([
			{ type: 'audio', audio: { link: link('v.ogg'), voice: true } },
			text('Site: https://shop.example\nSite: https://shop.example'),
		]);
	});

	test('the first of two messages gives its ID, and what stops the second is told', () => {
		const event = { content: say('x'.repeat(1025)), buttons: rows('Yes') };
		const sent = accepted('wamid.OUT1');
		expect(write(event, [sent, accepted('wamid.OUT2')])).toEqual({
			status: 'sent',
			message: 'wamid.OUT1',
		});
		const refusal: Answer = { status: 400, body: { error: { code: 131009, message: 'Bad' } } };
		expect(write(event, [sent, refusal])).toEqual({
			status: 'error',
			errorCode: 905,
			errorText: 'Bad (131009).',
			message: 'wamid.OUT1',
		});
		expect(write(event, [refusal])).toEqual({
			status: 'error',
			errorCode: 905,
			errorText: 'Bad (131009).',
		});
	});
});

describe('a list', () => {
	const row = { callback_data: 'm', title: 'Medium', description: 'x'.repeat(80) };

	test('as amoCRM has it', () => {
		const list = {
			header: 'Sizes',
			body: 'Which one?',
			footer: 'All in stock',
			button: 'Choose',
			sections: [{ title: 'Shirts', rows: [row, { title: 'A title that is much too long' }] }],
		};
		const short = 'A title that is much too';
		expect(messagesOf({ list, content: say('Which one?') })).toEqual([
			{
				type: 'interactive',
				interactive: {
					type: 'list',
					header: { type: 'text', text: 'Sizes' },
					body: { text: 'Which one?' },
					footer: { text: 'All in stock' },
					action: {
						button: 'Choose',
						sections: [
							{
								title: 'Shirts',
								rows: [
									{ id: 'm', title: 'Medium', description: 'x'.repeat(72) },
									{ id: 'A title that is much too long', title: short },
								],
							},
						],
					},
				},
			},
		]);
	});

	test('has what WhatsApp demands even where amoCRM gives none', () => {
		const list = { sections: [{ rows: [{ title: 'M' }] }] };
		const action = { button: 'Menu', sections: [{ rows: [{ id: 'M', title: 'M' }] }] };
		const shown = (text: string) => [
			{ type: 'interactive', interactive: { type: 'list', body: { text }, action } },
		];
		expect(messagesOf({ list, content: say('Which?') })).toEqual(shown('Which?'));
		expect(messagesOf({ list })).toEqual(shown('👇'));
	});

	test('is cut between characters', () => {
		const list = { sections: [{ rows: [{ title: `${'x'.repeat(23)}👍` }] }] };
		expect(JSON.stringify(messagesOf({ list }))).toContain(`"title":"${'x'.repeat(23)}"`);
	});

	test('has names for several sections, and leaves empty ones out', () => {
		const rows = [{ title: 'M' }];
		const list: JsonObject = {
			body: 'Which?',
			sections: [{ title: 'A', rows: [] }, { title: 'B', rows }, { rows }],
		};
		const shown = [{ id: 'M', title: 'M' }];
		expect(at(messagesOf({ list })[0], 'interactive.action.sections')).toEqual([
			{ title: 'B', rows: shown },
			{ title: '-', rows: shown },
		]);
	});

	test('of more rows than WhatsApp takes is a text', () => {
		const rows = Array.from({ length: 11 }, (_, index) => ({ title: `Size ${index}` }));
		const [message] = messagesOf({
			list: { body: 'Which?', footer: 'Write it', sections: [{ rows }] },
		});
		const body = textAt(message, 'text.body');
		expect(body?.split('\n')).toHaveLength(13);
		expect(body).toMatch(/^Which\?\n1\. Size 0\n.*11\. Size 10\nWrite it$/s);
	});

	test('without rows is a text', () => {
		expect(messagesOf({ list: { sections: [{}] }, content: say('Which?') })).toEqual([
			{ type: 'text', text: { body: 'Which?', preview_url: true } },
		]);
	});
});

describe('a template', () => {
	const params = [
		{ key: '{{name}}', value: 'Ann\n Lee' },
		{ key: '{{lead.id}}', value: 7 },
		{ key: '{{note}}', value: '' },
	];

	test('is named with its language', () => {
		expect(messagesOf({ template: { externalId: 'order_paid:en_US', params } })).toEqual([
			{
				type: 'template',
				template: {
					name: 'order_paid',
					language: { code: 'en_US' },
					components: [
						{
							type: 'body',
							parameters: ['Ann Lee', '7', '-'].map((text) => ({ type: 'text', text })),
						},
					],
				},
			},
		]);
		expect(messagesOf({ template: { externalId: 'hello:ru' } })).toEqual([
			{ type: 'template', template: { name: 'hello', language: { code: 'ru' } } },
		]);
	});

	test('without a language is a text, if it has one', () => {
		const template = { id: '7103', externalId: 'tpl-1', content: 'Order {{lead.id}}' };
		expect(messagesOf({ template, content: say('Order 1') })).toEqual([
			{ type: 'text', text: { body: 'Order 1', preview_url: true } },
		]);
		expect(write({ template })).toEqual({
			status: 'error',
			errorCode: 905,
			errorText:
				'Let the external ID of the template be its name and language, such as order_paid:en_US.',
		});
	});
});
