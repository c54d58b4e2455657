import { startWhatsApp, type WhatsApp } from '../../../sandbox/messengers/whatsApp.mts';
import { messageIdOf } from '../../../sandbox/messengers/whatsApp/clients.mts';
import { openWebhook, subscribe } from './webhook.mts';
import { openFileHost, png, sha256, webp, type Served } from './files.mts';

const KB = 1024;
const MB = KB * KB;
const ann = { name: 'Ann Lee', waId: '15550100042', userId: 'US.1349001' };
const OK = 'ok';

const served: Record<string, Served> = {
	'a.png': { type: 'image/png', bytes: png() },
	'heavy.png': { type: 'image/png', bytes: png(48, 48, 5 * MB + 1) },
	'a.webp': { type: 'image/webp', bytes: webp() },
	'heavy.webp': { type: 'image/webp', bytes: webp(100 * KB + 1) },
	'a.mp4': { type: 'video/mp4', bytes: Buffer.from('clip') },
	'long.mp4': { type: 'video/mp4', bytes: Buffer.alloc(16 * MB + 1) },
	'a.mov': { type: 'video/quicktime', bytes: Buffer.from('clip') },
	'a.ogg': { type: 'audio/ogg; codecs=opus', bytes: Buffer.from('OggS') },
	'a.mp3': { type: 'audio/mpeg', bytes: Buffer.from('ID3') },
	'a.wav': { type: 'audio/wav', bytes: Buffer.from('RIFF') },
	'a.heic': { type: 'image/heic', bytes: Buffer.from('heic') },
};

let host: Awaited<ReturnType<typeof openFileHost>>;
let whatsApp: WhatsApp;
let clientsMessage: string;
let now = Date.now();

let webhook: Awaited<ReturnType<typeof openWebhook>>;
beforeAll(async () => {
	host = await openFileHost(served);
	webhook = await openWebhook();
});
afterAll(() => {
	host.close();
	webhook.close();
});
beforeEach(async () => {
	now = Date.now();
	whatsApp = await startWhatsApp({ allowedHosts: [host.host], now: () => now });
	await subscribe(whatsApp, webhook.url, ['messages']);
	clientsMessage = messageIdOf(await whatsApp.clients.writes(ann, 'Hi'));
});
afterEach(() => whatsApp.close());

interface Answer {
	status: number;
	messages?: Array<{ id: string }>;
	contacts?: object[];
	success?: boolean;
	error?: { message: string; code: number; error_data?: { details: string } };
}

async function post(body: object, token = whatsApp.app.accessToken): Promise<Answer> {
	const { url, app } = whatsApp;
	const response = await fetch(`${url}/v26.0/${app.phoneNumberId}/messages`, {
		method: 'POST',
		headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
		body: JSON.stringify(body),
	});
	return { status: response.status, ...((await response.json()) as object) };
}

const head = { messaging_product: 'whatsapp', recipient_type: 'individual', to: ann.waId };
const send = (message: object) => post({ ...head, ...message });
const hello = { type: 'text', text: { body: 'Hello' } };

/** What it was refused with, or ok. */
async function outcome(message: object): Promise<string> {
	const { error } = await send(message);
	return error ? error.message : OK;
}

/** The hooks that came behind the client's first message. */
async function failures(): Promise<unknown[]> {
	await whatsApp.settled();
	return whatsApp.deliveries.slice(1).map(({ body }) => JSON.parse(body));
}

it('keeps a message, and answers as the documentation does', async () => {
	const { status, ...answer } = await send(hello);
	expect(status).toBe(200);
	expect(answer).toEqual({
		messaging_product: 'whatsapp',
		contacts: [{ input: ann.waId, wa_id: ann.waId, user_id: ann.userId }],
		messages: [{ id: expect.stringMatching(/^wamid\./), message_status: 'accepted' }],
	});
	const [{ id } = { id: '' }] = answer.messages ?? [];
	expect(whatsApp.accepted).toEqual([
		{ order: 1, id, to: ann.waId, type: 'text', body: { ...head, ...hello } },
	]);
});

