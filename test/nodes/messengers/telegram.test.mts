import { textAt, type JsonObject } from '../../../nodes/AmoCrmChats/shared/json.ts';
import type { Answer } from '../../../nodes/AmoCrmChats/messengers/messenger.ts';
import { telegram } from '../../../nodes/AmoCrmChats/messengers/telegram.ts';
import { updatesOf } from './fixtures.mts';

const updates = updatesOf('telegram');
const setup = { apiUrl: 'https://api.telegram.org' };
const BOT = 'https://api.telegram.org/bot{token}';

const person = { id: '42', name: 'Ann Lee', link: 'https://t.me/annlee' };
const where = { chat: '42', person, from: 'client' };
const written = { ...where, event: 'message', time: 1_764_000_000_000 };
const edited = { ...written, event: 'edit', time: 1_764_000_060_000 };
const reacted = { ...where, event: 'reaction', time: 1_764_000_100_000 };
const inGroup = {
	...{ ...written, chat: '-1009', isGroup: true },
	person: { id: '43', name: 'Bob' },
};
const inBusiness = { ...written, chat: 'bc-1:42' };

const text = (words: string) => ({ content: { type: 'text', text: words } });
const file = (type: string, fileId: string, media: object, caption?: string) => ({
	content: {
		...(caption === undefined ? { type } : { type, text: caption }),
		media: { from: { ask: { fileId } }, ...media },
	},
});
const photo = (caption?: string) =>
	file('picture', 'AgAC-x', { mime: 'image/jpeg', size: 181_000 }, caption);
const location = { latitude: 55.7558, longitude: 37.6173 };
const forwarded = (name: string) => ({ forwarded: { name, time: 1_763_990_000_000 } });
const other = (why: string) => ({ event: 'other', why: `Telegram: ${why}` });
const courtesy = {
	method: 'POST',
	url: `${BOT}/answerCallbackQuery`,
	body: { callback_query_id: '4382' },
};
const pressed = { ...where, event: 'message', message: 'cb:4382', replyTo: { message: '80' } };

