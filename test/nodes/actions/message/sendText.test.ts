import { DateTime } from 'luxon';
import { send } from '../../../../nodes/AmoCrmChats/actions/message/send.operation';
import {
	account,
	formOf,
	now,
	outputOf,
	payloadOf,
	refusalOf,
	requestOf,
	scopeId,
	warningsOf,
	type FormValues,
} from '../form';

const USER = '76fc2bea-902f-425c-9a3d-dcdac4766091';
const OTHER_ACCOUNT = 'af9945ff-1490-4cad-807d-945c15d88bec';

const fromClient: FormValues = {
	conversationId: 'chat-1',
	senderId: 'client-1',
	senderName: 'Ann',
	text: 'Hello',
};
const toClient: FormValues = {
	conversationId: 'chat-1',
	receiverId: 'client-1',
	receiverName: 'Ann',
	text: 'Hello',
};
const fromManager: FormValues = { ...toClient, direction: 'fromManager', senderRefId: USER };
const fromBot: FormValues = { ...toClient, direction: 'fromBot' };

describe('each direction makes the documented request', () => {
	test('from the client, which is the default', () => {
		expect(requestOf(send, fromClient)).toEqual({
			method: 'POST',
			path: `/${scopeId}`,
			knownIsDone: true,
			body: {
				event_type: 'new_message',
				payload: {
					timestamp: 1769860800,
					msec_timestamp: 1769860800250,
					msgid: expect.any(String),
					conversation_id: 'chat-1',
					silent: false,
					sender: { id: 'client-1', name: 'Ann' },
					message: { type: 'text', text: 'Hello' },
				},
			},
		});
	});

	test('from a manager', () => {
		expect(payloadOf(send, fromManager)).toEqual({
			timestamp: 1769860800,
			msec_timestamp: 1769860800250,
			msgid: expect.any(String),
			conversation_id: 'chat-1',
			silent: true,
			sender: { ref_id: USER },
			receiver: { id: 'client-1', name: 'Ann' },
			message: { type: 'text', text: 'Hello' },
		});
	});

	test('from the bot, whose ID is in the credential', () => {
		const payload = payloadOf(send, { ...fromBot, senderId: 7, senderName: 'Robot' });
		expect(payload).toMatchObject({
			silent: true,
			sender: { id: '7', name: 'Robot', ref_id: account.botId },
			receiver: { id: 'client-1', name: 'Ann' },
		});
	});

	test('what another direction showed and is now hidden does not travel', () => {
		const everything = { ...fromManager, ...fromClient, senderDetails: { phone: '+1' } };
		const incoming = payloadOf(send, { ...everything, direction: 'fromClient' });
		expect(incoming.sender).toEqual({ id: 'client-1', name: 'Ann', profile: { phone: '+1' } });
		expect(incoming).not.toHaveProperty('receiver');
		const outgoing = payloadOf(send, { ...everything, direction: 'fromBot' });
		expect(outgoing.sender).toEqual({ id: 'client-1', name: 'Ann', ref_id: account.botId });
	});
});

test('everything that a text message can carry', () => {
	const values = {
		...fromClient,
		senderDetails: {
			refId: '2ed64e26-70a1-4857-8382-bb066a076219',
			avatar: 'https://example.com/ann.png',
			email: 'ann@example.com',
			phone: '+15550100000',
			profileLink: 'https://t.me/ann',
		},
		options: {
			accountId: OTHER_ACCOUNT,
			conversationRefId: '9a8b7c6d-5e4f-4a3b-9c2d-1e0f9a8b7c6d',
			messageId: 'm-1',
			silent: true,
			sourceId: '+1 555',
			timestamp: '2025-02-04T09:33:00.116Z',
		},
	};
	expect(requestOf(send, values).path).toBe(`/${account.channelId}_${OTHER_ACCOUNT}`);
	expect(payloadOf(send, values)).toEqual({
		timestamp: 1738661580,
		msec_timestamp: 1738661580116,
		msgid: 'm-1',
		conversation_id: 'chat-1',
		conversation_ref_id: '9a8b7c6d-5e4f-4a3b-9c2d-1e0f9a8b7c6d',
		source: { external_id: '+1 555' },
		silent: true,
		sender: {
			id: 'client-1',
			ref_id: '2ed64e26-70a1-4857-8382-bb066a076219',
			name: 'Ann',
			avatar: 'https://example.com/ann.png',
			profile: { phone: '+15550100000', email: 'ann@example.com' },
			profile_link: 'https://t.me/ann',
		},
		message: { type: 'text', text: 'Hello' },
	});
});

