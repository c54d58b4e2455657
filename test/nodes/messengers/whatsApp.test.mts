import type { Incoming } from '../../../nodes/AmoCrmChats/messengers/messenger.ts';
import { whatsApp } from '../../../nodes/AmoCrmChats/messengers/whatsApp.ts';
import type { JsonObject } from '../../../nodes/AmoCrmChats/shared/json.ts';
import { updatesOf } from './fixtures.mts';

const updates = updatesOf('whatsApp');

const account = '1060001';
const ann = {
	account,
	chat: 'US.1349001',
	person: { id: 'US.1349001', name: 'Ann Lee', phone: '+15550100042' },
	from: 'client',
	time: 1764000000000,
} as const;
const bob = {
	...ann,
	chat: '15550100043',
	person: { id: '15550100043', name: 'Bob Ray', phone: '+15550100043' },
} as const;
const zoe = { ...ann, chat: 'GB.77aa', person: { id: 'GB.77aa', name: '@zoe' } } as const;
const phone = {
	...ann,
	person: { id: 'US.1349001', phone: '+15550100042' },
	from: 'manager',
	time: 1764000100000,
} as const;

type Message = Extract<Incoming, { event: 'message' }>;
const written = (content: Message['content'], more: Partial<Message> = {}): Incoming => ({
	...ann,
	event: 'message',
	message: 'wamid.HBgL01',
	content,
	...more,
});
const words = (text: string, more: Partial<Message> = {}) => written({ type: 'text', text }, more);
const unknown = (kind: string) => written({ type: 'text', unknown: kind });
const file = (id: string, mime: string, more: object = {}) => ({
	from: { ask: { id } },
	mime,
	...more,
});
const receipt = { account, chat: ann.chat, time: 1764000300000, event: 'status' } as const;
const sent = { message: 'wamid.OUT1' };
const marked = { ...sent, nonce: '0371a0ff-2f4c-4d5e-8a6b-1c2d3e4f5a6b' };
const other = (why: string): Incoming => ({ event: 'other', why });

