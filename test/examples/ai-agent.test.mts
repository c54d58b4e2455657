import { openScene, type Scene } from '../e2e/scene.mts';
import { openExample, type Example } from './example.mts';
import { startMessenger, type Messenger } from './standIns/messenger.mts';
import { startModel, type Model } from './standIns/model.mts';

let scene: Scene;
let messenger: Messenger;
let model: Model;
let example: Example;

beforeAll(async () => {
	scene = await openScene();
	messenger = await startMessenger();
	model = await startModel();
	const [user] = scene.sandbox.accounts()[0]?.users ?? [];
	example = await openExample(scene, 'ai-agent', {
		credentials: {
			...messenger.credential,
			openAiApi: { apiKey: 'sk-stand-in', url: 'https://api.openai.com/v1' },
		},
		values: { '<AMOJO ID OF A USER>': user?.id ?? '' },
	});
});
afterAll(async () => {
	await scene.n8n.unpublish(example.id);
	model.close();
	messenger.close();
	await scene.sandbox.close();
});

async function clientWrites(messageId: string, text: string): Promise<void> {
	const client = { chatId: 'chat-1', clientId: 'client-1', clientName: 'Ann' };
	await messenger.bring(example.webhook('Client Writes'), { ...client, messageId, text });
	await example.succeeds();
}

test('the client gets the answer, and amoCRM has both sides', async () => {
	model.willSay('Hello Ann, until eight.');
	await clientWrites('q-1', 'How long are you open?');
	expect(messenger.delivered).toMatchObject([
		{ chatId: 'chat-1', text: 'Hello Ann, until eight.' },
	]);
	expect(scene.sandbox.find('q-1')).toMatchObject({ author: 'client' });
	expect(scene.sandbox.find('q-1-answer')).toMatchObject({
		...{ author: 'bot', direction: 'outgoing' },
		content: { text: 'Hello Ann, until eight.' },
	});
	const [system, user] = model.questions[0]?.messages ?? [];
	expect(system?.content).toContain('The client is Ann.');
	expect(user?.content).toBe('How long are you open?');
});

test('the agent reads what was said before, and reacts', async () => {
	model.willSay(
		[{ tool: 'Read_Chat', args: { limit: 3 } }],
		[{ tool: 'React', args: { emoji: '❤️' } }],
		'With pleasure!',
	);
	await clientWrites('q-2', 'Thank you!');
	const [history = ''] = model.told();
	expect(JSON.parse(history).map(({ text }: { text: string }) => text)).toEqual(
		expect.arrayContaining(['Thank you!', 'Hello Ann, until eight.', 'How long are you open?']),
	);
	expect(history.length).toBeLessThan(2000);
	expect(scene.sandbox.find('q-2')?.reactions).toMatchObject([{ emoji: '❤️' }]);
	expect(messenger.delivered.at(-1)?.text).toBe('With pleasure!');
});
