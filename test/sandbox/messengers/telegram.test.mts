import { messageIdOf } from '../../../sandbox/messengers/telegram/clients.mts';
import { startTelegram, type Telegram } from '../../../sandbox/messengers/telegram.mts';
import { openFileHost, png, sha256, webp, type Served } from './files.mts';

const MB = 1024 * 1024;
const ann = { id: 42, first_name: 'Ann', last_name: 'Lee', username: 'annlee' };
const bob = { id: 43, first_name: 'Bob' };
const OK = 'ok';

const served: Record<string, Served> = {
	'photo.png': { type: 'image/png', bytes: png() },
	'heavy.png': { type: 'image/png', bytes: png(48, 48, 5 * MB + 1) },
	'clip.mp4': { type: 'video/mp4', bytes: Buffer.from('clip') },
	'clip.webm': { type: 'video/webm', bytes: Buffer.from('clip') },
	'long.mp4': { type: 'video/mp4', bytes: Buffer.alloc(20 * MB + 1) },
	'price.pdf': { type: 'application/pdf', bytes: Buffer.from('%PDF') },
	'price.docx': { type: 'application/msword', bytes: Buffer.from('doc') },
	'hum.ogg': { type: 'audio/ogg', bytes: Buffer.from('OggS') },
	'speech.ogg': { type: 'audio/ogg', bytes: Buffer.alloc(MB + 1) },
	'hum.mp3': { type: 'audio/mpeg', bytes: Buffer.from('ID3') },
	'cat.webp': { type: 'image/webp', bytes: webp() },
};

let host: Awaited<ReturnType<typeof openFileHost>>;
let telegram: Telegram;
let now = Date.now();

beforeAll(async () => {
	host = await openFileHost(served);
});
afterAll(() => host.close());
beforeEach(async () => {
	now = Date.now();
	telegram = await startTelegram({ allowedHosts: [host.host], now: () => now });
	await telegram.clients.writes(ann, 'Hi');
});
afterEach(() => telegram.close());

interface Answer {
	ok: boolean;
	result: { message_id: number; [key: string]: unknown };
	error_code?: number;
	description?: string;
	parameters?: object;
}

async function call(method: string, body: object, token = telegram.token): Promise<Answer> {
	const response = await fetch(`${telegram.url}/bot${token}/${method}`, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify(body),
	});
	const answer = (await response.json()) as Answer;
	expect(response.status).toBe(answer.ok ? 200 : answer.error_code);
	return answer;
}

/** What it was refused with, or ok. */
const outcome = async (method: string, body: object) =>
	(await call(method, { chat_id: 42, ...body })).description ?? OK;

async function upload(method: string, fields: Record<string, string>, name: string, file: Buffer) {
	const form = new FormData();
	for (const [key, value] of Object.entries({ chat_id: '42', ...fields })) form.append(key, value);
	const part = method.slice('send'.length).toLowerCase();
	form.append(part, new Blob([new Uint8Array(file)]), name);
	const address = `${telegram.url}/bot${telegram.token}/${method}`;
	return (await (await fetch(address, { method: 'POST', body: form })).json()) as Answer;
}

