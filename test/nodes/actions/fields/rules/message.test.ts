import { send as sendComment } from '../../../../../nodes/AmoCrmChats/actions/comment/send.operation';
import { edit } from '../../../../../nodes/AmoCrmChats/actions/message/edit.operation';
import { send } from '../../../../../nodes/AmoCrmChats/actions/message/send.operation';
import { everyField } from '../../../fields';
import { payloadOf, refusalOf, warningsOf, type FormValues } from '../../form';

const USER = '76fc2bea-902f-425c-9a3d-dcdac4766090';
const text: FormValues = {
	conversationId: 'chat-1',
	senderId: 'client-1',
	senderName: 'Ann',
	text: 'Hi',
};
const outgoing: FormValues = {
	direction: 'fromManager',
	conversationId: 'chat-1',
	senderRefId: USER,
	receiverId: 'client-1',
	receiverName: 'Ann',
	text: 'Hi',
};
const edited: FormValues = { conversationId: 'chat-1', externalMessageId: 'm-1', text: 'Hi' };
const comment: FormValues = { ...text, postId: 'p', postUrl: 'https://a.example/p' };
const post = { url: 'https://a.example/p' };
const refusedAt = (values: FormValues) => refusalOf(send, { ...text, ...values }).parameter;
const namesOf = (operation: typeof send) =>
	everyField(operation.form).map(({ field }) => field.name);

test('seconds and milliseconds are whole numbers of one moment', () => {
	for (const timestamp of [
		'',
		'2026-01-31T12:00:00.999Z',
		1769860800,
		1769860800.5,
		1769860800999,
	]) {
		const payload = payloadOf(send, { ...text, options: { timestamp } });
		const { timestamp: seconds, msec_timestamp: milliseconds } = payload;
		expect([Number.isInteger(seconds), Number.isInteger(milliseconds)]).toEqual([true, true]);
		expect(String(seconds)).toHaveLength(10);
		expect(Math.floor(Number(milliseconds) / 1000)).toBe(seconds);
	}
});

test('a new message has an ID', () => {
	expect(payloadOf(send, text).msgid).toMatch(/^[0-9a-f-]{36}$/);
	expect(payloadOf(send, { ...text, options: { messageId: ' ' } }).msgid).toMatch(
		/^[0-9a-f-]{36}$/,
	);
	expect(payloadOf(send, { ...text, options: { messageId: 'm-1' } }).msgid).toBe('m-1');
});

test('a new message has the chat by your own ID', () => {
	const options = { conversationRefId: USER };
	expect(refusedAt({ conversationId: '', options })).toBe('conversationId');
});

test('the client has ID and name; there is no receiver', () => {
	expect(refusedAt({ senderId: '' })).toBe('senderId');
	expect(refusedAt({ senderName: '' })).toBe('senderName');
	expect(payloadOf(send, { ...outgoing, ...text, direction: 'fromClient' })).not.toHaveProperty(
		'receiver',
	);
});

test('who writes to a client is known to amoCRM, and the client is named', () => {
	expect(payloadOf(send, outgoing)).toMatchObject({
		sender: { ref_id: USER },
		receiver: { id: 'client-1', name: 'Ann' },
	});
	for (const parameter of ['senderRefId', 'receiverId', 'receiverName']) {
		expect(refusalOf(send, { ...outgoing, [parameter]: '' }).parameter).toBe(parameter);
	}
	const byRef = { ...outgoing, receiverId: '', receiverName: '', receiverDetails: { refId: USER } };
	expect(payloadOf(send, byRef).receiver).toEqual({ ref_id: USER });
	const bot = { ...outgoing, direction: 'fromBot' };
	expect(refusalOf(send, bot, { account: { botId: '' } }).parameter).toBe('Bot ID');
});

test('silent is true or false', () => {
	for (const [silent, sent] of [
		[true, true],
		['false', false],
		[undefined, false],
	]) {
		expect(payloadOf(send, { ...text, options: { silent } }).silent).toBe(sent);
	}
	expect(refusedAt({ options: { silent: 'quiet' } })).toBe('options.silent');
	expect(refusedAt({ options: { silent: 1 } })).toBe('options.silent');
});

