import type { INodeParameters } from 'n8n-workflow';
import { loadBuilt, type Built } from './built.mts';
import { runNode } from './harness.mts';
import * as forms from './operationForms.mts';
import { bodyOf, type Scene } from './scene.mts';

type World = forms.World;

let built: Built;
let world: World;

beforeAll(async () => {
	built = await loadBuilt();
});
beforeEach(async () => {
	world = await forms.openWorld(async (scene, form) => void (await run(form, scene)));
});
afterEach(async () => {
	await world.sandbox.close();
});

const run = async (parameters: INodeParameters, { credential }: Scene = world) =>
	await runNode(built, { credential, parameters, items: [{}] });

/** Runs the form; the sandbox must have taken its only request. */
async function accepted(parameters: INodeParameters) {
	const { outputs, error, task } = await run(parameters);
	expect(error).toBeUndefined();
	expect(world.sandbox.requests.map(({ verdict, detail }) => [verdict, detail])).toEqual([
		['accepted', undefined],
	]);
	const [request] = world.sandbox.requests;
	const body = request && request.body !== '' ? bodyOf(request) : undefined;
	return { items: (outputs[0] ?? []).map(({ json }) => json), body, hints: task?.hints };
}

describe('the sandbox takes a message', () => {
	test.each<[string, INodeParameters]>([
		['text', { text: 'Hi' }],
		['picture', { ...forms.file, text: 'Look' }],
		['file', forms.file],
		['video', { ...forms.file, options: { ...forms.file.options, mediaDuration: 12 } }],
		['voice', { mediaUrl: forms.file.mediaUrl, options: { mediaDuration: 4 } }],
		['audio', { mediaUrl: forms.file.mediaUrl }],
		['sticker', { options: { stickerId: 'cool-cat-1' } }],
		['location', { latitude: 55.7558, longitude: 37.6173 }],
		['contact', { contactName: 'Support', contactPhone: '+15550100001' }],
	])('%s', async (messageType, values) => {
		await accepted({ ...forms.fromClient, messageType, ...values });
		expect(world.sandbox.messages().at(-1)?.content.type).toBe(messageType);
	});

	test('whose type and content come from the item', async () => {
		const { credential, sandbox } = world;
		const parameters = {
			...forms.fromClient,
			messageType: '={{ $json.type }}',
			text: '={{ $json.text }}',
			mediaUrl: '={{ $json.url }}',
			latitude: '={{ $json.lat }}',
			longitude: '={{ $json.lon }}',
		};
		const items = [
			{ type: 'text', text: 'Hi' },
			{ type: 'voice', url: forms.file.mediaUrl },
			{ type: 'location', lat: 1, lon: 2 },
		];
		const { error } = await runNode(built, { credential, parameters, items });
		expect(error).toBeUndefined();
		const contents = sandbox.messages().map(({ content }) => content);
		expect(contents.slice(-3)).toMatchObject([
			{ type: 'text', text: 'Hi' },
			{ type: 'voice', media: forms.file.mediaUrl },
			{ type: 'location', location: { lat: 1, lon: 2 } },
		]);
	});

	test('from a manager and from the bot', async () => {
		await accepted({ ...forms.fromManager(world), text: 'Hi' });
		world.sandbox.clearRequests();
		await accepted({ ...forms.fromBot, text: 'Hi' });
		const authors = world.sandbox.messages().map(({ author }) => author);
		expect(authors.slice(-2)).toEqual(['user', 'bot']);
	});

	test.each<[string, (world: World) => INodeParameters]>([
		[
			"a reply by amoCRM's ID",
			({ managerMessage: id }) => ({ replyTo: { message: { messageId: id } } }),
		],
		[
			'a reply by your own ID',
			() => ({
				replyTo: { message: { quoteBy: 'externalMessageId', externalMessageId: 'm-1' } },
			}),
		],
		[
			'a reply to a described message',
			() => ({
				replyTo: {
					message: {
						...{ quoteBy: 'content', messageType: 'text', text: 'Long ago' },
						...{ timestamp: '2020-01-01', senderName: 'Ann' },
					},
				},
			}),
		],
		[
			'a forward with its chat',
			({ clientMessage, chatRefId }) => ({
				forward: {
					message: {
						...{ messageId: clientMessage, conversationRefId: chatRefId },
						conversationId: forms.CHAT,
					},
				},
			}),
		],
		['callback data', () => ({ callbackData: 'vG9ujre8N7' })],
		[
			'a shared post',
			() => ({
				sharedPost: {
					post: {
						...{ url: 'https://social.example/p/1', siteName: 'Social' },
						previewLink: 'https://social.example/t.jpg',
						previewPermalink: 'https://social.example/p.jpg',
					},
				},
			}),
		],
	])('with %s', async (_, optionsOf) => {
		const { hints } = await accepted({
			...forms.fromClient,
			text: 'Hi',
			options: optionsOf(world),
		});
		expect(hints ?? []).toEqual([]);
	});

	test('that answers a manager who wrote first, and links chat and client', async () => {
		const { chatRefId, clientRefId } = world.writeFirst;
		await accepted({
			...{ ...forms.fromClient, conversationId: 'wa-1', senderId: 'wa-client', text: 'Yes?' },
			senderDetails: { refId: clientRefId },
			options: { conversationRefId: chatRefId },
		});
		const chat = world.sandbox.chats().find(({ id }) => id === chatRefId);
		expect(chat).toMatchObject({ integrationId: 'wa-1', clientId: clientRefId });
		expect(world.sandbox.messages().at(-1)).toMatchObject({ chatId: chatRefId });
	});
});

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
		const { task, error } = await runNode(built, {
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