describe('the address', () => {
	it.each([
		['401 Unauthorized', `1:${'x'.repeat(35)}`],
		['404 Not Found', 'secret'],
		['404 Not Found', ''],
	])('is refused with %s for the token "%s"', async (refusal, token) => {
		const { error_code: code, description } = await call('getMe', {}, token);
		expect(`${code} ${description}`).toBe(refusal);
	});

	it('knows no other method, and minds no case', async () => {
		expect(await call('sendFax', {})).toEqual({
			ok: false,
			error_code: 404,
			description: 'Not Found: method not found',
		});
		expect(await call('GETME', {})).toMatchObject({ ok: true, result: { is_bot: true } });
	});

	it('takes parameters from the query, a form and multipart, objects as text', async () => {
		const base = `${telegram.url}/bot${telegram.token}/sendMessage`;
		await fetch(`${base}?chat_id=42&text=query`);
		await fetch(base, {
			method: 'POST',
			body: new URLSearchParams({ chat_id: '42', text: 'form' }),
		});
		const form = new FormData();
		form.append('chat_id', '42');
		form.append('text', 'parts');
		form.append('reply_parameters', JSON.stringify({ message_id: 1 }));
		await fetch(base, { method: 'POST', body: form });
		const texts = telegram.accepted.map(({ order, fields }) => [order, fields.text]);
		expect(texts).toEqual([
			[1, 'query'],
			[2, 'form'],
			[3, 'parts'],
		]);
	});

	it('refuses a body that is no JSON', async () => {
		const response = await fetch(`${telegram.url}/bot${telegram.token}/sendMessage`, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: '{"chat_id":42,',
		});
		expect(response.status).toBe(400);
	});
});

it('keeps a text, and answers with the message', async () => {
	const { result } = await call('sendMessage', { chat_id: 42, text: 'Good day' });
	expect(result).toMatchObject({
		message_id: 2,
		from: { id: telegram.bot.id, is_bot: true },
		chat: { id: 42, type: 'private', first_name: 'Ann' },
		text: 'Good day',
	});
	expect(telegram.accepted).toEqual([
		{
			...{ order: 1, method: 'sendMessage', chatId: 42, messageId: 2 },
			fields: { chat_id: 42, text: 'Good day' },
		},
	]);
});

const LONG = 'x'.repeat(4096);
it.each([
	['sendMessage', { text: LONG }, OK],
	['sendMessage', { text: `${LONG}x` }, 'Bad Request: message is too long'],
	['sendMessage', { text: ' ' }, 'Bad Request: message text is empty'],
	['sendMessage', { text: 'a', chat_id: '' }, 'Bad Request: chat_id is empty'],
	['sendMessage', { text: 'a', chat_id: 99 }, 'Bad Request: chat not found'],
	['sendMessage', { text: '<b>a</b> &amp;', parse_mode: 'HTML' }, OK],
	[
		'sendMessage',
		{ text: 'a <c>', parse_mode: 'HTML' },
		"Bad Request: can't parse entities: unsupported start tag",
	],
	[
		'sendMessage',
		{ text: 'snake_case', parse_mode: 'Markdown' },
		"Bad Request: can't parse entities: can't find end of the entity",
	],
	[
		'sendMessage',
		{ text: 'Yes.', parse_mode: 'MarkdownV2' },
		"Bad Request: can't parse entities: character '.' is reserved and must be escaped with the preceding '\\'",
	],
	['sendMessage', { text: 'a', parse_mode: 'BBCode' }, 'Bad Request: unsupported parse_mode'],
	['sendMessage', { text: 'a', reply_parameters: { message_id: 1 } }, OK],
	[
		'sendMessage',
		{ text: 'a', reply_parameters: { message_id: 9 } },
		'Bad Request: message to be replied not found',
	],
	[
		'sendMessage',
		{ text: 'a', reply_parameters: { message_id: 9, allow_sending_without_reply: true } },
		OK,
	],
	['sendLocation', { latitude: 55.7, longitude: 37.6 }, OK],
	['sendLocation', { latitude: 55.7 }, 'Bad Request: longitude is empty'],
	['sendLocation', { latitude: 91, longitude: 0 }, 'Bad Request: wrong location specified'],
	['sendContact', { phone_number: '79990000000', first_name: 'Ann' }, OK],
	['sendContact', { phone_number: '79990000000' }, 'Bad Request: first name must be non-empty'],
	['sendContact', { first_name: 'Ann' }, 'Bad Request: phone number must be non-empty'],
	['sendChatAction', { action: 'typing' }, OK],
	['sendChatAction', { action: 'sleeping' }, 'Bad Request: wrong parameter action in request'],
	['setMessageReaction', { message_id: 1, reaction: [{ type: 'emoji', emoji: '👍' }] }, OK],
	['setMessageReaction', { message_id: 1, reaction: [{ type: 'emoji', emoji: '❤️' }] }, OK],
	['setMessageReaction', { message_id: 1, reaction: [] }, OK],
	[
		'setMessageReaction',
		{ message_id: 1, reaction: [{ type: 'emoji', emoji: '🚀' }] },
		'Bad Request: REACTION_INVALID',
	],
	[
		'setMessageReaction',
		{ message_id: 9, reaction: [] },
		'Bad Request: message to react not found',
	],
])('%s %j: %s', async (method, body, expected) => {
	expect(await outcome(method, body)).toBe(expected);
	expect(telegram.accepted).toHaveLength(expected === OK ? 1 : 0);
});

