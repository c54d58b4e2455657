import fc from 'fast-check';
import type { Json } from '../../../nodes/AmoCrmChats/shared/json';
import type { AmojoRequest } from '../../../nodes/AmoCrmChats/shared/wire';
import { isAlreadyKnown } from '../../../nodes/AmoCrmChats/transport/alreadyKnown';

const requestOf = (msgid: string, event = 'new_message'): AmojoRequest => ({
	method: 'POST',
	path: '/scope',
	body: { event_type: event, payload: { msgid, conversation_id: 'chat-42' } },
});
const OWN = 'telegram-1001-55';
const request = requestOf(OWN);
const known = (body: Json | undefined, status = 400) => isAlreadyKnown({ status, body }, request);
const says = (words: string, type = 'INVALID_DATA') => ({
	...{ status: 0, error_code: 400, error_type: type },
	error_description: words,
});

describe('speaks of the ID of this message', () => {
	test.each([
		'msgid must be unique',
		'payload.msgid: must be unique',
		'msgid is not unique',
		'msg_id already exists',
		'The msgid has already been taken.',
		'msgid is already in use',
		'msgid exists',
		'message id already exists',
		'message ID is used',
		'messageId is taken',
		'Message-ID: duplicate',
		'Message with this msgid already exists',
		'A message with this ID already exists in the conversation',
		'Invalid data: msgid is not unique, it was used in chat 17',
		'There is already a message with msgid 55',
		"Duplicate entry for key 'msgid'",
		'duplicate key value violates unique constraint "messages_msgid"',
		`"${OWN}" already exists`,
		`message ${OWN} is a duplicate`,
		`payload.msgid: "${OWN}" was already used`,
		'msgid already exists and cannot be used again',
		'duplicate message',
		'Duplicate message.',
		'Message is a duplicate',
		'Message already exists',
	])('%s', (words) => {
		expect(known(says(words))).toBe(true);
		expect(known(says(words), 409)).toBe(true);
		expect(known(words)).toBe(true);
		expect(known({ title: 'Bad Request', status: 400, detail: words })).toBe(true);
		expect(known({ error: { code: 400, message: words } })).toBe(true);
	});

	test.each(['DUPLICATE_MSGID', 'MSGID_NOT_UNIQUE', 'DUPLICATE_MESSAGE', 'MessageIdAlreadyExists'])(
		'the type %s',
		(type) => {
			expect(known({ error_type: type })).toBe(true);
		},
	);

	test('in parts', () => {
		expect(known(says('payload.msgid', 'ALREADY_EXISTS'))).toBe(true);
		const errors = [{ code: 'NotUnique', path: 'payload.msgid', detail: 'It is already used.' }];
		const body = { title: 'Bad Request', 'validation-errors': [{ request_id: '0', errors }] };
		expect(known(body)).toBe(true);
	});
});

describe('speaks of something else, or cannot be told', () => {
	test.each([
		'the conversation is already closed',
		'the conversation is already closed (msgid 55)',
		`the conversation is already closed, msgid ${OWN}`,
		`conversation of msgid ${OWN} is already closed`,
		`cannot send ${OWN}: the talk is already closed`,
		'contact already exists',
		'contact already exists for message id 55',
		'user with this phone already exists',
		'conversation_ref_id is already linked to another chat',
		'conversation_id must be unique',
		'source.external_id is already used',
		'message is too long',
		'message is empty',
		'message is required',
		'message text already contains a link',
		'duplicate message template',
		'duplicate message type',
		'message could not be delivered: the client already left',
		'the message was already rejected',
		'msgid is required',
		'msgid: is required and must be unique',
		'msgid is too long, use a unique value',
		'msgid must be a unique string of up to 64 characters',
		'msgid does not exist',
		'message id not found',
		'No message with msgid 55 exists',
		'check that the message id exists',
		'reply_to.message.msgid must exist',
		'reply_to.message.id already deleted',
		'quoted message id already exists in another chat',
		'it is not a duplicate message',
		`${OWN}-2 already exists`,
		`x${OWN} already exists`,
		'already exists',
		'duplicate',
		'not unique',
		'TALK_CLOSED',
		'',
	])('%s', (words) => {
		expect(known(says(words))).toBe(false);
		expect(known(says(words), 409)).toBe(false);
		expect(known(words)).toBe(false);
		expect(known({ error: { code: 400, message: words } })).toBe(false);
	});

	test('a type that names something else', () => {
		expect(known(says('the conversation is already closed', 'TALK_CLOSED'))).toBe(false);
		expect(known(says(`already exists: ${OWN}`, 'CONTACT_EXISTS'))).toBe(false);
	});

	test('what was sent and comes back', () => {
		const details = { message: { type: 'text', text: 'I already paid, the msgid exists' } };
		expect(known({ error_type: 'INVALID_DATA', details })).toBe(false);
		expect(known({ error_type: 'INVALID_DATA', payload: { msgid: OWN } })).toBe(false);
	});

	test.each([[undefined], [null], [''], [[]], [{}], [42], [true]])('%j', (body) => {
		expect(known(body)).toBe(false);
	});
});

test('only a refusal of the data can say so', () => {
	for (const status of [400, 409, 422]) expect(known(says('msgid exists'), status)).toBe(true);
	for (const status of [401, 403, 404, 429, 453, 500, 502, 503]) {
		expect(known(says('msgid exists'), status)).toBe(false);
	}
});

test('only what adds a message can be there already', () => {
	const refusal = { status: 400, body: says('msgid exists') };
	expect(isAlreadyKnown(refusal, requestOf(OWN, 'edit_message'))).toBe(false);
	expect(isAlreadyKnown(refusal, { method: 'POST', path: '/scope/chats', body: {} })).toBe(false);
	expect(isAlreadyKnown(refusal, { method: 'GET', path: '/scope/chats/1/history' })).toBe(false);
});

test('an ID that is a word or a number does not speak for itself', () => {
	const chat = { status: 400, body: says('55 already exists') };
	expect(isAlreadyKnown(chat, requestOf('55'))).toBe(false);
	const id = requestOf('msgid must be unique');
	expect(isAlreadyKnown({ status: 400, body: says('conversation exists') }, id)).toBe(false);
});

test('whatever the ID contains, it is read as the ID alone', () => {
	const ids = fc.stringMatching(/^[a-z]{2,9}-(chat|contact|already|exists)-[a-z0-9]{1,9}$/);
	fc.assert(
		fc.property(ids, (id) => {
			const read = (words: string) =>
				isAlreadyKnown({ status: 400, body: says(words) }, requestOf(id));
			expect(read(`msgid "${id}" already exists`)).toBe(true);
			expect(read(`${id}: is not unique`)).toBe(true);
			expect(read(`${id} is malformed`)).toBe(false);
			expect(read(`conversation of ${id} is already closed`)).toBe(false);
		}),
	);
});

test('words without the ID and without the message are never enough', () => {
	const word = fc.constantFrom(
		...['already', 'exists', 'duplicate', 'unique', 'not', 'is', 'used', 'taken', 'closed'],
		...['conversation', 'contact', 'user', 'too', 'long', 'the', 'id', 'with', 'must', 'be'],
	);
	fc.assert(
		fc.property(fc.array(word, { maxLength: 10 }), (words) => {
			expect(known(says(words.join(' ')))).toBe(false);
		}),
	);
});

test('a refusal as long as can be is read in no time', () => {
	const started = Date.now();
	known(says('not unique message '.repeat(100_000)));
	known('already no '.repeat(100_000));
	expect(Date.now() - started).toBeLessThan(500);
});
