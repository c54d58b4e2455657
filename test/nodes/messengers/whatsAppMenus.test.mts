import type { Answer, Content } from '../../../nodes/AmoCrmChats/messengers/messenger.ts';
import { at, textAt, type JsonObject } from '../../../nodes/AmoCrmChats/shared/json.ts';
import { accepted, link, media, messagesOf, say, write } from './whatsAppOutgoing.mts';

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