const inline = (...buttons: object[]) => ({ inline_keyboard: [buttons] });
it.each([
	[inline({ text: 'Yes', callback_data: 'я'.repeat(32) }), OK],
	[inline({ text: 'Yes', callback_data: 'я'.repeat(33) }), 'Bad Request: BUTTON_DATA_INVALID'],
	[inline({ text: 'Site', url: 'https://example.com' }), OK],
	[inline({ text: 'Site', url: 'example' }), 'Bad Request: BUTTON_URL_INVALID'],
	[inline({ text: 'Yes' }), 'Bad Request: text buttons are unallowed in the inline keyboard'],
	[{ keyboard: [[{ text: 'Yes' }, 'No']], resize_keyboard: true }, OK],
	[{ keyboard: [] }, 'Bad Request: reply keyboard is empty'],
	[{ buttons: [] }, "Bad Request: can't parse reply keyboard markup JSON object"],
])('buttons %j: %s', async (reply_markup, expected) => {
	expect(await outcome('sendMessage', { text: 'Well?', reply_markup })).toBe(expected);
});

describe('files by address', () => {
	it.each([
		['sendPhoto', 'photo.png', OK],
		['sendPhoto', 'heavy.png', 'Bad Request: failed to get HTTP URL content'],
		['sendPhoto', 'price.pdf', 'Bad Request: wrong type of the web page content'],
		['sendPhoto', 'none.png', 'Bad Request: failed to get HTTP URL content'],
		['sendVideo', 'clip.mp4', OK],
		['sendVideo', 'clip.webm', 'Bad Request: wrong type of the web page content'],
		['sendVideo', 'long.mp4', 'Bad Request: failed to get HTTP URL content'],
		['sendDocument', 'price.pdf', OK],
		['sendDocument', 'price.docx', 'Bad Request: wrong type of the web page content'],
		['sendVoice', 'hum.ogg', OK],
		['sendVoice', 'hum.mp3', 'Bad Request: wrong type of the web page content'],
		['sendAudio', 'hum.mp3', OK],
		['sendSticker', 'cat.webp', OK],
		['sendSticker', 'photo.png', 'Bad Request: wrong type of the web page content'],
	])('%s %s: %s', async (method, name, expected) => {
		const kind = method.slice('send'.length).toLowerCase();
		expect(await outcome(method, { [kind]: host.url(name), caption: 'x'.repeat(1024) })).toBe(
			expected,
		);
		const { bytes = Buffer.alloc(0), type } = served[name] ?? {};
		const file = { from: 'url', url: host.url(name), kind, name, type, size: bytes.length };
		const kept = [{ chatId: 42, file: { ...file, sha256: sha256(bytes) } }];
		expect(telegram.accepted).toMatchObject(expected === OK ? kept : []);
	});

	it('makes a document of a voice message over 1 MB', async () => {
		const { result } = await call('sendVoice', { chat_id: 42, voice: host.url('speech.ogg') });
		expect(result).toHaveProperty('document');
		expect(telegram.accepted).toMatchObject([{ file: { kind: 'document' } }]);
	});

	it('are fetched from allowed hosts only, by https outside of this machine', async () => {
		const address = 'http://example.com/photo.png';
		expect(await outcome('sendPhoto', { photo: address })).toBe(
			'Bad Request: wrong HTTP URL specified',
		);
		expect(await outcome('sendPhoto', { photo: 'https://example.com/photo.png' })).toBe(
			'Bad Request: failed to get HTTP URL content',
		);
	});

	it.each([
		['sendPhoto', {}, 'Bad Request: there is no photo in the request'],
		['sendSticker', {}, 'Bad Request: there is no sticker file in the request'],
		['sendPhoto', { photo: 'x' }, 'Bad Request: wrong file identifier/HTTP URL specified'],
	])('%s %j: %s', async (method, body, expected) => {
		expect(await outcome(method, body)).toBe(expected);
	});

	it('limits the caption', async () => {
		const body = { photo: host.url('photo.png'), caption: 'x'.repeat(1025) };
		expect(await outcome('sendPhoto', body)).toBe('Bad Request: message caption is too long');
	});
});

