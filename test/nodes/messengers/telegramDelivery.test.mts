import type { Answer, Content, Outgoing } from '../../../nodes/AmoCrmChats/messengers/messenger.ts';
import { telegram } from '../../../nodes/AmoCrmChats/messengers/telegram.ts';
import { updatesOf } from './fixtures.mts';
import { answered, taken } from './telegramAnswers.mts';

const setup = { apiUrl: 'https://api.telegram.org' };
const BOT = 'https://api.telegram.org/bot{token}';

const MEGABYTE = 1024 * 1024;
const URL_OF_FILE = 'https://amojo.amocrm.ru/attachments/file';
const outgoing = (event: Partial<Outgoing>): Outgoing => ({
	...{ event: 'message', chat: '42', nonce: '0371a0ff-a98f-4a1a-9d2a-0e9c3b5b7a10', part: 0 },
	...event,
});
const location = { latitude: 55.7558, longitude: 37.6173 };
const write = (event: Partial<Outgoing>, ...answers: Answer[]) =>
	telegram.write(outgoing(event), setup, answers);
const media = (name: string, size?: number, more: object = {}) => ({
	media: { from: { url: URL_OF_FILE }, name, ...(size === undefined ? {} : { size }), ...more },
});
const call = (method: string, body: object) => ({
	...{ method: 'POST', url: `${BOT}/${method}` },
	body: { chat_id: 42, ...body },
});
const upload = (method: string, field: string, body: object = {}) => ({
	...{ ...call(method, { chat_id: '42', ...body }), as: 'multipart', file: field },
});
describe('writes by the address', () => {
	test.each<[string, Content, object]>([
		['a text', { type: 'text', text: 'Hello' }, call('sendMessage', { text: 'Hello' })],
		[
			'a picture with its caption',
			{ type: 'picture', text: 'This one?', ...media('shoes.jpg', 5 * MEGABYTE) },
			call('sendPhoto', { photo: URL_OF_FILE, caption: 'This one?' }),
		],
		[
			'a picture of any size, when none is told',
			{ type: 'picture', ...media('shoes.JPG') },
			call('sendPhoto', { photo: URL_OF_FILE }),
		],
		[
			'a video',
			{ type: 'video', ...media('unboxing.mp4', 20 * MEGABYTE) },
			call('sendVideo', { video: URL_OF_FILE, supports_streaming: true }),
		],
		[
			'a PDF',
			{ type: 'file', ...media('invoice.pdf', MEGABYTE) },
			call('sendDocument', { document: URL_OF_FILE }),
		],
		[
			'a GIF, which moves as a document',
			{ type: 'picture', ...media('cat.gif', MEGABYTE) },
			call('sendDocument', { document: URL_OF_FILE }),
		],
		[
			'a small voice message',
			{ type: 'voice', ...media('voice.ogg', 9000, { seconds: 3.4 }) },
			call('sendVoice', { voice: URL_OF_FILE, duration: 3 }),
		],
		[
			'music',
			{ type: 'audio', ...media('jingle.mp3', MEGABYTE, { seconds: 12 }) },
			call('sendAudio', { audio: URL_OF_FILE, duration: 12 }),
		],
		[
			'a sticker, which has no caption',
			{ type: 'sticker', text: 'Hi', ...media('hello.webp', 9000) },
			call('sendSticker', { sticker: URL_OF_FILE }),
		],
		[
			'a sticker of another format as a picture',
			{ type: 'sticker', ...media('hello.png', 9000) },
			call('sendPhoto', { photo: URL_OF_FILE }),
		],
		['a location', { type: 'location', location }, call('sendLocation', location)],
		[
			'a contact',
			{ type: 'contact', contact: { name: 'Support', phone: '+15550100001' } },
			call('sendContact', { phone_number: '+15550100001', first_name: 'Support' }),
		],
		[
			'a contact without a name',
			{ type: 'contact', contact: { phone: '+15550100001' } },
			call('sendContact', { phone_number: '+15550100001', first_name: '+15550100001' }),
		],
		[
			'a contact without a number as text',
			{ type: 'contact', contact: { name: 'Support' } },
			call('sendMessage', { text: 'Support' }),
		],
		[
			'what is above 50 MB as a link',
			{ type: 'video', text: 'Look', ...media('film.mp4', 50 * MEGABYTE + 1) },
			call('sendMessage', { text: `Look\n${URL_OF_FILE}` }),
		],
	])('%s', (_, what, expected) => {
		expect(write({ content: what })).toEqual(expected);
	});
});