describe('the address', () => {
	it('wants the bearer token', async () => {
		expect(await post({ ...head, ...hello }, 'other')).toMatchObject({
			status: 401,
			error: { code: 190, type: 'OAuthException' },
		});
	});

	it('knows no other number', async () => {
		const authorization = `Bearer ${whatsApp.app.accessToken}`;
		const address = `${whatsApp.url}/v26.0/999/messages`;
		const response = await fetch(address, { method: 'POST', headers: { authorization } });
		expect(response.status).toBe(400);
		expect(await response.json()).toMatchObject({
			error: { type: 'GraphMethodException', code: 100, error_subcode: 33 },
		});
	});

	it('takes any version, and the token in the query', async () => {
		const { url, app } = whatsApp;
		const query = `access_token=${app.accessToken}`;
		const response = await fetch(`${url}/v13.0/${app.phoneNumberId}/messages?${query}`, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify({ ...head, ...hello }),
		});
		expect(response.status).toBe(200);
	});
});

const text = (length: number) => ({ type: 'text', text: { body: 'x'.repeat(length) } });
const contact = (name: object) => ({
	...{ type: 'contacts', contacts: [{ name, phones: [{ phone: '+15550100042', type: 'CELL' }] }] },
});
it.each([
	[{ messaging_product: 'viber', ...hello }, '(#100) The parameter messaging_product is required.'],
	[text(4096), OK],
	[text(4097), '(#100) Param text.body must be at most 4096 characters long.'],
	[{ type: 'text', text: { body: ' ' } }, '(#100) Param text.body cannot be empty.'],
	[{ type: 'text' }, '(#100) The parameter text is required.'],
	[{ ...hello, image: {} }, '(#100) Unexpected key "image" on param "message".'],
	[
		{ type: 'poll', poll: {} },
		'(#100) Param type must be one of {AUDIO, CONTACTS, DOCUMENT, IMAGE, INTERACTIVE, LOCATION, REACTION, STICKER, TEMPLATE, TEXT, VIDEO} - got "poll".',
	],
	[{ ...hello, to: undefined }, '(#100) The parameter to is required.'],
	[{ ...hello, to: 'Ann' }, '(#131009) Parameter value is not valid'],
	[{ ...hello, to: '15550100000' }, '(#131021) Recipient cannot be sender'],
	[{ ...hello, to: undefined, recipient: ann.userId }, OK],
	[{ ...hello, to: undefined, recipient: 'ann' }, '(#131009) Parameter value is not valid'],
	[{ ...hello, biz_opaque_callback_data: 'x'.repeat(512) }, OK],
	[
		{ ...hello, biz_opaque_callback_data: 'x'.repeat(513) },
		'(#100) Param biz_opaque_callback_data must be at most 512 characters long.',
	],
	[{ ...hello, context: { message_id: 'x' } }, '(#131009) Parameter value is not valid'],
	[{ type: 'location', location: { latitude: 55.7, longitude: 37.6, name: 'Office' } }, OK],
	[
		{ type: 'location', location: { latitude: 55.7 } },
		'(#100) The parameter location.longitude is required.',
	],
	[
		{ type: 'location', location: { latitude: 91, longitude: 1 } },
		'(#131009) Parameter value is not valid',
	],
	[contact({ formatted_name: 'Ann Lee', first_name: 'Ann' }), OK],
	[
		contact({ formatted_name: 'Ann Lee' }),
		'(#100) Contact name must have at least one part beside formatted_name.',
	],
	[
		contact({ first_name: 'Ann' }),
		'(#100) The parameter contacts.name.formatted_name is required.',
	],
	[
		{ type: 'reaction', reaction: { message_id: 'x', emoji: '👍' } },
		'(#131009) Parameter value is not valid',
	],
])('%j: %s', async (message, expected) => {
	expect(await outcome(message)).toBe(expected);
	expect(whatsApp.accepted).toHaveLength(expected === OK ? 1 : 0);
});

it('takes replies, reactions and reading of messages that exist', async () => {
	const message_id = clientsMessage;
	expect(await outcome({ ...hello, context: { message_id } })).toBe(OK);
	const reaction = { message_id, emoji: '👍' };
	expect(await outcome({ type: 'reaction', reaction })).toBe(OK);
	expect(await outcome({ type: 'reaction', reaction: { message_id, emoji: '' } })).toBe(OK);
	expect(await outcome({ type: 'reaction', reaction: { message_id, emoji: 'ok' } })).not.toBe(OK);
	const quoted = { type: 'reaction', reaction, context: { message_id } };
	expect(await outcome(quoted)).toBe('(#100) A reaction has no context.');
	const read = { messaging_product: 'whatsapp', status: 'read', message_id };
	expect(await post(read)).toMatchObject({ success: true });
	expect(await post({ ...read, typing_indicator: { type: 'text' } })).toMatchObject({
		status: 200,
	});
	const own = whatsApp.accepted[0]?.id;
	expect(await post({ ...read, message_id: own })).toMatchObject({ error: { code: 131009 } });
	expect(await post({ ...read, message_id: undefined })).toMatchObject({ error: { code: 100 } });
	const types = whatsApp.accepted.map(({ type }) => type);
	expect(types).toEqual(['text', 'reaction', 'reaction', 'read', 'typing']);
});

