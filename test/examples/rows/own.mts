import * as rows from './rows.mts';

export interface OwnEnds extends rows.Ends {
	/** Before the IDs of chats in amoCRM. */
	prefix: string;
	/** The messenger posts an event of its chat. */
	posts: (event: object) => Promise<void>;
	/** What the messenger was told, in its order. */
	told: Array<Record<string, unknown>>;
}

const CHAT = 'chat-1';
const GROUP = 'group-1';
const MEDIA = 'https://messenger.example.com';

let count = 0;

/** The message that the messenger posts, as amoCRM has it. */
async function brought(ends: OwnEnds, event: object) {
	const externalMessageId = `r-${++count}`;
	await ends.posts({ externalMessageId, ...event });
	return rows.messageIn(ends, externalMessageId);
}

const saying = (event: object, expected: object) => async (ends: OwnEnds) => {
	expect(await brought(ends, event)).toMatchObject(expected);
};

const showing = (type: string, fileName: string, text?: string) => {
	const media = `${MEDIA}/${fileName}`;
	const event = { messageType: type, mediaUrl: media, fileName, fileSize: 9, text };
	return saying(event, { content: { type, media, ...(text && { text }) } });
};

const last = ({ told }: OwnEnds) => told.at(-1);

const telling =
	(parts: Parameters<typeof rows.managerWrites>[1], expected: object) => async (ends: OwnEnds) => {
		const { id } = await rows.managerWrites(ends, parts);
		expect(last(ends)).toMatchObject({ conversationId: CHAT, messageId: id, ...expected });
	};

const tellingFile = (type: string, name: string, text?: string) => {
	const file = rows.fileOf(type, name);
	const told = { messageType: type, mediaUrl: file.media, fileName: name };
	return telling({ ...file, ...(text && { text }) }, { ...told, ...(text && { text }) });
};

const album =
	(act: (text: string) => (ends: OwnEnds) => Promise<void>) => async (ends: OwnEnds) => {
		for (const text of ['one', 'two']) await act(text)(ends);
	};

const fromClient: rows.Rows<OwnEnds>['fromClient'] = {
	Text: saying({ text: 'Hello' }, { content: { type: 'text', text: 'Hello' } }),
	Picture: showing('picture', '1.jpg'),
	Video: showing('video', '1.mp4'),
	File: showing('file', '1.pdf'),
	Voice: showing('voice', '1.ogg'),
	Audio: showing('audio', '1.mp3'),
	Sticker: showing('sticker', '1.webp'),
	Location: saying(
		{ latitude: rows.place.lat, longitude: rows.place.lon },
		{ content: { type: 'location', location: rows.place } },
	),
	Contact: saying(
		{ contactName: rows.bo.name, contactPhone: rows.bo.phone },
		{ content: { type: 'contact', contact: rows.bo } },
	),
	Caption: showing('picture', '1.jpg', 'Look'),
	Album: album((text) => showing('picture', '1.jpg', text)),
	'Poll, order, what else there is': saying(
		{ messageType: 'poll', text: 'Which?' },
		{ content: { type: 'text', text: '❔ This message cannot be shown: poll\nWhich?' } },
	),
	async Reply(ends) {
		const { integrationId } = await brought(ends, { text: 'This one' });
		const { replyTo } = await brought(ends, { text: 'Or that?', replyTo: integrationId });
		expect(replyTo).toMatchObject({ message: { msgid: integrationId } });
	},
	async Edit(ends) {
		const { id, integrationId } = await brought(ends, { text: 'Two' });
		await ends.posts({ event: 'edit', externalMessageId: integrationId, text: 'Three' });
		expect(rows.messageIn(ends, id).content.text).toBe('Three');
	},
	async 'Deletion, shown as an edit'(ends) {
		const { id, integrationId } = await brought(ends, { text: 'Oops' });
		await ends.posts({ event: 'delete', externalMessageId: integrationId });
		expect(rows.messageIn(ends, id).content.text).toBe('🗑 (deleted)');
	},
	async Reaction(ends) {
		const { id, integrationId } = await brought(ends, { text: 'Good' });
		for (const emoji of ['👍', '']) {
			await ends.posts({ event: 'reaction', externalMessageId: integrationId, emoji });
			expect(rows.messageIn(ends, id).reactions).toMatchObject(emoji ? [{ emoji }] : []);
		}
	},
	async Typing(ends) {
		const before = ends.scene.sandbox.typings.length;
		await ends.posts({ event: 'typing' });
		expect(ends.scene.sandbox.typings).toHaveLength(before + 1);
	},
	"Written in the messenger's app": saying(
		{ text: 'From my phone', direction: 'fromManager' },
		{ direction: 'outgoing', author: 'bot' },
	),
	async Groups(ends) {
		const senders = ['u-1', 'u-2'].map((senderId) => ({ senderId, senderName: senderId }));
		for (const sender of senders)
			await brought(ends, { conversationId: GROUP, ...sender, text: 'Hi' });
		const names = ends.scene.sandbox.participants().map(({ name }) => name);
		expect(names).toEqual(expect.arrayContaining(['u-1', 'u-2']));
	},
	Buttons: saying(
		{ text: 'Yes', callbackData: 'yes-1' },
		{ content: { text: 'Yes', callback_data: 'yes-1' } },
	),
	async "Client's phone"(ends) {
		await brought(ends, { text: 'Hi', senderDetails: { phone: '+15550100042' } });
		expect(rows.phonesIn(ends)).toContain('+15550100042');
	},
	async "Client's avatar"(ends) {
		const avatar = `${MEDIA}/ann.jpg`;
		await brought(ends, { text: 'Hi', senderDetails: { avatar } });
		const known = ends.scene.sandbox.participants().map((each) => each.avatar);
		expect(known).toContain(avatar);
	},
	async 'Several bots in one channel'(ends) {
		const message = await brought(ends, { text: 'Hi' });
		expect(rows.chatOf(ends, message)).toBe(`${ends.prefix}:${CHAT}`);
	},
};