describe('uploaded files', () => {
	it.each([
		['sendPhoto', 'a.png', png(), OK],
		['sendPhoto', 'a.png', Buffer.from('no picture'), 'Bad Request: IMAGE_PROCESS_FAILED'],
		['sendPhoto', 'a.png', png(9000, 1001), 'Bad Request: PHOTO_INVALID_DIMENSIONS'],
		['sendPhoto', 'a.png', png(2100, 100), 'Bad Request: PHOTO_INVALID_DIMENSIONS'],
		[
			'sendPhoto',
			'a.png',
			png(48, 48, 10 * MB + 1),
			'Bad Request: file of size 10485761 bytes is too big for a photo; the maximum size is 10485760 bytes',
		],
		['sendDocument', 'a.docx', Buffer.from('doc'), OK],
		['sendDocument', 'a.docx', Buffer.alloc(0), 'Bad Request: file must be non-empty'],
		['sendDocument', 'a.bin', Buffer.alloc(50 * MB + 1), 'Request Entity Too Large'],
		['sendSticker', 'a.webp', Buffer.from('none'), 'Bad Request: STICKER_FILE_INVALID'],
	])(
		'%s %s: %#',
		async (method, name, bytes, expected) => {
			const { description = OK } = await upload(method, { caption: 'this one' }, name, bytes);
			expect(description).toBe(expected);
			const file = { from: 'upload', name, size: bytes.length, sha256: sha256(bytes) };
			expect(telegram.accepted).toMatchObject(expected === OK ? [{ file }] : []);
		},
		30_000,
	);

	it.each([
		['sendVideo', 'a.mp4', 'video'],
		['sendVideo', 'a.avi', 'document'],
		['sendVoice', 'a.ogg', 'voice'],
		['sendVoice', 'a.wav', 'document'],
		['sendAudio', 'a.mp3', 'audio'],
		['sendAudio', 'a.flac', 'document'],
	])('%s makes of %s a %s', async (method, name, kind) => {
		const { result } = await upload(method, {}, name, Buffer.from('bytes'));
		expect(result).toHaveProperty(kind);
	});

	it('can be sent again by their ID, as what they are', async () => {
		const { result } = await upload('sendDocument', {}, 'a.pdf', Buffer.from('%PDF'));
		const { file_id: id } = result.document as { file_id: string };
		expect(await outcome('sendDocument', { document: id })).toBe(OK);
		expect(await outcome('sendPhoto', { photo: id })).toBe(
			"Bad Request: can't use file of type document as photo",
		);
	});
});