test("an edit has your own or amoCRM's ID; a new message never has amoCRM's", () => {
	expect(refusalOf(edit, { ...edited, externalMessageId: '' }).parameter).toBe('externalMessageId');
	expect(refusalOf(edit, { ...edited, messageBy: 'messageId' }).parameter).toBe('messageId');
	expect(payloadOf(send, text)).not.toHaveProperty('id');
});

test('an edit has nothing that amoCRM would ignore', () => {
	expect(Object.keys(payloadOf(edit, edited)).sort()).toEqual([
		'conversation_id',
		'message',
		'msec_timestamp',
		'msgid',
		'timestamp',
	]);
	const ignored = [
		'direction',
		'senderId',
		'receiverId',
		'sourceId',
		'replyTo',
		'forward',
		'silent',
	];
	expect(namesOf(edit).filter((name) => ignored.includes(name))).toEqual([]);
});

test('a delivery status goes with an edit only', () => {
	const options = { deliveryStatus: { delivery: { status: 'read' } } };
	expect(payloadOf(edit, { ...edited, options })).toMatchObject({
		message: { delivery_status: { status_code: 2 } },
	});
	expect(namesOf(send)).not.toContain('deliveryStatus');
});

test('a comment has ID and address of its post, is new, and not from a bot', () => {
	expect(payloadOf(sendComment, comment)).toMatchObject({
		message: { post: { id: 'p', url: 'https://a.example/p' } },
	});
	for (const parameter of ['postId', 'postUrl']) {
		expect(refusalOf(sendComment, { ...comment, [parameter]: '' }).parameter).toBe(parameter);
	}
	expect(refusalOf(sendComment, { ...comment, direction: 'fromBot' }).parameter).toBe('direction');
	expect(namesOf(edit).filter((name) => name.startsWith('post'))).toEqual([]);
});

test('a shared post has an address and is a post', () => {
	const options = { sharedPost: { post } };
	expect(payloadOf(send, { ...text, options })).toMatchObject({
		message: { shared_post: { ...post, type: 'post' } },
	});
	expect(refusedAt({ options: { sharedPost: { post: { url: '' } } } })).toBe(
		'options.sharedPost.post.url',
	);
});

test('a quoted message has an ID, or says who wrote what and when', () => {
	const at = 'options.replyTo.message';
	const quoting = (message: FormValues) => ({ options: { replyTo: { message } } });
	const described = { quoteBy: 'content', text: 'a', timestamp: 1769860800, senderName: 'Ann' };
	expect(payloadOf(send, { ...text, ...quoting(described) })).toHaveProperty(
		'reply_to.message.text',
	);
	for (const parameter of ['text', 'timestamp', 'senderName']) {
		expect(refusedAt(quoting({ ...described, [parameter]: '' }))).toBe(`${at}.${parameter}`);
	}
});

test('one message is forwarded', () => {
	const options = { forward: { message: { messageId: USER } } };
	expect(payloadOf(send, { ...text, options })).toMatchObject({
		forwards: { messages: [{ id: USER }] },
	});
	const forward = everyField(send.form).find(({ field }) => field.name === 'forward');
	expect(forward?.field.typeOptions?.multipleValues).toBeUndefined();
});

test('a reply that is a forward too gets a warning', () => {
	const message = { messageId: USER };
	const both = { ...text, options: { replyTo: { message }, forward: { message } } };
	expect(payloadOf(send, both)).toMatchObject({ reply_to: {}, forwards: {} });
	expect(warningsOf(send, both)).toEqual([
		"'Options > Forward' and Reply To are both set; amoCRM documents one of them for a message",
	]);
});

test('a source has 1 to 40 printable ASCII characters, or is left out', () => {
	const sourceOf = (sourceId: unknown) =>
		payloadOf(send, { ...text, options: { sourceId } }).source;
	expect(sourceOf('x'.repeat(40))).toEqual({ external_id: 'x'.repeat(40) });
	expect(sourceOf('Line 1 ~ (new)')).toEqual({ external_id: 'Line 1 ~ (new)' });
	expect(sourceOf('')).toBeUndefined();
	for (const sourceId of ['x'.repeat(41), 'Линия', 'a\tb', 'é']) {
		expect(refusedAt({ options: { sourceId } })).toBe('options.sourceId');
	}
});
