import { edit } from '../../../../../nodes/AmoCrmChats/actions/message/edit.operation';
import { send } from '../../../../../nodes/AmoCrmChats/actions/message/send.operation';
import { MESSAGE_TYPES } from '../../../../../nodes/AmoCrmChats/shared/wire';
import { payloadOf, refusalOf, requestOf, warningsOf, type FormValues } from '../../form';

const client: FormValues = { conversationId: 'chat-1', senderId: 'client-1', senderName: 'Ann' };
const edited: FormValues = { conversationId: 'chat-1', externalMessageId: 'm-1' };
const mediaUrl = 'https://cdn.example.com/a.bin';
const options = { fileName: 'a.bin', fileSize: 0 };
const refusedAt = (values: FormValues) => refusalOf(send, { ...client, ...values }).parameter;

test('the kind of event stands at the top', () => {
	expect(requestOf(send, { ...client, text: 'Hi' }).body).toMatchObject({
		event_type: 'new_message',
		payload: {},
	});
	expect(requestOf(edit, { ...edited, text: 'Hi' }).body).toMatchObject({
		event_type: 'edit_message',
		payload: {},
	});
});

test('there are nine message types', () => {
	const everything = { text: 'a', mediaUrl, contactName: 'A', contactPhone: '1', options };
	for (const messageType of MESSAGE_TYPES) {
		expect(payloadOf(send, { ...client, ...everything, messageType })).toMatchObject({
			message: { type: messageType },
		});
	}
	expect(MESSAGE_TYPES).toHaveLength(9);
	expect(refusedAt({ ...everything, messageType: 'image' })).toBe('messageType');
});

test('a text has words', () => {
	expect(refusedAt({ text: ' \n' })).toBe('text');
});

describe('a file, picture or video', () => {
	const types = ['file', 'picture', 'video'];

	test.each(types)('a %s has address, name and size', (messageType) => {
		expect(payloadOf(send, { ...client, messageType, mediaUrl, options })).toMatchObject({
			message: { media: mediaUrl, file_name: 'a.bin', file_size: 0 },
		});
		expect(refusedAt({ messageType, options })).toBe('mediaUrl');
		expect(refusedAt({ messageType, mediaUrl, options: { fileSize: 1 } })).toBe('options.fileName');
		expect(refusedAt({ messageType, mediaUrl, options: { fileName: 'a' } })).toBe(
			'options.fileSize',
		);
		expect(refusedAt({ messageType, mediaUrl, options: { ...options, fileSize: -1 } })).toBe(
			'options.fileSize',
		);
	});

	test.each(types)('Kommo takes a %s without name and size', (messageType) => {
		const values = { ...client, messageType, mediaUrl };
		const onKommo = { account: { isKommo: true } };
		expect(payloadOf(send, values, onKommo).message).toEqual({
			type: messageType,
			media: mediaUrl,
		});
		expect(warningsOf(send, values, onKommo)).toEqual([
			expect.stringMatching(/^'Options > File Name' is missing/),
			expect.stringMatching(/^'Options > File Size \(Bytes\)' is missing/),
		]);
	});

	test.each(types)('an edited %s may leave all of it out', (messageType) => {
		expect(payloadOf(edit, { ...edited, messageType }).message).toEqual({ type: messageType });
	});
});

test('voice and audio have an address', () => {
	for (const messageType of ['voice', 'audio']) {
		expect(refusedAt({ messageType })).toBe('mediaUrl');
		expect(warningsOf(send, { ...client, messageType, mediaUrl })).toEqual([]);
	}
});

test('a sticker without address and ID gets a warning', () => {
	const warningsOfSticker = (values: FormValues) =>
		warningsOf(send, { ...client, messageType: 'sticker', ...values });
	expect(warningsOfSticker({})).toEqual([
		"'Media URL' is empty and so is Sticker ID; amoCRM has nothing to show",
	]);
	expect(warningsOfSticker({ mediaUrl })).toEqual([]);
	expect(warningsOfSticker({ options: { stickerId: 'x' } })).toEqual([]);
});

