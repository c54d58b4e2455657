import type { Telegram } from '../../../sandbox/messengers/telegram.mts';
import { fieldsAt, textAt } from '../../../sandbox/messengers/standIn/values.mts';
import { messageIdOf, type Where } from '../../../sandbox/messengers/telegram/clients.mts';
import { PNG } from '../../engine/fileServer.mts';
import * as rows from './rows.mts';

export interface TelegramEnds extends rows.Ends {
	telegram: Telegram;
	ann: { id: number; is_bot: boolean; first_name: string };
	/** Before the IDs of chats. */
	prefix: string;
	/** A connection to the account of the owner. */
	connectionId: string;
}

type Clients = Telegram['clients'];
type Kind = Parameters<Clients['sends']>[1];
type Words = { caption?: string; media_group_id?: string };
type Content = Parameters<Clients['writes']>[1];

const GROUP = -5;
const SHOP = 'https://shop.example';

/** The message of an update, as amoCRM has it. */
async function brought(ends: TelegramEnds, act: ReturnType<Clients['writes']>) {
	await ends.settled(act);
	const update = await act;
	const [message] = ['message', 'business_message', 'edited_message'].flatMap((kind) =>
		kind in update ? [fieldsAt(update, kind)] : [],
	);
	const connection = textAt(message, 'business_connection_id');
	const chat = `${connection === undefined ? '' : `${connection}:`}${fieldsAt(message, 'chat').id}`;
	return rows.messageIn(ends, `${ends.prefix}:${chat}:${messageIdOf(update)}`);
}

const written = (ends: TelegramEnds, content: Content, where?: Where) =>
	brought(ends, ends.telegram.clients.writes(ends.ann, content, where));

/** The number that Telegram has given to a message. */
const numberOf = ({ integrationId = '' }: { integrationId?: string }) =>
	Number(integrationId.split(':').at(-1));

const saying = (content: Content, expected: object) => async (ends: TelegramEnds) => {
	expect((await written(ends, content)).content).toMatchObject(expected);
};

const sending =
	(...[kind, name, type, more = {}]: [Kind, string, string, Words?]) =>
	async (ends: TelegramEnds) => {
		const file = { name, type: 'application/octet-stream', bytes: PNG };
		const keys = { ...more, duration: 3 };
		const act = ends.telegram.clients.sends(ends.ann, kind, file, keys);
		const { content } = await brought(ends, act);
		expect(content).toMatchObject({ type, ...(more.caption && { text: more.caption }) });
		if (type === 'file') expect(content.file_name).toBe(name);
		if (type === 'voice') expect(content.media_duration).toBe(3);
		await rows.expectWhole(content.media);
	};

const accepting =
	(
		parts: Parameters<typeof rows.managerWrites>[1],
		{ method, ...fields }: { method: string; [field: string]: unknown },
	) =>
	async (ends: TelegramEnds) => {
		const message = await rows.managerWrites(ends, parts);
		const sent = ends.telegram.accepted.at(-1);
		expect(sent).toMatchObject({ method, chatId: ends.ann.id, fields });
		if (parts.fileName !== undefined) {
			expect(sent?.file?.sha256).toBe(rows.sha256Of(parts.fileName));
		}
		const integrationId = `${ends.conversationId}:${sent?.messageId}`;
		expect(message).toMatchObject({ integrationId, delivery: { status: 'delivered' } });
	};