describe('files of clients', () => {
	it('are offered by getFile for an hour', async () => {
		const bytes = png();
		const file = { name: 'a.png', type: 'image/png', bytes };
		const update = await telegram.clients.sends(ann, 'photo', file, { caption: 'this one' });
		const { photo } = update.message as { photo: Array<{ file_id: string }> };
		const { result } = await call('getFile', { file_id: photo.at(-1)?.file_id });
		const address = `${telegram.url}/file/bot${telegram.token}/${String(result.file_path)}`;
		const response = await fetch(address);
		expect(Buffer.from(await response.arrayBuffer())).toEqual(bytes);
		now += 60 * 60 * 1000;
		expect((await fetch(address)).status).toBe(404);
		const wrong = address.replace(telegram.token, `1:${'x'.repeat(35)}`);
		expect((await fetch(wrong)).status).toBe(401);
	});

	it('are too big from 20 MB on', async () => {
		const file = { name: 'a.zip', type: 'application/zip', bytes: Buffer.from('zip') };
		const large = { ...file, size: 20 * MB + 1 };
		const { message } = await telegram.clients.sends(ann, 'document', large);
		const { document } = message as { document: { file_id: string; file_size: number } };
		expect(document.file_size).toBe(20 * MB + 1);
		const { description } = await call('getFile', { file_id: document.file_id });
		expect(description).toBe('Bad Request: file is too big');
		expect((await call('getFile', { file_id: 'x' })).description).toBe(
			'Bad Request: invalid file_id',
		);
	});
});

describe('lost chats', () => {
	it.each([
		['deactivated', 42, 'Forbidden: user is deactivated'],
		['neverStarted', 77, "Forbidden: bot can't initiate conversation with a user"],
		['noAccess', 42, 'Bad Request: have no access to the user'],
		['invalidPeer', 42, 'Bad Request: PEER_ID_INVALID'],
		['kicked', -5, 'Forbidden: bot was kicked from the group chat'],
		['kickedFromSupergroup', -100, 'Forbidden: bot was kicked from the supergroup chat'],
		['deleted', -5, 'Forbidden: the group chat was deleted'],
	] as const)('%s', async (trouble, chat_id, expected) => {
		telegram.clients.loses(chat_id, trouble);
		expect(await outcome('sendMessage', { chat_id, text: 'a' })).toBe(expected);
	});

	it('come back when the client writes again', async () => {
		const update = await telegram.clients.blocks(ann);
		expect(update.my_chat_member).toMatchObject({ new_chat_member: { status: 'kicked' } });
		const refused = 'Forbidden: bot was blocked by the user';
		expect(await outcome('sendMessage', { text: 'a' })).toBe(refused);
		await telegram.clients.writes(ann, 'Sorry');
		expect(await outcome('sendMessage', { text: 'a' })).toBe(OK);
	});

	it('move when a group is upgraded', async () => {
		telegram.clients.openGroup(-5, 'Parents');
		await telegram.clients.upgrades(-5, -1005);
		const { description, parameters } = await call('sendMessage', { chat_id: -5, text: 'a' });
		expect(description).toBe('Bad Request: group chat was upgraded to a supergroup chat');
		expect(parameters).toEqual({ migrate_to_chat_id: -1005 });
		expect(await outcome('sendMessage', { chat_id: -1005, text: 'a' })).toBe(OK);
	});

	it('take no voice messages when the client forbids them', async () => {
		telegram.clients.forbidsVoice(ann);
		expect(await outcome('sendVoice', { voice: host.url('hum.ogg') })).toBe(
			'Bad Request: VOICE_MESSAGES_FORBIDDEN',
		);
		expect(await outcome('sendAudio', { audio: host.url('hum.mp3') })).toBe(OK);
	});
});

