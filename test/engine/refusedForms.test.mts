import type { INodeParameters } from 'n8n-workflow';
import { loadBuilt, type Built } from './built.mts';
import { runNode } from './harness.mts';
import * as forms from './operationForms.mts';
import type { Scene } from './scene.mts';

let built: Built;
let world: forms.World;

const run = async (parameters: INodeParameters, { credential }: Scene = world) =>
	await runNode(built, { credential, parameters, items: [{}] });

beforeAll(async () => {
	built = await loadBuilt();
	world = await forms.openWorld(async (scene, form) => void (await run(form, scene)));
});
beforeEach(() => world.sandbox.clearRequests());
afterAll(async () => {
	await world.sandbox.close();
});

/** What a mapping to a field that is not there gives; n8n itself refuses a required field left empty. */
const NOTHING = '={{ undefined }}';

/** Labels have units in parentheses. */
const escaped = (label: string) => label.replace(/[()]/g, '\\$&');

type Variant = [changes: INodeParameters, label: string];

const content: Variant[] = [
	[{ messageType: 'text', text: NOTHING }, 'Text'],
	[{ messageType: '={{ "image" }}', text: 'a' }, 'Message Type'],
	[{ messageType: 'picture', options: forms.file.options }, 'Media URL'],
	[{ messageType: 'voice', mediaUrl: 'a.ogg' }, 'Media URL'],
	[{ messageType: 'file', mediaUrl: 'http://127.0.0.1/a.bin' }, 'Media URL'],
	[
		{ messageType: 'video', ...forms.file, options: { fileName: 'a', fileSize: '={{ -1 }}' } },
		'Options > File Size (Bytes)',
	],
	[{ messageType: 'location', latitude: '={{ 91 }}' }, 'Latitude'],
	[{ messageType: 'location', longitude: NOTHING }, 'Longitude'],
	[{ messageType: 'contact', contactName: 'A', contactPhone: NOTHING }, 'Contact Phone'],
];

const text = { text: 'Hi' };
const quote = (message: INodeParameters) => ({ ...text, options: { replyTo: { message } } });

const incoming: Variant[] = [
	[{ ...text, conversationId: NOTHING }, 'Chat ID'],
	[{ ...text, senderId: NOTHING }, 'Sender ID'],
	[{ ...text, senderId: '={{ 12345678901234567890 }}' }, 'Sender ID'],
	[{ ...text, senderName: '={{ " " }}' }, 'Sender Name'],
	[{ ...text, options: { accountId: '12345678' } }, 'Options > Account ID'],
	[{ ...text, options: { sourceId: 'Линия' } }, 'Options > Source ID'],
	[{ ...text, options: { silent: '={{ "quiet" }}' } }, 'Options > Silent'],
	[{ ...text, options: { timestamp: '={{ "yesterday" }}' } }, 'Options > Timestamp'],
	[quote({ quoteBy: '={{ "text" }}' }), 'Options > Reply To > Message > Message By'],
	[
		quote({ quoteBy: 'content', text: 'a', timestamp: 1738661580 }),
		'Options > Reply To > Message > Sender Name',
	],
];

const outgoing: Variant[] = [
	[{ ...text, senderRefId: NOTHING }, 'Sender amoCRM User ID'],
	[{ ...text, senderRefId: '={{ "Bob" }}' }, 'Sender amoCRM User ID'],
	[{ ...text, receiverId: NOTHING }, 'Receiver ID'],
	[{ ...text, receiverName: NOTHING }, 'Receiver Name'],
];

const edit: Variant[] = [
	[{ ...text, conversationId: NOTHING }, 'Chat ID'],
	[{ ...text, externalMessageId: NOTHING }, 'Own Message ID'],
	[{ ...text, messageBy: 'both', messageId: NOTHING }, 'amoCRM Message ID'],
	[{ text: NOTHING }, 'Text'],
	[
		{ ...text, options: { deliveryStatus: { delivery: { status: 'error' } } } },
		'Options > Delivery Status > Delivery > Error Text',
	],
];

const others: Array<[string, (world: forms.World) => INodeParameters, Variant[]]> = [
	[
		'Update Status',
		forms.status,
		[
			[{ messageId: '={{ "m-1" }}' }, 'amoCRM Message ID'],
			[{ messageId: NOTHING }, 'amoCRM Message ID'],
			[{ status: '={{ "sent" }}' }, 'Status'],
			[{ status: 'error', errorCode: '={{ 906 }}' }, 'Reason'],
			[{ status: 'error', errorCode: 905 }, 'Error Text'],
		],
	],
	[
		'Create',
		() => forms.create,
		[
			[{ conversationId: NOTHING }, 'Chat ID'],
			[{ clientId: NOTHING }, 'Client ID'],
			[{ clientName: NOTHING }, 'Client Name'],
			[{ clientBy: 'amoCrmId', clientRefId: NOTHING }, 'Client amoCRM ID'],
		],
	],
	[
		'Get History',
		forms.history,
		[
			[{ conversationRefId: '={{ "chat-1" }}' }, 'amoCRM Chat ID'],
			[{ limit: '={{ 0 }}' }, 'Limit'],
			[{ options: { newerThan: '={{ "soon" }}' } }, 'Options > Newer Than'],
		],
	],
	[
		'Send Typing',
		() => forms.typing,
		[
			[{ conversationId: NOTHING }, 'Chat ID'],
			[{ senderId: NOTHING }, 'Client ID'],
			[{ options: { duration: '={{ 0 }}' } }, 'Options > Duration (Seconds)'],
		],
	],
	[
		'Add',
		() => forms.reaction,
		[
			[{ emoji: NOTHING }, 'Emoji'],
			[{ externalMessageId: NOTHING }, 'Own Message ID'],
			[{ chatBy: 'conversationRefId', conversationRefId: NOTHING }, 'amoCRM Chat ID'],
			[{ senderId: NOTHING }, 'Client ID'],
			[{ direction: 'fromManager', senderRefId: NOTHING }, 'Sender amoCRM User ID'],
		],
	],
	[
		'Connect',
		() => ({ resource: 'channel', operation: 'connect' }),
		[
			[{ options: { accountId: 'x' } }, 'Options > Account ID'],
			[{ options: { hookApiVersion: '={{ "v3" }}' } }, 'Options > Webhook Version'],
		],
	],
	[
		'Disconnect',
		() => ({ resource: 'channel', operation: 'disconnect' }),
		[[{ options: { accountId: 'x' } }, 'Options > Account ID']],
	],
];

describe.each<[string, (world: forms.World) => INodeParameters, Variant[]]>([
	['Send from the client', () => forms.fromClient, [...content, ...incoming]],
	['Send from a manager', forms.fromManager, outgoing],
	['Edit', () => forms.edit, edit],
	[
		'Send Comment',
		() => forms.comment,
		[
			...content,
			[{ ...text, postId: NOTHING }, 'Post ID'],
			[{ ...text, postUrl: '={{ "/p/1" }}' }, 'Post URL'],
			[{ ...text, direction: 'fromBot', receiverId: 'c', receiverName: 'Ann' }, 'Direction'],
		],
	],
	...others,
])('%s refuses before anything is sent', (_, formOf, variants) => {
	test.each(variants)('%j', async (changes, label) => {
		const { error } = await run({ ...formOf(world), ...changes });
		expect(error?.message).toMatch(new RegExp(`^'${escaped(label)}' (is|points to) `));
		expect(error?.description).toMatch(/^[A-Z].*\.$/);
		expect(error?.context.itemIndex).toBe(0);
		expect(world.sandbox.requests).toEqual([]);
	});
});