/** What each update says; the ID of a message, where it is not here, is the one in the update. */
const SHAPES: Record<string, object | object[]> = {
	text: { ...written, ...text('Hello') },
	links: {
		...written,
		...text(
			'See the terms (https://example.com/terms) and our site (https://example.com/), www.example.com',
		),
	},
	linkAsItIs: { ...written, ...text('https://example.com/') },
	photo: { ...written, ...photo('this one, see here (https://example.com/shoes)') },
	livePhoto: { ...written, ...photo() },
	animation: {
		...written,
		...file('video', 'CgAC-1', { name: 'cat.mp4', mime: 'video/mp4', size: 95_000, seconds: 2 }),
	},
	video: {
		...written,
		...file(
			'video',
			'BAAC-1',
			{ name: 'unboxing.mp4', mime: 'video/mp4', size: 2_400_000, seconds: 12 },
			'It is broken',
		),
	},
	videoNote: {
		...written,
		...file('video', 'DQAC-1', { mime: 'video/mp4', size: 600_000, seconds: 5 }),
	},
	voice: {
		...written,
		...file('voice', 'AwAC-1', { mime: 'audio/ogg', size: 12_000, seconds: 3 }),
	},
	audio: {
		...written,
		...file('audio', 'CQAC-1', {
			...{ name: 'song.mp3', mime: 'audio/mpeg', size: 4_300_000, seconds: 180 },
		}),
	},
	document: {
		...written,
		...file('file', 'BQAC-1', { name: 'invoice.pdf', mime: 'application/pdf', size: 27_107 }),
	},
	bigDocument: {
		...written,
		...file('file', 'BQAC-2', {
			...{ name: 'film.mkv', mime: 'video/x-matroska', size: 734_003_200 },
			unavailable: 'Telegram gives bots no file above 20 MB',
		}),
	},
	sticker: { ...written, ...file('sticker', 'CAAC-1', { mime: 'image/webp', size: 30_000 }) },
	movingSticker: { ...written, ...file('sticker', 'AAMC-2', { size: 4200 }) },
	videoSticker: { ...written, ...text('😎') },
	venue: { ...written, content: { type: 'location', text: 'Museum, 1 Main Street', location } },
	location: { ...written, content: { type: 'location', location } },
	liveLocation: {
		...written,
		content: { type: 'location', text: '(live location: where it began)', location },
	},
	ownContact: {
		...{ ...written, person: { ...person, phone: '+15550100042' } },
		content: { type: 'contact', contact: { name: 'Ann Lee', phone: '+15550100042' } },
	},
	contact: {
		...written,
		content: { type: 'contact', contact: { name: 'Taxi', phone: '8 800 555-01-00' } },
	},
	contactOfNoUser: {
		...written,
		content: { type: 'contact', contact: { name: 'Taxi', phone: '5550100' } },
	},
	richMessage: {
		...written,
		...text(
			'Order 7\nTwo pairs, as shown (https://example.com/7)\n1. red\n2. blue\n\nSize | 41\n(photo)',
		),
	},
	poll: { ...written, ...text('(poll) Which color?\n– Red\n– Blue') },
	dice: { ...written, ...text('(dice) 🎲 5') },
	game: { ...written, ...text('(game) Racer Drive') },
	story: { ...written, content: { type: 'text', unknown: 'story' } },
	checklist: { ...written, ...text('(checklist) To buy\n– Shoes\n– Laces') },
	invoice: { ...written, ...text('(invoice) Shoes Size 41') },
	paidMedia: { ...written, content: { type: 'text', unknown: 'paid media' } },
	gift: { ...written, ...text('(gift) For you') },
	newKind: { ...written, content: { type: 'text', unknown: 'hologram', text: 'Look' } },
	newEnvelope: { ...written, ...text('Hello') },

	reply: { ...written, ...text('Yes'), replyTo: { message: '49' } },
	quote: { ...written, ...text('> and when?\nToday'), replyTo: { message: '49' } },
	quoteByTelegram: { ...written, ...text('Today'), replyTo: { message: '49' } },
	replyOutside: {
		...{ ...written, ...text('This is what I want') },
		replyTo: { text: '(picture)', name: 'Shoe News' },
	},
	quoteOutside: {
		...{ ...written, ...text('This one') },
		replyTo: { text: 'New shoes', name: 'Bob' },
	},
	replyToStory: { ...written, ...text('Nice'), replyTo: { text: '(story)', name: 'Shop' } },
	forwardOfUser: { ...written, ...text('Call me'), ...forwarded('Bob') },
	forwardOfHiddenUser: { ...written, ...text('Call me'), ...forwarded('Bob') },
	forwardOfChannel: { ...written, ...photo(), ...forwarded('Shoe News') },
	edit: { ...edited, ...text('Hello, Maria') },
	editOfCaption: { ...edited, ...photo('that one') },
	editThatDoesNotShow: other('an edit that does not show'),
	liveLocationMoved: other('a live location moved'),

	group: { ...inGroup, ...text('Hello all') },
	groupInTheNameOfAChat: {
		...{ ...inGroup, ...text('Welcome') },
		person: { id: '-1009', name: 'Shoe Lovers' },
	},
	topicOfAGroup: { ...inGroup, ...text('How much?') },
	otherBot: other('a message of another bot'),
	business: { ...inBusiness, ...text('Hello') },
	businessOfOwner: { ...inBusiness, from: 'manager', ...text('I am on my way') },
	businessOfOwnerWithPhoto: { ...inBusiness, from: 'manager', ...photo('Like this?') },
	businessEcho: other('the echo of what the bot wrote'),
	businessEdit: { ...edited, chat: 'bc-1:42', ...text('Hello, Maria') },
	businessDeletion: ['90', '91'].map((message) => ({
		...{ ...where, event: 'delete', chat: 'bc-1:42' },
		message,
	})),

	reaction: { ...reacted, emoji: '👍' },
	reactionChanged: { ...reacted, emoji: '❤' },
	reactionTakenBack: reacted,
	reactionsOfPremium: { ...reacted, emoji: '❤' },
	customReaction: other('a reaction that is no emoji'),
	customReactionInsteadOfEmoji: reacted,
	anonymousReaction: {
		...{ ...reacted, chat: '-1009', isGroup: true, emoji: '👍' },
		person: { id: '-1009', name: 'Shoe Lovers' },
	},
	button: { ...pressed, ...text('No'), callback: 'no', courtesy },
	buttonOfLostMessage: { ...pressed, ...text('yes'), callback: 'yes', courtesy },
	buttonOfBusiness: { ...pressed, chat: 'bc-1:42', ...text('Yes'), callback: 'yes', courtesy },
	buttonOfInlineMessage: other('a button outside of a chat with the bot'),
	buttonOfGame: other('a button outside of a chat with the bot'),
	blocked: other('the client blocked the bot'),
	unblocked: other('the client unblocked the bot'),
	addedToGroup: other('the bot in a group is member'),
	pinned: other('pinned_message'),
	newNotice: other('chat_mascot_changed'),
	sharedUsers: other('users_shared'),
	ephemeral: other('a message that does not stay'),
	emptyMessage: other('an empty message'),
	channelPost: other('channel_post'),
	guestMessage: other('guest_message'),
	inlineQuery: other('inline_query'),
	pollAnswer: other('poll_answer'),
	businessConnection: other('business_connection'),
};