describe('links', () => {
	it.each([
		['image', 'a.png', OK],
		['image', 'heavy.png', 'Media file size 5242881 is not within 1 and 5242880.'],
		['image', 'a.heic', 'Unsupported image mime type image/heic.'],
		['image', 'none.png', 'Media could not be got from'],
		['video', 'a.mp4', OK],
		['video', 'long.mp4', 'Media file size 16777217 is not within 1 and 16777216.'],
		['video', 'a.mov', 'Unsupported video mime type video/quicktime.'],
		['document', 'a.heic', OK],
		['audio', 'a.mp3', OK],
		['audio', 'a.wav', 'Unsupported audio mime type audio/wav.'],
		['sticker', 'a.webp', OK],
		['sticker', 'heavy.webp', 'Static stickers have up to 100KB.'],
		['sticker', 'a.png', 'Unsupported sticker mime type image/png.'],
	])('%s %s: %s', async (type, name, expected) => {
		const link = host.url(name);
		expect(await outcome({ type, [type]: { link } })).toBe(OK);
		const { bytes = Buffer.alloc(0), type: mime } = served[name] ?? {};
		const size = bytes.length;
		const file = { from: 'link', name, type: mime, size, sha256: sha256(bytes), link };
		expect(whatsApp.accepted).toMatchObject([expected === OK ? { file } : { type }]);
		const details = expect.stringContaining(expected);
		const failed = { status: 'failed', errors: [{ code: 131053, error_data: { details } }] };
		const value = { statuses: [failed] };
		const hooks = await failures();
		expect(hooks).toMatchObject(expected === OK ? [] : [{ entry: [{ changes: [{ value }] }] }]);
	});

	it('of a voice message lead to ogg', async () => {
		await send({ type: 'audio', audio: { link: host.url('a.ogg'), voice: true } });
		await send({ type: 'audio', audio: { link: host.url('a.mp3'), voice: true } });
		expect(await failures()).toHaveLength(1);
	});

	it.each([
		[{ type: 'image', image: {} }, 'exactly one of "id" and "link"'],
		[{ type: 'image', image: { link: 'x', id: '1' } }, 'exactly one of "id" and "link"'],
		[{ type: 'image', image: { link: 'http://example.com/a.png' } }, 'not a valid URI'],
		[{ type: 'image', image: { id: '1' } }, '(#131009)'],
		[{ type: 'audio', audio: { link: 'x', caption: 'a' } }, 'Unexpected key "caption"'],
		[{ type: 'image', image: { link: 'x', filename: 'a' } }, 'Unexpected key "filename"'],
		[{ type: 'image', image: { link: 'x', caption: 'x'.repeat(1025) } }, 'at most 1024'],
	])('%j: %s', async (message, expected) => {
		expect(await outcome(message)).toContain(expected);
	});
});