const fromClient: rows.Rows<TelegramEnds>['fromClient'] = {
	Text: saying('Is the *blue_one* <there>?', { text: 'Is the *blue_one* <there>?' }),
	Formatting: saying(
		{ text: 'See here', entities: [{ type: 'text_link', offset: 4, length: 4, url: SHOP }] },
		{ type: 'text', text: `See here (${SHOP})` },
	),
	Picture: sending('photo', 'a.jpg', 'picture'),
	Video: sending('video', 'a.mp4', 'video'),
	File: sending('document', 'Счёт.pdf', 'file'),
	Voice: sending('voice', 'a.ogg', 'voice'),
	Audio: sending('audio', 'a.mp3', 'audio'),
	Sticker: sending('sticker', 'a.webp', 'sticker'),
	Location: saying(
		{ location: { latitude: rows.place.lat, longitude: rows.place.lon } },
		{ type: 'location', location: rows.place },
	),
	Contact: saying(
		{ contact: { first_name: 'Bo', phone_number: '+155501' } },
		{ type: 'contact', contact: rows.bo },
	),
	Caption: sending('photo', 'a.jpg', 'picture', { caption: 'Look' }),
	async Album(ends) {
		const before = ends.scene.sandbox.messages().length;
		for (const caption of ['one', 'two']) {
			await sending('photo', 'a.jpg', 'picture', { caption, media_group_id: 'g-1' })(ends);
		}
		expect(ends.scene.sandbox.messages()).toHaveLength(before + 2);
	},
	async 'Poll, order, what else there is'(ends) {
		const poll = { question: 'Which?', options: [{ text: 'Red' }] };
		await saying({ poll }, { text: '(poll) Which?\n– Red' })(ends);
		const unknown = { text: '❔ This message cannot be shown: story' };
		await saying({ story: { id: 1, chat: { id: 7 } } }, unknown)(ends);
	},
	async Reply(ends) {
		const first = await written(ends, 'This one');
		const { clients } = ends.telegram;
		const reply = await brought(ends, clients.replies(ends.ann, numberOf(first), 'Or that?'));
		expect(reply.replyTo).toMatchObject({ message: { msgid: first.integrationId } });
	},
	async Forward(ends) {
		const sender_user = { id: 5, is_bot: false, first_name: 'Bob' };
		const forward_origin = { type: 'user', sender_user, date: 1764000000 };
		const { forwards } = await written(ends, { text: 'Call me', forward_origin });
		expect(JSON.stringify(forwards)).toMatch(/Call me.*Bob|Bob.*Call me/);
	},
	async Edit(ends) {
		const first = await written(ends, 'Two');
		const { clients } = ends.telegram;
		const edited = await brought(ends, clients.edits(ends.ann, numberOf(first), 'Three'));
		expect(edited).toMatchObject({ id: first.id, content: { text: 'Three' } });
	},
	async 'Deletion, shown as an edit'(ends) {
		const { ann, connectionId, telegram } = ends;
		const first = await written(ends, 'Oops', { connectionId });
		await ends.settled(telegram.clients.deletes(ann, [numberOf(first)], { connectionId }));
		expect(rows.messageIn(ends, first.id).content.text).toBe('🗑 (deleted)');
	},
	async Reaction(ends) {
		const first = await written(ends, 'Good');
		for (const emoji of [['👍'], []]) {
			await ends.settled(ends.telegram.clients.reacts(ends.ann, numberOf(first), emoji));
			const { reactions } = rows.messageIn(ends, first.id);
			expect(reactions).toMatchObject(emoji.map((each) => ({ emoji: each })));
		}
	},
	async "Written in the messenger's app"(ends) {
		const { clients } = ends.telegram;
		const act = clients.ownerWrites(ends.connectionId, ends.ann, 'From my phone');
		expect(await brought(ends, act)).toMatchObject({ direction: 'outgoing', author: 'bot' });
	},
	async Groups(ends) {
		ends.telegram.clients.openGroup(GROUP, 'Us');
		const message = await written(ends, 'Hi all', { groupId: GROUP });
		expect(rows.chatOf(ends, message)).toBe(`${ends.prefix}:${GROUP}`);
	},
	async Buttons(ends) {
		await rows.managerWrites(ends, { text: 'Really?', markup: rows.yesAndNo });
		const press = await brought(ends, ends.telegram.clients.presses(ends.ann, 'Yes'));
		expect(press.content.text).toBe('Yes');
	},
	async "Client's phone"(ends) {
		const { id, first_name } = ends.ann;
		await written(ends, { contact: { user_id: id, first_name, phone_number: '15550100042' } });
		expect(rows.phonesIn(ends)).toContain('+15550100042');
	},
	async 'Several bots in one channel'(ends) {
		const message = await written(ends, 'Hi');
		expect(rows.chatOf(ends, message)).toBe(`${ends.prefix}:${ends.ann.id}`);
	},
};