const read = (name: string) => telegram.read(updates[name] ?? {}, setup);

const idIn = (update: JsonObject) =>
	['message', 'edited_message', 'business_message', 'edited_business_message', 'message_reaction']
		.map((kind) => textAt(update, `${kind}.message_id`))
		.find((id) => id !== undefined);

test.each(Object.entries(updates))('reads %s', (name, update) => {
	const expected = [SHAPES[name] ?? 'no shape'].flat().map((shape) => {
		const hasId = typeof shape === 'object' && 'chat' in shape && !('message' in shape);
		return hasId ? { ...shape, message: idIn(update) } : shape;
	});
	expect(read(name)).toEqual(expected);
});

test('has an update for each shape', () => {
	expect(Object.keys(SHAPES).filter((name) => !(name in updates))).toEqual([]);
});

test('recognizes updates by their number, and nothing else', () => {
	expect(telegram.recognize({ update_id: 1, something_new: {} })).toBe(true);
	expect(telegram.recognize({ update_id: '1', message: {} })).toBe(false);
	expect(telegram.recognize({ message: { message_id: 1 } })).toBe(false);
});

describe('a file', () => {
	const need = { fileId: 'AgAC-x' };
	const known = { status: 200, body: { ok: true, result: { file_path: 'photos/file_7.jpg' } } };
	const tooBig = { ok: false, error_code: 400, description: 'Bad Request: file is too big' };

	test('is asked for by its ID, and then got from the address that Telegram gave', () => {
		expect(telegram.ask?.(need, setup, [])).toEqual({
			...{ method: 'POST', url: `${BOT}/getFile` },
			body: { file_id: 'AgAC-x' },
		});
		expect(telegram.ask?.(need, setup, [known])).toEqual({
			...{ method: 'GET', url: 'https://api.telegram.org/file/bot{token}/photos/file_7.jpg' },
		});
		expect(telegram.ask?.(need, setup, [known, { status: 200, isFile: true }])).toEqual({
			...{ file: 'answer', name: 'file_7.jpg' },
		});
	});

	test('comes from the server of the form', () => {
		const own = { apiUrl: 'https://bots.example.com/api/' };
		expect(telegram.ask?.(need, own, [])).toMatchObject({
			url: 'https://bots.example.com/api/bot{token}/getFile',
		});
		expect(telegram.ask?.(need, own, [known])).toMatchObject({
			url: 'https://bots.example.com/api/file/bot{token}/photos/file_7.jpg',
		});
	});

	test.each<[string, Answer[]]>([
		['is too big', [{ status: 400, body: tooBig }]],
		['has no address', [{ status: 200, body: { ok: true, result: { file_id: 'AgAC-x' } } }]],
		['is gone', [known, { status: 404, body: { ok: false } }]],
		['does not come', [known, { error: 'timeout of 300000ms exceeded' }]],
	])('cannot be had when it %s', (_, answers) => {
		expect(telegram.ask?.(need, setup, answers)).toBeUndefined();
	});
});