describe('uploads', () => {
	test.each<[string, Content, object]>([
		[
			'a picture above 5 MB',
			{ type: 'picture', text: 'This one?', ...media('shoes.png', 5 * MEGABYTE + 1) },
			upload('sendPhoto', 'photo', { caption: 'This one?' }),
		],
		[
			'a picture above 10 MB as a file',
			{ type: 'picture', ...media('shoes.png', 10 * MEGABYTE + 1) },
			upload('sendDocument', 'document'),
		],
		[
			'a picture that Telegram takes for none as a file',
			{ type: 'picture', ...media('shoes.heic', MEGABYTE) },
			upload('sendDocument', 'document'),
		],
		[
			'a video above 20 MB',
			{ type: 'video', ...media('unboxing.mp4', 20 * MEGABYTE + 1) },
			upload('sendVideo', 'video', { supports_streaming: 'true' }),
		],
		[
			'a video of another format as a file',
			{ type: 'video', ...media('unboxing.mov', MEGABYTE) },
			upload('sendDocument', 'document'),
		],
		[
			'any other file',
			{ type: 'file', ...media('table.xlsx', 9000) },
			upload('sendDocument', 'document'),
		],
		[
			'the voice message of amoCRM',
			{ type: 'voice', ...media('voice.m4a', 9000, { seconds: 3 }) },
			upload('sendVoice', 'voice', { duration: '3' }),
		],
		[
			'what is known by its type alone',
			{ type: 'voice', media: { from: { base64: 'AA==' }, mime: 'audio/ogg; codecs=opus' } },
			upload('sendVoice', 'voice'),
		],
	])('%s', (_, what, expected) => {
		expect(write({ content: what })).toEqual(expected);
	});

	test('what only its address tells of', () => {
		const url = 'https://example.com/files/table.xlsx?as=report.pdf';
		const content: Content = { type: 'file', media: { from: { url } } };
		expect(write({ content })).toEqual(upload('sendDocument', 'document'));
	});

	test('objects as text', () => {
		const buttons = [[{ text: 'Yes' }]];
		const content: Content = { type: 'file', ...media('table.xlsx', 9000) };
		expect(write({ content, buttons, target: { message: '51' } })).toEqual(
			upload('sendDocument', 'document', {
				reply_parameters: '{"message_id":51,"allow_sending_without_reply":true}',
				reply_markup:
					'{"keyboard":[[{"text":"Yes"}]],"resize_keyboard":true,"one_time_keyboard":true}',
			}),
		);
	});

	test('to a server of its own what that may take', () => {
		const content: Content = { type: 'video', ...media('film.mp4', 90 * MEGABYTE) };
		const own = { apiUrl: 'https://bots.example.com' };
		expect(telegram.write(outgoing({ content }), own, [])).toMatchObject({
			...{ url: 'https://bots.example.com/bot{token}/sendVideo', file: 'video' },
		});
	});
});