describe('media', () => {
	const authorized = () => ({ authorization: `Bearer ${whatsApp.app.accessToken}` });

	async function upload(type: string, bytes: Buffer) {
		const form = new FormData();
		form.append('messaging_product', 'whatsapp');
		form.append('file', new Blob([new Uint8Array(bytes)], { type }), 'a');
		const address = `${whatsApp.url}/v26.0/${whatsApp.app.phoneNumberId}/media`;
		const response = await fetch(address, { method: 'POST', headers: authorized(), body: form });
		return (await response.json()) as { id: string; error?: { code: number } };
	}

	it('are uploaded, sent by their ID and deleted', async () => {
		const { id } = await upload('image/png', png());
		expect(await outcome({ type: 'image', image: { id, caption: 'x'.repeat(1024) } })).toBe(OK);
		expect(whatsApp.accepted).toMatchObject([{ file: { from: 'id', sha256: sha256(png()) } }]);
		const address = `${whatsApp.url}/v26.0/${id}`;
		await fetch(address, { method: 'DELETE', headers: authorized() });
		expect((await fetch(address, { headers: authorized() })).status).toBe(400);
	});

	it.each([
		['image/png', png(48, 48, 5 * MB + 1), 131053],
		['image/gif', Buffer.from('GIF8'), 100],
		['application/pdf', Buffer.alloc(0), 131053],
	])('of type %s are refused (%#)', async (type, bytes, code) => {
		expect(await upload(type, bytes)).toMatchObject({ error: { code } });
	});

	it('are downloaded with the token, by an address that lives five minutes', async () => {
		const bytes = Buffer.from('%PDF');
		const file = { name: 'price.pdf', type: 'application/pdf', bytes };
		const hook = await whatsApp.clients.sends(ann, 'document', file, { caption: 'this one' });
		const { document } = messageIn(hook) as { document: { id: string; url: string } };
		expect(document).toMatchObject({ filename: 'price.pdf', caption: 'this one' });
		const address = `${whatsApp.url}/v26.0/${document.id}`;
		const facts = await (await fetch(address, { headers: authorized() })).json();
		expect(facts).toMatchObject({ mime_type: file.type, sha256: sha256(bytes), file_size: 4 });
		const { url } = facts as { url: string };
		for (const each of [document.url, url]) {
			const response = await fetch(each, { headers: authorized() });
			expect(await response.text()).toBe('%PDF');
			expect((await fetch(each)).status).toBe(401);
		}
		now += 5 * 60 * 1000;
		expect((await fetch(url, { headers: authorized() })).status).toBe(404);
	});
});

function messageIn(hook: Awaited<ReturnType<WhatsApp['bring']>>): unknown {
	return (hook.entry[0]?.changes[0]?.value.messages as unknown[])[0];
}

describe('limits of sending', () => {
	it('only templates after 24 hours', async () => {
		whatsApp.templates.push({ name: 'hello', language: 'en', parameters: 1 });
		now += 24 * 60 * 60 * 1000 + 1;
		expect(await send(hello)).toMatchObject({ status: 400, error: { code: 131047 } });
		const parameters = [{ type: 'text', text: 'Ann' }];
		const template = { name: 'hello', language: { code: 'en' } };
		const whole = { ...template, components: [{ type: 'body', parameters }] };
		expect(await outcome({ type: 'template', template: whole })).toBe(OK);
		expect(await send({ type: 'template', template })).toMatchObject({ error: { code: 132000 } });
		const other = { ...whole, language: { code: 'ru' } };
		expect(await send({ type: 'template', template: other })).toMatchObject({
			...{ status: 404, error: { code: 132001 } },
		});
	});

	it('of a pair: 45 at once, then one in six seconds', async () => {
		for (let sent = 0; sent < 45; sent++) expect(await outcome(hello)).toBe(OK);
		expect(await send(hello)).toMatchObject({ status: 400, error: { code: 131056 } });
		now += 6000;
		expect(await outcome(hello)).toBe(OK);
		expect(await send(hello)).toMatchObject({ error: { code: 131056 } });
	});

	it('of a test number: only whom it may write to', async () => {
		const test = await startWhatsApp({ testRecipients: ['15550100043'] });
		const [first, second] = [whatsApp, test];
		whatsApp = second;
		expect(await send(hello)).toMatchObject({ error: { code: 131030 } });
		whatsApp = first;
		test.close();
	});
});

it('refuses with any code, at once or by a status', async () => {
	whatsApp.refuse(130429, { times: 2 });
	whatsApp.refuse(131049, { to: ann.waId, late: true });
	expect(await send(hello)).toMatchObject({
		status: 400,
		error: { code: 130429, error_data: { messaging_product: 'whatsapp' } },
	});
	expect(await send(hello)).toMatchObject({ error: { code: 130429 } });
	expect(await send({ ...hello, biz_opaque_callback_data: 'ours' })).toMatchObject({ status: 200 });
	expect(await outcome(hello)).toBe(OK);
	expect(whatsApp.accepted).toHaveLength(2);
	const failed = { status: 'failed', biz_opaque_callback_data: 'ours', errors: [{ code: 131049 }] };
	const value = { statuses: [failed] };
	expect(await failures()).toMatchObject([{ entry: [{ changes: [{ value }] }] }]);
});

it('accepts what is for nobody, and fails it by a status', async () => {
	expect(await send({ ...hello, to: '15550100099' })).toMatchObject({ status: 200 });
	const failed = { status: 'failed', recipient_id: '15550100099', errors: [{ code: 131026 }] };
	const value = { statuses: [failed] };
	expect(await failures()).toMatchObject([{ entry: [{ changes: [{ value }] }] }]);
});
