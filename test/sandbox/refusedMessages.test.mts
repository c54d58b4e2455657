import { ann, incoming, openChannel, problemOf, times, verdict } from './client.mts';

let opened: Awaited<ReturnType<typeof openChannel>>;
beforeAll(async () => {
	opened = await openChannel();
	await opened.send(incoming());
});
afterAll(() => opened.sandbox.close());

const media = 'https://example.com/1.bin';
const file = { media, file_name: '1.bin', file_size: 1 };
const text = { type: 'text', text: 'hi' };
const bot = () => ({ id: 'b', name: 'Bot', ref_id: opened.channel.bot.id });
const refused: Array<[field: string, () => object]> = [
	['payload.timestamp', () => ({ timestamp: '1738661400' })],
	['payload.timestamp', () => ({ timestamp: 1738661400.5 })],
	['payload.timestamp', () => ({ timestamp: 1738661400123 })],
	['payload.msec_timestamp', () => ({ msec_timestamp: 1738661400 })],
	['payload.msgid', () => ({ msgid: undefined })],
	['payload.msgid', () => ({ msgid: 7 })],
	['payload.msgid', () => ({ msgid: '' })],
	['payload.id', () => ({ id: 'chats-api-id' })],
	['payload.conversation_id', () => ({ conversation_id: undefined })],
	['payload.conversation_id', () => ({ conversation_id: 42 })],
	['payload.conversation_ref_id', () => ({ conversation_ref_id: null })],
	['payload.conversation_ref_id', () => ({ conversation_ref_id: '' })],
	['payload.silent', () => ({ silent: 'true' })],
	['payload.source.external_id', () => ({ source: { external_id: '' } })],
	['payload.sender', () => ({ sender: undefined })],
	['payload.sender.id', () => ({ sender: { name: 'Ann' } })],
	['payload.sender.name', () => ({ sender: { id: 'u' } })],
	['payload.sender.ref_id', () => ({ sender: { ...ann, ref_id: 'nobody' } })],
	['payload.sender.ref_id', () => ({ sender: { ...ann, ref_id: '' } })],
	['payload.receiver', () => ({ receiver: ann })],
	['payload.receiver', () => ({ sender: bot() })],
	['payload.receiver.id', () => ({ sender: bot(), receiver: { name: 'Ann' } })],
	['payload.message', () => ({ message: undefined })],
	['payload.message.type', () => ({ message: { text: 'hi' } })],
	['payload.message.type', () => ({ message: { type: 'gif', media } })],
	['payload.message.text', () => ({ message: { type: 'text' } })],
	['payload.message.text', () => ({ message: { type: 'text', text: '' } })],
	['payload.message.media', () => ({ message: { type: 'picture', file_name: 'a', file_size: 1 } })],
	['payload.message.media', () => ({ message: { type: 'voice', media: '/relative' } })],
	['payload.message.file_name', () => ({ message: { type: 'file', media, file_size: 1 } })],
	['payload.message.file_size', () => ({ message: { type: 'video', media, file_name: 'a' } })],
	['payload.message.file_size', () => ({ message: { type: 'file', ...file, file_size: '1' } })],
	['payload.message.location', () => ({ message: { type: 'location' } })],
	[
		'payload.message.location.lon',
		() => ({ message: { type: 'location', location: { lon: '1', lat: 1 } } }),
	],
	[
		'payload.message.location.lat',
		() => ({ message: { type: 'location', location: { lon: 1, lat: 91 } } }),
	],
	[
		'payload.message.contact.phone',
		() => ({ message: { type: 'contact', contact: { name: 'a' } } }),
	],
	['payload.message.post.url', () => ({ message: { ...text, post: { id: 'p' } } })],
	[
		'payload.message.shared_post.type',
		() => ({ message: { ...text, shared_post: { url: media, type: 'reel' } } }),
	],
	[
		'payload.message.delivery_status',
		() => ({ message: { ...text, delivery_status: { status_code: 1 } } }),
	],
	['payload.reply_to.message', () => ({ reply_to: { id: 'm-1' } })],
	['payload.reply_to.message', () => ({ reply_to: { message: { msgid: 'nowhere' } } })],
	['payload.reply_to.message.sender', () => ({ reply_to: { message: { ...text, ...times } } })],
	[
		'payload.forwards.messages',
		() => ({ forwards: { messages: [{ msgid: 'm-1' }, { msgid: 'm-1' }] } }),
	],
	['payload.forwards.messages', () => ({ forwards: { messages: [] } })],
];
it.each(refused)('refuses a wrong %s (%#)', async (field, over) => {
	const before = opened.sandbox.messages().length;
	const answer = await opened.send(incoming({ msgid: 'n-1', ...over() }));
	expect(answer.status).toBe(400);
	expect(problemOf(answer)).toMatch(new RegExp(`^${field}: `));
	expect(verdict(opened.sandbox)).toMatchObject({ verdict: 'refused', detail: problemOf(answer) });
	expect(opened.sandbox.messages()).toHaveLength(before);
});

it('refuses an unknown event', async () => {
	expect(problemOf(await opened.send(incoming(), 'delete_message'))).toMatch(/^event_type: /);
});