describe('business accounts', () => {
	async function connect(canReply = true) {
		const { business_connection: connection } = await telegram.clients.connects(bob, canReply);
		return (connection as { id: string }).id;
	}

	it('have chats of their own, under the same number', async () => {
		const connectionId = await connect();
		const { business_message } = await telegram.clients.writes(ann, 'Hello, Bob', { connectionId });
		const head = { business_connection_id: connectionId, message_id: 1 };
		expect(business_message).toMatchObject({ ...head, from: { id: 42 }, chat: { id: 42 } });
		const body = { chat_id: 42, text: 'Hello', business_connection_id: connectionId };
		const { result } = await call('sendMessage', body);
		expect(result).toMatchObject({
			...{ message_id: 2, from: { id: 43 }, business_connection_id: connectionId },
			sender_business_bot: { id: telegram.bot.id },
		});
		const echo = await telegram.clients.ownerWrites(connectionId, ann, 'From my phone');
		expect(echo.business_message).toMatchObject({ from: { id: 43 }, chat: { id: 42 } });
		const deleted = await telegram.clients.deletes(ann, [1], { connectionId });
		expect(deleted?.deleted_business_messages).toMatchObject({ message_ids: [1] });
		expect(await telegram.clients.deletes(ann, [1])).toBeUndefined();
	});

	it('can be answered for 24 hours, with the right to', async () => {
		const connectionId = await connect();
		const body = { text: 'a', business_connection_id: connectionId };
		expect(await outcome('sendMessage', body)).toBe('Bad Request: BUSINESS_PEER_INVALID');
		await telegram.clients.writes(ann, 'Hello, Bob', { connectionId });
		expect(await outcome('sendMessage', body)).toBe(OK);
		now += 24 * 60 * 60 * 1000 + 1;
		expect(await outcome('sendMessage', body)).toBe('Bad Request: BUSINESS_PEER_USAGE_MISSING');
		telegram.clients.disconnects(connectionId);
		const refused = 'Bad Request: BUSINESS_CONNECTION_NOT_ALLOWED';
		expect(await outcome('sendMessage', body)).toBe(refused);
		const silent = await connect(false);
		await telegram.clients.writes(ann, 'Hello', { connectionId: silent });
		expect(await outcome('sendMessage', { ...body, business_connection_id: silent })).toBe(refused);
		expect(await outcome('sendMessage', { ...body, business_connection_id: 'x' })).toBe(
			'Bad Request: business connection not found',
		);
	});
});

describe('clients', () => {
	it('reply, edit and react', async () => {
		const { result } = await call('sendMessage', { chat_id: 42, text: 'Good day' });
		const reply = await telegram.clients.replies(ann, result.message_id, 'Thanks');
		expect(reply.message).toMatchObject({ text: 'Thanks', reply_to_message: { message_id: 2 } });
		const id = messageIdOf(reply);
		const edit = await telegram.clients.edits(ann, id, 'Thank you');
		expect(edit.edited_message).toMatchObject({ message_id: id, text: 'Thank you' });
		expect(edit.edited_message).toHaveProperty('edit_date');
		const react = await telegram.clients.reacts(ann, 2, ['👍']);
		const emoji = [{ type: 'emoji', emoji: '👍' }];
		expect(react.message_reaction).toMatchObject({ old_reaction: [], new_reaction: emoji });
		const back = await telegram.clients.reacts(ann, 2);
		expect(back.message_reaction).toMatchObject({ old_reaction: emoji, new_reaction: [] });
	});

	it('press buttons: those of a reply keyboard write, others ask', async () => {
		const keyboard = { keyboard: [[{ text: 'Yes' }]] };
		await call('sendMessage', { chat_id: 42, text: 'Well?', reply_markup: keyboard });
		expect((await telegram.clients.presses(ann, 'Yes')).message).toMatchObject({ text: 'Yes' });
		const reply_markup = inline({ text: 'Buy', callback_data: 'buy' });
		await call('sendMessage', { chat_id: 42, text: 'Well?', reply_markup });
		const { callback_query: query } = await telegram.clients.presses(ann, 'Buy');
		expect(query).toMatchObject({ from: { id: 42 }, data: 'buy', message: { text: 'Well?' } });
		const { id } = query as { id: string };
		expect(await outcome('answerCallbackQuery', { callback_query_id: id })).toBe(OK);
		expect(await outcome('answerCallbackQuery', { callback_query_id: id })).toBe(
			'Bad Request: query is too old and response timeout expired or query ID is invalid',
		);
	});
});