describe('beside the content', () => {
	const content: Content = { type: 'text', text: 'Do you accept?' };
	const bodyOf = (event: Partial<Outgoing>) => {
		const step = write({ content, ...event });
		return 'url' in step ? step.body : step;
	};
	const keyboard = { resize_keyboard: true, one_time_keyboard: true };

	test('quotes, with the first part of a message', () => {
		const target = { message: '51' };
		expect(bodyOf({ target })).toMatchObject({
			reply_parameters: { message_id: 51, allow_sending_without_reply: true },
		});
		expect(bodyOf({ target, part: 1 })).not.toHaveProperty('reply_parameters');
		expect(bodyOf({ target: { message: 'cb:4382' } })).not.toHaveProperty('reply_parameters');
	});

	test('shows buttons as a keyboard', () => {
		const buttons = [[{ text: 'Yes' }, { text: 'No' }], [{ text: 'Later' }]];
		expect(bodyOf({ buttons })).toMatchObject({ reply_markup: { keyboard: buttons, ...keyboard } });
		expect(bodyOf({ buttons: [] })).not.toHaveProperty('reply_markup');
	});

	test('shows buttons below the message when one is a link', () => {
		const url = 'https://example.com';
		const buttons = [[{ text: 'Yes' }], [{ text: 'Terms', url }]];
		const inline = [[{ text: 'Yes', callback_data: 'Yes' }], [{ text: 'Terms', url }]];
		expect(bodyOf({ buttons })).toMatchObject({ reply_markup: { inline_keyboard: inline } });
	});

	test('cuts what stands behind a button to 64 bytes, and no character in halves', () => {
		const label = `${'да'.repeat(15)}ы👍`;
		const inline = [[{ text: label, callback_data: `${'да'.repeat(15)}ы` }]];
		expect(bodyOf({ chat: 'bc-1:42', buttons: [[{ text: label }]] })).toMatchObject({
			...{ business_connection_id: 'bc-1', reply_markup: { inline_keyboard: inline } },
		});
	});

	test('takes 64 bytes whole', () => {
		const buttons = [[{ text: 'a'.repeat(65) }]];
		const inline = [[{ text: 'a'.repeat(65), callback_data: 'a'.repeat(64) }]];
		expect(bodyOf({ chat: 'bc-1:42', buttons })).toMatchObject({
			...{ reply_markup: { inline_keyboard: inline } },
		});
	});

	test('writes in the name of a business account', () => {
		expect(bodyOf({ chat: 'bc-1:42' })).toEqual({
			...{ chat_id: 42, business_connection_id: 'bc-1', text: 'Do you accept?' },
		});
	});

	test('writes to groups', () => {
		expect(bodyOf({ chat: '-1009' })).toMatchObject({ chat_id: -1009 });
	});
});

describe('reactions and typing', () => {
	const target = { message: '51' };
	const reaction = (emoji?: string) =>
		call('setMessageReaction', {
			...{ message_id: 51, reaction: emoji === undefined ? [] : [{ type: 'emoji', emoji }] },
		});

	test('sets and takes back a reaction', () => {
		expect(write({ event: 'reaction', target, emoji: '👍' })).toEqual(reaction('👍'));
		expect(write({ event: 'reaction', target })).toEqual(reaction());
	});

	test('writes emoji as Telegram does', () => {
		expect(write({ event: 'reaction', target, emoji: '❤️' })).toEqual(reaction('❤'));
		expect(telegram.can.reaction).toContain('❤');
		expect(telegram.can.reaction).toHaveLength(73);
	});

	test('shows typing, for a business account too', () => {
		expect(write({ event: 'typing' })).toEqual(call('sendChatAction', { action: 'typing' }));
		expect(write({ event: 'typing', chat: 'bc-1:42' })).toEqual(
			call('sendChatAction', { business_connection_id: 'bc-1', action: 'typing' }),
		);
	});

	test.each<[string, Partial<Outgoing>, number]>([
		['a reaction for a business account', { event: 'reaction', chat: 'bc-1:42', target }, 905],
		['a reaction to a button', { event: 'reaction', target: { message: 'cb:1' } }, 905],
		['a message to somebody who never wrote', { chat: undefined, phone: '+15550100042' }, 904],
		['nothing', { content: { type: 'text' } }, 905],
	])('refuses %s', (_, event, errorCode) => {
		expect(write(event)).toEqual({
			...{ status: 'error', errorCode, errorText: expect.stringMatching(/\w+\.$/) as unknown },
		});
	});
});