test('a place has two numbers within the globe', () => {
	const place = (latitude: unknown, longitude: unknown) => ({
		messageType: 'location',
		latitude,
		longitude,
	});
	for (const [lat, lon] of [
		[90, 180],
		[-90, -180],
		[0, 0],
	]) {
		expect(payloadOf(send, { ...client, ...place(lat, lon) })).toMatchObject({
			message: { location: { lat, lon } },
		});
	}
	for (const latitude of ['', null, 90.5, -91, 'north', NaN]) {
		expect(refusedAt(place(latitude, 0))).toBe('latitude');
	}
	for (const longitude of ['', null, 180.5, -181, 'east']) {
		expect(refusedAt(place(0, longitude))).toBe('longitude');
	}
});

test('a contact has name and phone, as text', () => {
	const contact = { messageType: 'contact', contactName: 'A', contactPhone: 15550100001 };
	expect(payloadOf(send, { ...client, ...contact })).toMatchObject({
		message: { contact: { name: 'A', phone: '15550100001' } },
	});
	expect(refusedAt({ ...contact, contactName: ' ' })).toBe('contactName');
	expect(refusedAt({ ...contact, contactPhone: '' })).toBe('contactPhone');
});

describe('a web address', () => {
	type Values = (address: unknown) => FormValues;
	const shared: Values = (post) => ({ text: 'a', options: { sharedPost: { post } } });
	const url = 'https://example.com/1';
	const needed: Array<[string, Values]> = [
		['mediaUrl', (address) => ({ messageType: 'voice', mediaUrl: address })],
		['options.sharedPost.post.url', (address) => shared({ url: address })],
	];
	const decorating: Array<[string, Values]> = [
		['avatar', (avatar) => ({ text: 'a', senderDetails: { avatar } })],
		['profile_link', (profileLink) => ({ text: 'a', senderDetails: { profileLink } })],
		['preview_link', (previewLink) => shared({ url, previewLink })],
		['preview_permalink', (previewPermalink) => shared({ url, previewPermalink })],
	];
	const wrong = ['a.jpg', '//example.com/b', 'ftp://example.com/b', 'javascript:alert(1)', '/b', 7];
	const warned = (values: FormValues) => warningsOf(send, { ...client, ...values });
	const sent = (values: FormValues) => JSON.stringify(payloadOf(send, { ...client, ...values }));

	test.each([...needed, ...decorating])('%s is taken as it is', (_, valuesOf) => {
		expect(warned(valuesOf('http://example.com/b'))).toEqual([]);
		expect(sent(valuesOf(' https://example.com/b?a=1%2F2&c='))).toContain(
			'"https://example.com/b?a=1%2F2&c="',
		);
	});

	test.each(needed)('%s is an absolute web address', (parameter, valuesOf) => {
		for (const address of wrong) expect(refusedAt(valuesOf(address))).toBe(parameter);
	});

	test.each(decorating)('%s that is none is left out, and the message goes', (key, valuesOf) => {
		for (const address of [...wrong, { file_id: 'a' }, [url]]) {
			expect(warned(valuesOf(address))).toEqual([
				expect.stringMatching(/URL' is not a web address and is left out$/),
			]);
			expect(sent(valuesOf(address))).not.toContain(key);
		}
		for (const nothing of ['', ' ', null, undefined]) {
			expect(warned(valuesOf(nothing))).toEqual([]);
			expect(sent(valuesOf(nothing))).not.toContain(key);
		}
	});

	test.each<[string, Values]>([
		['mediaUrl', (mediaUrl) => ({ messageType: 'voice', mediaUrl })],
		['avatar', (avatar) => ({ text: 'a', senderDetails: { avatar } })],
	])('%s in a private network gets a warning', (_, valuesOf) => {
		for (const host of [
			'localhost:8080',
			'127.0.0.1',
			'10.0.0.1',
			'192.168.1.2',
			'172.20.0.1',
			'[::1]',
			'minio.storage.svc',
		]) {
			expect(warned(valuesOf(`http://${host}/b`))).toEqual([
				expect.stringMatching(/which amoCRM cannot reach/),
			]);
		}
	});

	test.each([
		['https://example.com/my photo.jpg', 'https://example.com/my%20photo.jpg'],
		['https://пример.рф/фото.jpg', 'https://xn--e1afmkfd.xn--p1ai/%D1%84%D0%BE%D1%82%D0%BE.jpg'],
		['https:\\\\example.com\\a\\b.jpg', 'https://example.com/a/b.jpg'],
		['https://example.com/a\t/b\n.jpg', 'https://example.com/a/b.jpg'],
		['HTTPS://Example.COM:443/A.jpg', 'https://example.com/A.jpg'],
		['https://example.com/100%.jpg?q=5%&r=%2F', 'https://example.com/100%25.jpg?q=5%25&r=%2F'],
		['https://example.com/a/../b.jpg', 'https://example.com/b.jpg'],
	])('%j travels in its valid form', (address, href) => {
		for (const [, valuesOf] of [...needed, ...decorating]) {
			expect(sent(valuesOf(address))).toContain(JSON.stringify(href));
		}
	});

	const keys = [
		'https://api.telegram.org/file/bot1234567890:AAExampleExampleExampleExampleExample/photos/1.jpg',
		'http://api.telegram.org/file/bot1234567890%3AAAExampleExampleExampleExampleExample/1.jpg',
		'https://files.example.com/bot77:abc/getFile?file_id=1',
		'https://example.com/get?url=1234567890:AAExampleExampleExampleExampleExample',
		'https://graph.facebook.com/v20.0/1/picture?access_token=EAAB',
		'https://slack.com/files/1.jpg?token=xoxb-1',
		'https://example.com/1.jpg?t=xoxb-12345678901-abc',
		'https://discord.com/api/webhooks/12/abc-DEF/messages/1',
		'https://api.green-api.com/waInstance11/downloadFile/0123456789abcdef0123',
		'https://user:word@example.com/1.jpg',
		'https://user@example.com/1.jpg',
	];

	test.each(keys)('%s gives a key away, and is not sent', (address) => {
		for (const [parameter, valuesOf] of needed) {
			const refusal = refusalOf(send, { ...client, ...valuesOf(address) });
			expect(refusal).toMatchObject({ parameter });
			expect(`${refusal.message} ${refusal.description}`).not.toMatch(/AAExample|EAAB|xoxb|word@/);
		}
		const [[, mediaOf]] = needed as [[string, Values]];
		expect(refusalOf(send, { ...client, ...mediaOf(address) })).toMatchObject({
			message: expect.stringMatching(/carries a (bot token|user name and password), which whoever/),
			description: expect.stringMatching(/Media Source: Binary File/),
		});
		for (const [key, valuesOf] of decorating) {
			expect(warned(valuesOf(address))).toEqual([
				expect.stringMatching(/ carries a (bot token|user name and password) and is left out$/),
			]);
			expect(sent(valuesOf(address))).not.toContain(key);
		}
	});

	test.each([
		'https://b.s3.amazonaws.com/a.jpg?X-Amz-Credential=AKIA%2F20250101%2Feu%2Fs3%2Faws4_request&X-Amz-Security-Token=IQoJb3&X-Amz-Signature=0aef',
		'https://storage.googleapis.com/b/a.jpg?X-Goog-Credential=x%40y.iam&X-Goog-Signature=00ff',
		'https://a.blob.core.windows.net/c/a.jpg?sv=2024&sig=a%2Bb%3D&se=2030-01-01T00%3A00%3A00Z',
		'https://firebasestorage.googleapis.com/v0/b/a.appspot.com/o/1.jpg?alt=media&token=1b2c-3d',
		'https://n8n.example.com/rest/binary-data/signed?token=eyJhbGciOi.eyJpZCI6.abc',
		'https://scontent.cdninstagram.com/v/t51/1_n.jpg?_nc_ht=a&oh=00_AfC&oe=66F0',
		'https://example.com/robot12:30/secret/key.jpg?key=1',
	])('%s is an ordinary address', (address) => {
		for (const [, valuesOf] of [...needed, ...decorating]) {
			expect(warned(valuesOf(address))).toEqual([]);
			expect(sent(valuesOf(address))).toContain(JSON.stringify(address));
		}
	});

	test('a parameter that may be a key gets a warning', () => {
		const address = 'https://maps.example.com/1.png?access_token=pk.abc';
		const [[, mediaOf]] = needed as [[string, Values]];
		expect(warned(mediaOf(address))).toEqual([
			"'Media URL' carries 'access_token'; whoever reads the chat could use it",
		]);
		expect(sent(mediaOf(address))).toContain(address);
	});
});
