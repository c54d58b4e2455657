import type { INodeParameters } from 'n8n-workflow';
import * as forms from './operationForms.mts';
import { accepted, openWorldStage, runInWorld, world } from './worldStage.mts';

openWorldStage();

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
		const { sandbox } = world;
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
		const { error } = await runInWorld({ parameters, items });
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

	test.each<[string, (world: forms.World) => INodeParameters]>([
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
						...{ url: 'https://social.example.com/p/1', siteName: 'Social' },
						previewLink: 'https://social.example.com/t.jpg',
						previewPermalink: 'https://social.example.com/p.jpg',
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