describe('types on the wire', () => {
	test('ids are text although the messenger gave numbers', () => {
		const values = {
			...fromClient,
			conversationId: 1001,
			senderId: 42,
			options: { messageId: 55, sourceId: 15550100000 },
		};
		expect(payloadOf(send, values)).toMatchObject({
			conversation_id: '1001',
			sender: { id: '42' },
			msgid: '55',
			source: { external_id: '15550100000' },
		});
	});

	test('a long id given as text keeps its digits', () => {
		const id = '12345678901234567890';
		expect(payloadOf(send, { ...fromClient, conversationId: id }).conversation_id).toBe(id);
	});

	test('an id is trimmed, words are not', () => {
		const values = { ...fromClient, conversationId: ' 1 \n', text: '  two\nlines  ' };
		expect(payloadOf(send, values)).toMatchObject({
			conversation_id: '1',
			message: { text: '  two\nlines  ' },
		});
	});

	test('a number, false or 0 as words is text', () => {
		for (const text of [5, 0, false]) {
			expect(payloadOf(send, { ...fromClient, text }).message).toEqual({
				type: 'text',
				text: String(text),
			});
		}
	});

	test('blank optional fields stay away', () => {
		const blank = {
			senderDetails: { refId: '', avatar: ' ', email: '', phone: null, profileLink: undefined },
			options: {
				accountId: '',
				conversationRefId: ' ',
				messageId: '',
				silent: '',
				sourceId: null,
				timestamp: '',
			},
		};
		expect(payloadOf(send, { ...fromClient, ...blank })).toEqual(payloadOf(send, fromClient));
	});

	test.each([
		[true, true],
		['true', true],
		[false, false],
		['false', false],
	])('silent %j', (silent, sent) => {
		expect(payloadOf(send, { ...fromBot, options: { silent } }).silent).toBe(sent);
	});
});

describe('the time', () => {
	const moment = 1738661580116;

	test.each<[string, unknown, number]>([
		['a luxon DateTime', DateTime.fromMillis(moment), moment],
		['a DateTime of another zone', DateTime.fromMillis(moment, { zone: 'Asia/Tokyo' }), moment],
		['a Date', new Date(moment), moment],
		['ISO 8601', '2025-02-04T09:33:00.116Z', moment],
		['ISO 8601 with an offset', '2025-02-04T12:33:00.116+03:00', moment],
		['ISO 8601 with a space', '2025-02-04 09:33:00.116Z', moment],
		['a date', '2025-02-04T00:00Z', 1738627200000],
		['Unix seconds', 1738661580, 1738661580000],
		['Unix seconds as text', ' 1738661580 ', 1738661580000],
		['Unix seconds with a fraction', 1738661580.116, moment],
		['Unix milliseconds', moment, moment],
		['Unix milliseconds as text', String(moment), moment],
	])('%s', (_, timestamp, milliseconds) => {
		const payload = payloadOf(send, { ...fromClient, options: { timestamp } });
		expect(payload.msec_timestamp).toBe(milliseconds);
		expect(payload.timestamp).toBe(Math.floor(milliseconds / 1000));
	});

	test('is now when none is given', () => {
		const payload = payloadOf(send, fromClient, { now: DateTime.fromMillis(1999) });
		expect(payload).toMatchObject({ timestamp: 1, msec_timestamp: 1999 });
	});

	test.each<[unknown]>([
		['yesterday'],
		['31.01.2026'],
		['2026-13-01'],
		[0],
		[-5],
		[12345],
		[true],
		[{}],
		[[]],
		[new Date(NaN)],
	])('%j is refused', (timestamp) => {
		expect(refusalOf(send, { ...fromClient, options: { timestamp } })).toMatchObject({
			message: "'Options > Timestamp' is not a date",
			description: expect.stringContaining('ISO 8601'),
			parameter: 'options.timestamp',
		});
	});
});