describe('goes on', () => {
	const photo: Content = { type: 'picture', text: 'This one?', ...media('shoes.jpg', 9000) };
	const uploaded = upload('sendPhoto', 'photo', { caption: 'This one?' });
	const asFile = upload('sendDocument', 'document', { caption: 'This one?' });
	const linked = call('sendMessage', { text: `This one?\n${URL_OF_FILE}` });
	const notFetched = answered(400, 'Bad Request: failed to get HTTP URL content');
	const tooOdd = answered(400, 'Bad Request: PHOTO_INVALID_DIMENSIONS');
	const tooLarge = answered(413, 'Request Entity Too Large');

	test.each([
		'Bad Request: failed to get HTTP URL content',
		'Bad Request: wrong type of the web page content',
		'Bad Request: wrong file identifier/HTTP URL specified',
		'Bad Request: wrong remote file identifier specified: Wrong padding length',
		'Bad Request: wrong HTTP URL specified',
		'Bad Request: file is too big',
		'Bad Request: WEBPAGE_CURL_FAILED',
	])('with an upload after "%s"', (words) => {
		expect(write({ content: photo }, answered(400, words))).toEqual(uploaded);
	});

	test('with a file when the picture is too odd, and with a link when that is too large', () => {
		expect(write({ content: photo }, tooOdd)).toEqual(asFile);
		expect(write({ content: photo }, notFetched, tooOdd)).toEqual(asFile);
		const tooBig = 'Bad Request: file of size 11000000 bytes is too big for a photo';
		expect(write({ content: photo }, notFetched, answered(400, tooBig))).toEqual(asFile);
		expect(write({ content: photo }, notFetched, tooOdd, tooLarge)).toEqual(linked);
	});

	test('with music when the client takes no voice messages', () => {
		const content: Content = { type: 'voice', ...media('voice.m4a', 9000) };
		const forbidden = answered(400, 'Bad Request: VOICE_MESSAGES_FORBIDDEN');
		expect(write({ content }, forbidden)).toEqual(upload('sendAudio', 'audio'));
	});

	test('without buttons that Telegram refuses', () => {
		const buttons = [[{ text: 'Terms', url: 'ftp://example.com' }]];
		const content: Content = { type: 'text', text: 'Read' };
		const refusal = answered(400, 'Bad Request: BUTTON_URL_INVALID');
		expect(write({ content, buttons }, refusal)).toEqual(call('sendMessage', { text: 'Read' }));
	});

	test('where a group went, and tells its new ID', () => {
		const content: Content = { type: 'text', text: 'Hello' };
		const moved = answered(400, 'Bad Request: group chat was upgraded to a supergroup chat', {
			migrate_to_chat_id: -100_777,
		});
		const event = { chat: '-5', content };
		expect(write(event, moved)).toEqual(call('sendMessage', { chat_id: -100_777, text: 'Hello' }));
		expect(write(event, moved, taken)).toEqual({ status: 'sent', message: '77', chat: '-100777' });
		expect(write(event, moved, moved)).toMatchObject({ status: 'error', errorCode: 905 });
	});

	test('to an end: with what became of it', () => {
		expect(write({ content: photo }, taken)).toEqual({ status: 'sent', message: '77' });
		expect(write({ content: photo }, notFetched, taken)).toEqual({
			...{ status: 'sent', message: '77' },
		});
		expect(write({ content: photo }, notFetched, notFetched)).toMatchObject({ errorCode: 905 });
	});
});

/** What comes from one client can go to another: the same kind, and the same words. */
test.each(Object.entries(updatesOf('telegram')))('writes what it read of %s', (_, update) => {
	for (const event of telegram.read(update, setup)) {
		if (event.event !== 'message') continue;
		const { type, text, unknown } = event.content;
		if (unknown !== undefined) continue;
		const step = write({ content: event.content });
		const method = {
			...{ audio: 'Audio', contact: 'Contact', file: 'Document', location: 'Location' },
			...{ picture: 'Photo', sticker: 'Sticker', text: 'Message', video: 'Video', voice: 'Voice' },
		}[type];
		expect(step).toHaveProperty('url', `${BOT}/send${method}`);
		const hasWords = type === 'text' || telegram.can.caption?.of.includes(type);
		if (hasWords && 'url' in step) expect(step.body?.text ?? step.body?.caption).toBe(text);
	}
});