const toClient: rows.Rows<TelegramEnds>['toClient'] = {
	Text: accepting({ text: 'At 5_pm <b>' }, { method: 'sendMessage', text: 'At 5_pm <b>' }),
	Picture: accepting(rows.fileOf('picture', 'a.jpg'), { method: 'sendPhoto' }),
	Video: accepting(rows.fileOf('video', 'a.mp4'), { method: 'sendVideo' }),
	File: accepting(rows.fileOf('file', 'Счёт.bin'), { method: 'sendDocument' }),
	Voice: accepting(rows.fileOf('voice', 'a.ogg'), { method: 'sendVoice' }),
	Audio: accepting(rows.fileOf('audio', 'a.mp3'), { method: 'sendAudio' }),
	Sticker: accepting(rows.fileOf('sticker', 'a.webp'), { method: 'sendSticker' }),
	Location: accepting(
		{ type: 'location', location: rows.place },
		{ method: 'sendLocation', latitude: rows.place.lat, longitude: rows.place.lon },
	),
	Contact: accepting(
		{ type: 'contact', contact: rows.bo },
		{ method: 'sendContact', phone_number: rows.bo.phone, first_name: rows.bo.name },
	),
	Caption: accepting(
		{ ...rows.fileOf('video', 'a.mp4'), text: 'Here' },
		{ method: 'sendVideo', caption: 'Here' },
	),
	async Album(ends) {
		const before = ends.telegram.accepted.length;
		const album = { ...rows.fileOf('picture', 'a.jpg'), mediaGroupId: 'g-1' };
		for (const text of ['one', 'two']) await rows.managerWrites(ends, { ...album, text });
		const sent = ends.telegram.accepted.slice(before);
		expect(sent.map(({ fields }) => fields.caption)).toEqual(['one', 'two']);
	},
	async Reply(ends) {
		const first = await written(ends, 'When?');
		const reply_parameters = { message_id: numberOf(first) };
		const sent = { method: 'sendMessage', text: 'At five', reply_parameters };
		await accepting({ text: 'At five', replyTo: first.id }, sent)(ends);
	},
	async Forward(ends) {
		const first = await written(ends, 'I said so');
		const sent = { method: 'sendMessage', text: 'I said so' };
		await accepting({ type: 'text', forward: first.id }, sent)(ends);
	},
	async Reaction(ends) {
		const first = await written(ends, 'Thanks');
		for (const emoji of ['🔥', undefined]) {
			await ends.settled(ends.scene.sandbox.managerReacts({ messageId: first.id, emoji }));
			const reaction = emoji ? [{ type: 'emoji', emoji }] : [];
			const fields = { message_id: numberOf(first), reaction };
			expect(ends.telegram.accepted.at(-1)).toMatchObject({ fields });
		}
	},
	async Typing(ends) {
		const { conversationId } = ends;
		await ends.settled(ends.scene.sandbox.managerTypes({ conversationId }));
		expect(ends.telegram.accepted.at(-1)).toMatchObject({ method: 'sendChatAction' });
	},
	async Delivered(ends) {
		const { delivery } = await rows.managerWrites(ends, { text: 'Hi' });
		expect(delivery).toEqual({ status: 'delivered' });
	},
	async Groups(ends) {
		const conversationId = `${ends.prefix}:${GROUP}`;
		await rows.managerWrites(ends, { conversationId, text: 'Hi all' });
		expect(ends.telegram.accepted.at(-1)).toMatchObject({ chatId: GROUP });
	},
	async Buttons(ends) {
		await rows.managerWrites(ends, { text: 'Really?', markup: rows.yesAndNo });
		const { reply_markup } = ends.telegram.accepted.at(-1)?.fields ?? {};
		expect(JSON.stringify(reply_markup)).toMatch(/Yes.*No/);
	},
	List: accepting(
		{ text: 'Which size?', markup: rows.sizes },
		{ method: 'sendMessage', text: 'Which size?\n1. M' },
	),
	Template: accepting(
		{ text: 'Paid: 100', template: { id: 7, content: 'Paid', params: [] } },
		{ method: 'sendMessage', text: 'Paid: 100' },
	),
	'Several bots in one channel': accepting(
		{ text: 'From this bot' },
		{ method: 'sendMessage', chat_id: 1001 },
	),
};

export const telegramRows: rows.Rows<TelegramEnds> = { fromClient, toClient };