describe('the message ID of an item', () => {
	const seed = ['instance', 'execution', 'node', 'run 0', 'item 0', '{}'];
	const idOf = (values: FormValues, seeds = seed, at = now) =>
		payloadOf(send, values, { seed: seeds, now: at }).msgid;

	test('is the same when the item is tried again, however late', () => {
		expect(idOf(fromClient, seed, now.plus({ minutes: 5 }))).toBe(idOf(fromClient));
	});

	test('is another for every other instance, execution, node, run, item or item data', () => {
		const others = seed.map((_, position) => seed.with(position, 'another'));
		const ids = [seed, ...others].map((seeds) => idOf(fromClient, seeds));
		expect(new Set(ids).size).toBe(ids.length);
	});

	test('is the same whatever its expressions give at a later try', () => {
		const contents = [
			{},
			{ text: 'Bye' },
			{ conversationId: 'chat-2' },
			{ senderId: 'client-2' },
			{ senderName: 'Bob' },
			{ direction: 'fromBot', receiverId: 'client-1', receiverName: 'Ann' },
			{ options: { silent: true } },
			{ options: { sourceId: 's' } },
		];
		const ids = contents.map((content) => idOf({ ...fromClient, ...content }));
		expect(new Set(ids).size).toBe(1);
	});

	test("is the person's own when it is set, whatever the content", () => {
		const options = { messageId: 'telegram-1' };
		expect(idOf({ ...fromClient, options })).toBe('telegram-1');
		expect(idOf({ ...fromClient, text: 'Bye', options })).toBe('telegram-1');
	});

	test('that amoCRM has already counts as sent, unless the person wants the error', () => {
		const knownIsDone = (options: FormValues) =>
			requestOf(send, { ...fromClient, options }).knownIsDone;
		expect(knownIsDone({})).toBe(true);
		expect(knownIsDone({ messageId: 'telegram-1' })).toBe(true);
		expect(knownIsDone({ messageId: 'telegram-1', knownMessage: 'skip' })).toBe(true);
		expect(knownIsDone({ messageId: 'telegram-1', knownMessage: 'error' })).toBe(false);
	});
});

describe('a wrong form is refused before anything is sent, naming the parameter', () => {
	const without = (values: FormValues, name: string) => ({ ...values, [name]: ' ' });

	test.each<[string, FormValues, string]>([
		["'Chat ID' is empty", without(fromClient, 'conversationId'), 'conversationId'],
		["'Sender ID' is empty", without(fromClient, 'senderId'), 'senderId'],
		["'Sender Name' is empty", without(fromClient, 'senderName'), 'senderName'],
		["'Text' is empty", without(fromClient, 'text'), 'text'],
		["'Text' is not text", { ...fromClient, text: { a: 1 } }, 'text'],
		["'Text' is not text", { ...fromClient, text: ['a'] }, 'text'],
		["'Sender ID' is not text", { ...fromClient, senderId: { id: 1 } }, 'senderId'],
		["'Sender amoCRM User ID' is empty", without(fromManager, 'senderRefId'), 'senderRefId'],
		[
			"'Sender amoCRM User ID' is not a UUID",
			{ ...fromManager, senderRefId: '123' },
			'senderRefId',
		],
		["'Receiver ID' is empty", without(fromManager, 'receiverId'), 'receiverId'],
		["'Receiver Name' is empty", without(fromBot, 'receiverName'), 'receiverName'],
		["'Direction' is not one of its options", { ...fromClient, direction: 'up' }, 'direction'],
		[
			"'Message Type' is not one of its options",
			{ ...fromClient, messageType: 'fax' },
			'messageType',
		],
		[
			"'Chat ID' is the number 9007199254740992, which lost digits",
			{ ...fromClient, conversationId: 2 ** 53 },
			'conversationId',
		],
		[
			"'Options > Account ID' is the number of the account",
			{ ...fromClient, options: { accountId: '12345' } },
			'options.accountId',
		],
		[
			"'Options > Silent' is not true or false",
			{ ...fromClient, options: { silent: 'perhaps' } },
			'options.silent',
		],
		[
			"'Options > Source ID' is not the ID of a source",
			{ ...fromClient, options: { sourceId: 'источник' } },
			'options.sourceId',
		],
		[
			"'Options > Source ID' is not the ID of a source",
			{ ...fromClient, options: { sourceId: 'x'.repeat(41) } },
			'options.sourceId',
		],
	])('%s', (message, values, parameter) => {
		const refusal = refusalOf(send, values);
		expect(refusal).toMatchObject({ message, parameter });
		expect(refusal.description).toMatch(/^\w.*\.$/);
	});

	test.each<[string, FormValues, Parameters<typeof refusalOf>[2]]>([
		["'Bot ID' of the credential is empty", fromBot, { account: { botId: '' } }],
		["'Bot ID' of the credential is not a UUID", fromBot, { account: { botId: 'bot' } }],
		["'Options > Account ID' is missing", fromClient, { account: { accountId: '' } }],
		["'Account ID' of the credential is not a UUID", fromClient, { account: { accountId: '7' } }],
		["'Channel ID' of the credential is not a UUID", fromClient, { account: { channelId: '7' } }],
	])('%s', (message, values, circumstances) => {
		expect(refusalOf(send, values, circumstances).message).toBe(message);
	});

	test('the account of the item does without that of the credential', () => {
		const values = { ...fromClient, options: { accountId: OTHER_ACCOUNT } };
		const path = requestOf(send, values, { account: { accountId: '' } }).path;
		expect(path).toBe(`/${account.channelId}_${OTHER_ACCOUNT}`);
	});

	test('a client that amoCRM knows needs no ID and name of your own', () => {
		const refId = '2ed64e26-70a1-4857-8382-bb066a076219';
		const known = { ...fromClient, senderId: '', senderName: '', senderDetails: { refId } };
		expect(payloadOf(send, known).sender).toEqual({ ref_id: refId });
	});
});