const toClient: rows.Rows<OwnEnds>['toClient'] = {
	Text: telling({ text: 'Good day "Ann"\n:)' }, { text: 'Good day "Ann"\n:)' }),
	Picture: tellingFile('picture', 'a.jpg'),
	Video: tellingFile('video', 'a.mp4'),
	File: tellingFile('file', 'a.pdf'),
	Voice: tellingFile('voice', 'a.ogg'),
	Audio: tellingFile('audio', 'a.mp3'),
	Sticker: tellingFile('sticker', 'a.webp'),
	Location: telling(
		{ type: 'location', location: rows.place },
		{ latitude: rows.place.lat, longitude: rows.place.lon },
	),
	Contact: telling(
		{ type: 'contact', contact: rows.bo },
		{ contactName: rows.bo.name, contactPhone: rows.bo.phone },
	),
	Caption: tellingFile('picture', 'a.jpg', 'Here'),
	Album: album((text) => tellingFile('picture', 'a.jpg', text)),
	async Reply(ends) {
		const { id, integrationId } = await brought(ends, { text: 'When?' });
		const replyTo = { externalMessageId: integrationId };
		await telling({ text: 'At five', replyTo: id }, { replyTo })(ends);
	},
	async Forward(ends) {
		const { id } = await brought(ends, { text: 'I said so' });
		await telling({ type: 'text', forward: id }, { text: 'I said so' })(ends);
	},
	async Reaction(ends) {
		const { id, integrationId } = await brought(ends, { text: 'Thanks' });
		for (const emoji of ['🔥', undefined]) {
			await ends.settled(ends.scene.sandbox.managerReacts({ messageId: id, emoji }));
			const reaction = { externalMessageId: integrationId, emoji: emoji ?? '' };
			expect(last(ends)).toMatchObject({ event: 'reaction', ...reaction });
		}
	},
	async Typing(ends) {
		const { conversationId } = ends;
		await ends.settled(ends.scene.sandbox.managerTypes({ conversationId }));
		expect(last(ends)).toMatchObject({ event: 'typing', conversationId: CHAT });
	},
	async Delivered(ends) {
		const { delivery } = await rows.managerWrites(ends, { text: 'Hi' });
		expect(delivery).toEqual({ status: 'delivered' });
	},
	async Read(ends) {
		const { id } = await rows.managerWrites(ends, { text: 'Hi' });
		await ends.posts({ event: 'status', messageId: id, status: 'read' });
		expect(rows.messageIn(ends, id).delivery).toEqual({ status: 'read' });
	},
	async Groups(ends) {
		await rows.managerWrites(ends, { conversationId: `${ends.prefix}:${GROUP}`, text: 'Hi all' });
		expect(last(ends)).toMatchObject({ conversationId: GROUP, text: 'Hi all' });
	},
	async 'Writing first'(ends) {
		await ends.settled(ends.scene.sandbox.writeFirst({ phone: '+15550100077', text: 'Hi' }));
		expect(last(ends)).toMatchObject({ writeFirst: true, receiver: { phone: '+15550100077' } });
	},
	Buttons: telling(
		{ text: 'Really?', markup: rows.yesAndNo },
		{ buttons: [[{ text: 'Yes' }, { text: 'No' }]] },
	),
	List: telling(
		{ text: 'Which size?', markup: rows.sizes },
		{ listMessage: rows.sizes.list_message },
	),
	Template: telling(
		{ text: 'Paid', template: { id: 7, content: 'Paid', params: [] } },
		{ template: { content: 'Paid' } },
	),
	'Several bots in one channel': telling({ text: 'From this bot' }, { conversationId: CHAT }),
};

export const ownRows: rows.Rows<OwnEnds> = { fromClient, toClient };