const expected: Record<string, Incoming[]> = {
	text: [
		{
			...bob,
			time: 1764000001000,
			event: 'message',
			message: 'wamid.HBgL02',
			content: { type: 'text', text: 'Is it in stock?' },
		},
	],
	image: [
		written(
			{
				type: 'picture',
				text: 'this one',
				media: {
					from: {
						ask: {
							id: '901',
							url: 'https://lookaside.fbsbx.com/whatsapp_business/attachments/?mid=901&ext=1',
						},
					},
					mime: 'image/jpeg',
				},
			},
			{ replyTo: { message: 'wamid.HBgL00' } },
		),
	],
	video: [written({ type: 'video', media: file('902', 'video/mp4') }, { forwarded: {} })],
	document: [
		written(
			{
				type: 'file',
				text: 'signed',
				media: file('903', 'application/pdf', { name: 'offer.pdf' }),
			},
			{ forwarded: {} },
		),
	],
	sticker: [written({ type: 'sticker', media: file('904', 'image/webp') })],
	voice: [written({ type: 'voice', media: file('905', 'audio/ogg; codecs=opus') })],
	audio: [written({ type: 'audio', media: file('906', 'audio/mpeg') })],
	fileWithoutId: [
		written({
			type: 'picture',
			media: { from: { ask: {} }, mime: 'image/jpeg', unavailable: 'WhatsApp names no file' },
		}),
	],
	location: [
		written({
			type: 'location',
			location: { latitude: 55.7558, longitude: 37.6173 },
			text: 'Main Office\n1 Main Street\nhttps://example.com/office',
		}),
	],
	contacts: [
		written(
			{
				type: 'contact',
				contact: { name: 'Carl Fox', phone: '+1 555 010 0050' },
				text: 'Fox Ltd\n+1 555 010 0051\ncarl@example.com',
			},
			{ replyTo: { message: 'wamid.HBgL00' } },
		),
		written(
			{ type: 'contact', contact: { name: 'Dana Elm', phone: '+15550100052' } },
			{ message: 'wamid.HBgL01/1' },
		),
	],
	ownNumber: [
		written(
			{ type: 'contact', contact: { name: 'Zoe', phone: '+445550100099' } },
			{ chat: zoe.chat, person: { ...zoe.person, phone: '+445550100099' } },
		),
	],
	buttonReply: [words('Yes', { replyTo: { message: 'wamid.OUT1' }, callback: 'yes-1' })],
	listReply: [words('M', { callback: 'size-m' })],
	form: [words('city: Riga\nguests: 2')],
	brokenForm: [words('not JSON')],
	callPermission: [words('(May we call? accept)')],
	emptyInteractive: [unknown('interactive')],
	templateButton: [words('Stop', { callback: 'stop-1' })],
	order: [words('Order:\n2 × sku-1, 10.5 USD\n1 × sku-2\nPlease today')],
	ad: [words('Hi\nFrom an ad or a post:\nSale\n-20 %\nhttps://fb.example/ad')],
	product: [words('Is it red?\nAbout the product sku-1', { replyTo: { message: 'wamid.OUT2' } })],
	unsupported: [unknown('poll')],
	unsupportedWithoutType: [unknown('Message type is currently not supported')],
	newKind: [unknown('hologram')],
	group: [words('Hello all', { chat: 'Y2FwaV9ncm91cDox', isGroup: true })],
	hidden: [words("It's me", zoe)],
	several: [
		words('one'),
		words('two', { ...bob, time: 1764000002000, message: 'wamid.HBgL03' }),
		{ ...receipt, chat: bob.chat, time: 1764000003000, ...sent, verdict: { status: 'read' } },
	],
	nobody: [other('A WhatsApp message that does not say whose it is')],

	reaction: [{ ...ann, event: 'reaction', message: 'wamid.OUT1', emoji: '👍' }],
	unreaction: [{ ...ann, event: 'reaction', message: 'wamid.OUT1' }],
	unreactionWithoutEmoji: [{ ...ann, event: 'reaction', message: 'wamid.OUT1' }],
	edit: [
		{
			...ann,
			event: 'edit',
			message: 'wamid.HBgL00',
			content: { type: 'picture', text: 'that one', media: file('901', 'image/jpeg') },
		},
	],
	emptyEdit: [other('A WhatsApp edit without the new message')],
	revoke: [{ ...ann, event: 'delete', message: 'wamid.HBgL00' }],
	revokeOfNothing: [other('A WhatsApp revoke that names no message')],
	echo: [
		{
			...phone,
			event: 'message',
			message: 'wamid.APP1',
			content: { type: 'text', text: 'From my phone' },
		},
	],
	echoEdit: [
		{
			...phone,
			event: 'edit',
			message: 'wamid.APP1',
			content: { type: 'text', text: 'From the phone' },
		},
	],
	echoRevoke: [{ ...phone, event: 'delete', message: 'wamid.APP1' }],
	numberChanged: [other('Ann Lee changed from 15550100042 to 15550100044')],
	requestWelcome: [other("WhatsApp's request_welcome is not for a chat")],
	history: [other('WhatsApp\'s field "history" is not for a chat')],
	account: [other('WhatsApp\'s field "account_update" is not for a chat')],
	security: [other('WhatsApp\'s field "security" is not for a chat')],
	outage: [other('WhatsApp: Too many requests (130429).')],
	nothing: [other('A WhatsApp change without messages and statuses')],
	noChange: [other('A WhatsApp webhook without a change')],

	sent: [other('The WhatsApp status "sent" changes nothing')],
	delivered: [{ ...receipt, ...marked, verdict: { status: 'delivered' } }],
	readStatus: [{ ...receipt, ...sent, verdict: { status: 'read' } }],
	played: [{ ...receipt, ...marked, verdict: { status: 'read' } }],
	failed: [
		{
			...receipt,
			...marked,
			verdict: {
				status: 'error',
				errorCode: 905,
				errorText:
					'The client wrote more than a day ago (131047). More than 24 hours have passed since the client wrote: send a template.',
			},
		},
	],
	// It is too late to send it again, so there is no `retry`.
	failedByRate: [
		{
			...receipt,
			...sent,
			verdict: { status: 'error', errorCode: 903, errorText: 'Pair rate limit hit (131056).' },
		},
	],
	failedWithoutError: [
		{
			...receipt,
			...sent,
			verdict: { status: 'error', errorCode: 905, errorText: 'WhatsApp refused the message.' },
		},
	],
	groupRead: [
		{
			...receipt,
			chat: 'Y2FwaV9ncm91cDox',
			isGroup: true,
			...sent,
			verdict: { status: 'read' },
		},
	],
	ofNobody: [other('A WhatsApp status that does not say of which message')],
};

test('expects something of every update, and of no other', () => {
	expect(Object.keys(updates).sort()).toEqual(Object.keys(expected).sort());
});

test.each(Object.entries(updates))('reads %s', (name, update) => {
	expect(whatsApp.read(update, {})).toStrictEqual(expected[name]);
	expect(whatsApp.recognize(update)).toBe(true);
});

test('reads no less of a webhook than of what the trigger makes of it', () => {
	const { field, ...value } = updates.image!;
	const hook = {
		object: 'whatsapp_business_account',
		entry: [
			{ id: '1', changes: [{ field: field!, value }] },
			{ id: '2', changes: [] },
		],
	};
	expect(whatsApp.recognize(hook)).toBe(true);
	expect(whatsApp.read(hook, {})).toEqual(expected.image);
});

test.each<JsonObject>([{}, { object: 'instagram', entry: [] }, { field: 'comments' }])(
	'does not recognize %j',
	(update) => {
		expect(whatsApp.recognize(update)).toBe(false);
	},
);