describe('what is doubtful is sent with a warning', () => {
	test('nothing is doubtful about the ordinary', () => {
		expect(warningsOf(send, fromClient)).toEqual([]);
	});

	test.each<[string, FormValues]>([
		[
			"'Options > amoCRM Chat ID' does not look like an ID of amoCRM, which is a UUID; amoCRM may refuse it",
			{ ...fromClient, options: { conversationRefId: '1' } },
		],
		[
			"'Sender Details > amoCRM ID' does not look like an ID of amoCRM, which is a UUID; amoCRM may refuse it",
			{ ...fromClient, senderDetails: { refId: '1' } },
		],
		[
			"'Sender Details > Avatar URL' points to 192.168.1.5, which amoCRM cannot reach to download from",
			{ ...fromClient, senderDetails: { avatar: 'http://192.168.1.5/a.png' } },
		],
	])('%s', (warning, values) => {
		expect(warningsOf(send, values)).toEqual([warning]);
	});
});

test('messages of one chat share a lane', () => {
	const laneOf = (values: FormValues) => send.lane(formOf(send, values));
	expect(laneOf(fromClient)).toBe(laneOf(fromBot));
	expect(laneOf({ ...fromClient, conversationId: 1 })).toBe(
		laneOf({ ...fromClient, conversationId: '1' }),
	);
	expect(laneOf({ ...fromClient, conversationId: 'chat-2' })).not.toBe(laneOf(fromClient));
});

describe('the output', () => {
	test('says whose ids they are, although the service calls them the other way round', () => {
		const answer = {
			new_message: {
				conversation_id: 'c',
				sender_id: 's',
				receiver_id: 'r',
				msgid: 'amo',
				ref_id: 'own',
			},
		};
		expect(outputOf(send, fromClient, answer)).toEqual({
			direction: 'fromClient',
			timestamp: '2026-01-31T12:00:00.250Z',
			conversationId: 'chat-1',
			messageId: 'amo',
			externalMessageId: 'own',
			conversationRefId: 'c',
			senderRefId: 's',
			receiverRefId: 'r',
		});
	});

	test('leaves out what older servers do not say', () => {
		const answer = { new_message: { msgid: 'amo', ref_id: 'own', receiver_id: null } };
		expect(outputOf(send, fromClient, answer)).toEqual({
			direction: 'fromClient',
			timestamp: '2026-01-31T12:00:00.250Z',
			conversationId: 'chat-1',
			messageId: 'amo',
			externalMessageId: 'own',
		});
	});

	test.each([[undefined], [{}], [{ new_message: {} }], [{ new_message: { ref_id: 'own' } }]])(
		'an answer of %j lacks what was promised',
		(answer) => {
			expect(() => outputOf(send, fromClient, answer)).toThrow(
				'amoCRM answered without the ID of the message',
			);
		},
	);
});
