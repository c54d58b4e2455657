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
	const addresses: Array<[string, (address: string) => FormValues]> = [
		['mediaUrl', (address) => ({ messageType: 'voice', mediaUrl: address })],
		['senderDetails.avatar', (avatar) => ({ text: 'a', senderDetails: { avatar } })],
		['senderDetails.profileLink', (profileLink) => ({ text: 'a', senderDetails: { profileLink } })],
		...['url', 'previewLink', 'previewPermalink'].map(
			(name): [string, (address: string) => FormValues] => [
				`options.sharedPost.post.${name}`,
				(address) => ({
					text: 'a',
					options: { sharedPost: { post: { url: 'https://a.example', [name]: address } } },
				}),
			],
		),
	];

	test.each(addresses)('%s is an absolute web address', (parameter, valuesOf) => {
		for (const address of ['a.jpg', '//a.example/b', 'ftp://a.example/b', 'javascript:alert(1)']) {
			expect(refusedAt(valuesOf(address))).toBe(parameter);
		}
		expect(warningsOf(send, { ...client, ...valuesOf('http://a.example/b') })).toEqual([]);
	});

	test.each(addresses.slice(0, 2))('%s in a private network gets a warning', (_, valuesOf) => {
		for (const host of [
			'localhost:8080',
			'127.0.0.1',
			'10.0.0.1',
			'192.168.1.2',
			'172.20.0.1',
			'[::1]',
		]) {
			expect(warningsOf(send, { ...client, ...valuesOf(`http://${host}/b`) })).toEqual([
				expect.stringMatching(/which amoCRM cannot reach/),
			]);
		}
	});
});
