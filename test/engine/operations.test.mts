import * as forms from './operationForms.mts';
import { accepted, openWorldStage, runInWorld, world } from './worldStage.mts';

openWorldStage();

describe('the sandbox takes an edit', () => {
	test('by your own ID', async () => {
		await accepted({ ...forms.edit, text: 'Hello (edited)' });
		expect(world.sandbox.find('m-1')?.content.text).toBe('Hello (edited)');
	});

	test('by both IDs, which binds your own to a message from amoCRM', async () => {
		const { managerMessage: messageId } = world;
		const form = { ...forms.edit, messageBy: 'both', messageId, externalMessageId: 'wa-9' };
		const { items } = await accepted({ ...form, text: 'Hi' });
		expect(items).toMatchObject([{ messageId, externalMessageId: 'wa-9' }]);
		expect(world.sandbox.find('wa-9')?.id).toBe(messageId);
	});

	test("by amoCRM's ID, with a delivery status", async () => {
		const { managerMessage: messageId } = world;
		const delivery = { status: 'error', errorCode: 904 };
		await accepted({
			...{ ...forms.edit, messageBy: 'messageId', messageId, text: 'Hi' },
			options: { deliveryStatus: { delivery } },
		});
		expect(world.sandbox.find(messageId)?.delivery).toMatchObject({
			status: 'error',
			errorCode: 904,
		});
	});
});

describe('the sandbox takes a comment', () => {
	test('from the client, and its answer by a manager', async () => {
		await accepted({ ...forms.comment, text: 'Price?', options: { messageId: 'c-1' } });
		world.sandbox.clearRequests();
		const { resource, operation, postId, postUrl } = forms.comment;
		await accepted({
			...forms.fromManager(world),
			...{ resource, operation, postId, postUrl, text: '10' },
			options: {
				replyTo: { message: { quoteBy: 'externalMessageId', externalMessageId: 'c-1' } },
			},
		});
		const comments = world.sandbox.messages().filter(({ content }) => content.post);
		expect(comments.map(({ author, content }) => [author, content.post?.id])).toEqual([
			['client', 'post-1'],
			['user', 'post-1'],
		]);
	});
});

describe('the sandbox takes', () => {
	test('a new chat, whose ID then finds its history', async () => {
		const details = { clientDetails: { phone: '+15550100000', email: 'bob@example.com' } };
		const { items } = await accepted({ ...forms.create, ...details, options: { sourceId: 's' } });
		expect(items).toEqual([
			{
				conversationId: 'chat-2',
				conversationRefId: world.sandbox.chats().at(-1)?.id,
				client: expect.objectContaining({ id: 'client-2', name: 'Bob', phone: '+15550100000' }),
			},
		]);
		world.sandbox.clearRequests();
		const conversationRefId = String(items[0]?.conversationRefId);
		const empty = await accepted({ ...forms.history(world), conversationRefId });
		expect(world.sandbox.requests[0]?.status).toBe(204);
		expect(empty.items).toEqual([]);
	});

	test('a new chat for somebody whom amoCRM knows', async () => {
		const { items } = await accepted(forms.createForKnown(world));
		expect(items).toMatchObject([{ client: { id: forms.CLIENT, refId: world.clientRefId } }]);
	});

	test('typing, for as long as it says', async () => {
		await accepted({ ...forms.typing, options: { duration: 2.5 } });
		expect(world.sandbox.typings).toMatchObject([{ senderId: forms.CLIENT, durationMs: 2500 }]);
	});

	test('a reaction of the client and its removal', async () => {
		await accepted(forms.reaction);
		expect(world.sandbox.find('m-1')?.reactions).toMatchObject([{ emoji: '👍' }]);
		world.sandbox.clearRequests();
		await accepted(forms.removal);
		expect(world.sandbox.find('m-1')?.reactions).toEqual([]);
	});

	test("a reaction of a manager, all by amoCRM's IDs", async () => {
		const { managerMessage, chatRefId, userId } = world;
		await accepted({
			...{ resource: 'reaction', operation: 'add', direction: 'fromManager', emoji: '😍' },
			...{ chatBy: 'conversationRefId', conversationRefId: chatRefId, senderRefId: userId },
			...{ messageBy: 'messageId', messageId: managerMessage },
		});
		expect(world.sandbox.find(managerMessage)?.reactions).toEqual([{ userId, emoji: '😍' }]);
	});

	test.each(['both', 'statusCode', 'deliveryStatus'])(
		'a status in the form %s',
		async (bodyFormat) => {
			const failed = { status: 'error', errorCode: 905, errorText: 'No' };
			await accepted({ ...forms.status(world), ...failed, options: { bodyFormat } });
			expect(world.sandbox.find(world.managerMessage)?.delivery).toMatchObject({ error: 'No' });
		},
	);
});

describe('what is doubtful is sent, and said above the output', () => {
	test('about the message', async () => {
		const message = { messageId: world.clientMessage };
		const options = { replyTo: { message }, forward: { message } };
		const { hints } = await accepted({ ...forms.fromClient, messageType: 'sticker', options });
		expect(hints).toEqual([
			{
				type: 'warning',
				location: 'outputPane',
				message: expect.stringMatching(/^'Media URL' is empty and so is Sticker ID/),
			},
			expect.objectContaining({ message: expect.stringMatching(/^'Options > Forward' and Reply/) }),
		]);
	});

	test('about the credential, once for all items', async () => {
		const { sandbox, accountId, credential } = world;
		const { id: channelId, secret } = sandbox.addChannel({ secret: 'not hexadecimal' });
		sandbox.connect(channelId, accountId);
		const { task, error } = await runInWorld({
			credential: { ...credential, channelId, channelSecret: secret },
			parameters: { ...forms.fromClient, text: 'Hi' },
			items: [{ n: 1 }, { n: 2 }],
		});
		expect(error).toBeUndefined();
		expect(task?.hints?.map(({ message }) => message)).toEqual([
			expect.stringMatching(/^'Channel Secret' of the credential .* secrets of amoCRM are$/),
		]);
	});
});
