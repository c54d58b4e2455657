import { createHmac } from 'node:crypto';

import { incoming, openChannel } from './client.mts';
import { openReceiver } from './receiver.mts';

const NOW = Date.parse('2025-02-04T09:30:00.123Z');
const seconds = Math.floor(NOW / 1000);

let opened: Awaited<ReturnType<typeof openChannel>>;
let receiver: Awaited<ReturnType<typeof openReceiver>>;
beforeEach(async () => {
	opened = await openChannel({ now: () => NOW });
	receiver = await openReceiver();
	opened.sandbox.setWebhook(opened.channel.id, receiver.url);
	await opened.send(incoming({ source: { external_id: 'shop' } }));
});
afterEach(async () => {
	receiver.close();
	await opened.sandbox.close();
});

const chat = { conversationId: 'chat-42' };
const last = () => receiver.received.at(-1);
const hmac = (body: string) => createHmac('sha1', opened.channel.secret).update(body).digest('hex');

it('sends what a manager writes, signed without the newline that ends it', async () => {
	const { sandbox, account, user, scopeId } = opened;
	const { message, hook } = await sandbox.managerWrites({ ...chat, text: 'Здравствуйте 👋' });
	const { body = '', headers, path, json } = last() ?? {};
	expect(path).toBe(`/hook/${scopeId}`);
	expect(headers).toMatchObject({
		'user-agent': 'amoCRM amoJo/1.0',
		'content-type': 'application/json',
		'x-signature': hmac(body.slice(0, -1)),
	});
	expect(body.endsWith('}\n')).toBe(true);
	expect(json?.()).toEqual({
		account_id: account.amojoId,
		time: seconds,
		message: {
			receiver: { id: message.receiverId, phone: '', email: '', client_id: 'user-42' },
			sender: { id: user.id },
			conversation: { id: message.chatId, client_id: 'chat-42' },
			source: { external_id: 'shop' },
			timestamp: seconds,
			msec_timestamp: NOW,
			message: {
				id: message.id,
				type: 'text',
				text: 'Здравствуйте 👋',
				markup: null,
				tag: '',
				media: '',
				thumbnail: '',
				file_name: '',
				file_size: 0,
			},
		},
	});
	expect(hook).toMatchObject({ kind: 'message', status: 200 });
	expect(sandbox.hooks).toEqual([hook]);
});

it('sends media, buttons, a template, a quote and a forward together', async () => {
	const { sandbox, channel } = opened;
	const parts = {
		media: `${sandbox.url}/sandbox/media/a.png`,
		fileName: 'a.png',
		fileSize: 139,
		mediaGroupId: 'album',
		markup: { mode: 'inline' as const, buttons: [[{ text: 'Yes' }]] },
		template: { id: 1, content: 'Order {{lead.id}}', params: [] },
	};
	await sandbox.managerWrites({ ...chat, ...parts, asBot: true, replyTo: 'm-1', forward: 'm-1' });
	const quoted = { msgid: 'm-1', type: 'text', text: 'Hello', sender: { client_id: 'user-42' } };
	expect(last()?.json()).toMatchObject({
		message: {
			sender: { id: channel.bot.id },
			message: {
				type: 'picture',
				file_name: 'a.png',
				media_group_id: 'album',
				markup: parts.markup,
				template: parts.template,
				reply_to: { message: quoted },
				forwards: { messages: [quoted], conversation_ref_id: sandbox.find('m-1')?.chatId },
			},
		},
	});
});

it('writes first: no id of the integration, but a phone number', async () => {
	await opened.sandbox.writeFirst({ phone: '+15550100000', text: 'Hi' });
	const { message } = last()?.json() as { message: Record<string, object> };
	expect(message.conversation).toEqual({ id: expect.any(String) });
	expect(message.receiver).toEqual({ id: expect.any(String), phone: '+15550100000', email: '' });
});

it('answers a comment', async () => {
	const post = { id: 'post-1', url: 'https://example.com/p' };
	const message = { type: 'text', text: 'Price?', post };
	await opened.send(incoming({ msgid: 'comment', message }));
	await opened.sandbox.managerComments({ messageId: 'comment', text: '10' });
	expect(last()?.json()).toMatchObject({
		message: {
			sender: { name: 'Bob' },
			receiver: { name: 'Ann' },
			message: { post: { id: 'post-1' }, reply_to: { message: { msgid: 'comment' } } },
		},
	});
	expect(opened.sandbox.hooks.at(-1)?.kind).toBe('comment');
});

it('types', async () => {
	await opened.sandbox.managerTypes({ ...chat, postId: 'post-1' });
	expect(last()?.json()).toMatchObject({
		action: {
			typing: {
				user: { id: opened.user.id },
				conversation: { client_id: 'chat-42' },
				expired_at: seconds + 5,
				post_id: 'post-1',
			},
		},
	});
});

it('reacts, in both documented forms, and takes it back', async () => {
	const { sandbox } = opened;
	const id = sandbox.find('m-1')?.id;
	await sandbox.managerReacts({ messageId: 'm-1', emoji: '😍' });
	expect(last()?.json()).toMatchObject({
		action: { reaction: { message: { id, client_id: 'm-1' }, type: 'react', emoji: '😍' } },
	});
	expect(sandbox.find('m-1')?.reactions).toEqual([{ userId: opened.user.id, emoji: '😍' }]);

	await sandbox.managerReacts({ messageId: 'm-1', idForm: 'msgid' });
	const { action } = last()?.json() as { action: { reaction: object } };
	expect(action.reaction).toMatchObject({ msgid: id, type: 'unreact' });
	expect(action.reaction).not.toHaveProperty('message');
	expect(action.reaction).not.toHaveProperty('emoji');
	expect(sandbox.find('m-1')?.reactions).toEqual([]);
});

it('sends the flat form to an account connected with v1', async () => {
	opened.sandbox.connect(opened.channel.id, opened.account.amojoId, { hookApiVersion: 'v1' });
	await opened.sandbox.managerWrites({ ...chat, text: 'v1' });
	expect(last()?.json()).toMatchObject({
		receiver: 'user-42',
		conversation_id: 'chat-42',
		msec_timestamp: NOW,
		text: 'v1',
	});
});
