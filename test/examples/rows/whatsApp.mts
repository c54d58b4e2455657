import type { WhatsApp } from '../../../sandbox/messengers/whatsApp.mts';
import { messageIdOf } from '../../../sandbox/messengers/whatsApp/clients.mts';
import { PNG } from '../../engine/fileServer.mts';
import * as rows from './rows.mts';

export interface WhatsAppEnds extends rows.Ends {
	whatsApp: WhatsApp;
	ann: { name: string; waId: string };
	/** Where amoCRM's files are, for WhatsApp. */
	filesUrl: string;
}

type Clients = WhatsApp['clients'];
type Kind = Parameters<Clients['sends']>[1];
type Content = Parameters<Clients['writes']>[1];

const GROUP = 'group-1';

/** The message of a hook, as amoCRM has it. */
async function brought(ends: WhatsAppEnds, act: ReturnType<Clients['writes']>) {
	await ends.settled(act);
	return rows.messageIn(ends, messageIdOf(await act));
}

const written = (ends: WhatsAppEnds, content: Content, group?: string) =>
	brought(ends, ends.whatsApp.clients.writes(ends.ann, content, group));

const saying = (content: Content, expected: object) => async (ends: WhatsAppEnds) => {
	expect((await written(ends, content)).content).toMatchObject(expected);
};

const sending =
	(kind: Kind, mime: string, type: string, more: { caption?: string; voice?: true } = {}) =>
	async (ends: WhatsAppEnds) => {
		const file = { name: 'Счёт.pdf', type: mime, bytes: PNG };
		const { content } = await brought(
			ends,
			ends.whatsApp.clients.sends(ends.ann, kind, file, more),
		);
		expect(content).toMatchObject({ type, ...(more.caption && { text: more.caption }) });
		if (kind === 'document') expect(content.file_name).toBe('Счёт.pdf');
		await rows.expectWhole(content.media);
	};

const lastSent = ({ whatsApp }: WhatsAppEnds) => whatsApp.accepted.at(-1);

const accepting =
	(parts: Parameters<typeof rows.managerWrites>[1], body: object) => async (ends: WhatsAppEnds) => {
		const message = await rows.managerWrites(ends, parts);
		expect(lastSent(ends)?.body).toMatchObject({ to: ends.ann.waId, ...body });
		expect(message).toMatchObject({ integrationId: lastSent(ends)?.id });
	};

const acceptingFile =
	(type: string, name: string, kind: string, more: object = {}, text?: string) =>
	async (ends: WhatsAppEnds) => {
		const media = `${ends.filesUrl}/${name}`;
		const parts = { ...rows.fileOf(type, name), media, ...(text && { text }) };
		await accepting(parts, { type: kind, [kind]: { link: media, ...more } })(ends);
		expect(lastSent(ends)?.file?.sha256).toBe(rows.sha256Of(name));
	};

const paid = {
	text: 'Paid: 100',
	template: {
		...{ id: 7, external_id: 'order_paid:en_US', content: 'Paid: {{sum}}' },
		params: [{ key: '{{sum}}', value: '100' }],
	},
};
const isPaid = { type: 'template', template: { name: 'order_paid' } };

const reported = (status: 'delivered' | 'read') => async (ends: WhatsAppEnds) => {
	const { id } = await rows.managerWrites(ends, { text: 'Hi' });
	await ends.settled(ends.whatsApp.reports(lastSent(ends)?.id ?? '', status));
	expect(rows.messageIn(ends, id).delivery).toEqual({ status });
};

const fromClient: rows.Rows<WhatsAppEnds>['fromClient'] = {
	Text: saying('Is it <blue>?', { type: 'text', text: 'Is it <blue>?' }),
	Formatting: saying('It is *bold*', { text: 'It is *bold*' }),
	Picture: sending('image', 'image/jpeg', 'picture'),
	Video: sending('video', 'video/mp4', 'video'),
	async File(ends) {
		for (const mime of ['application/pdf', 'text/plain']) {
			await sending('document', mime, 'file')(ends);
		}
	},
	Voice: sending('audio', 'audio/ogg', 'voice', { voice: true }),
	Audio: sending('audio', 'audio/mpeg', 'audio'),
	Sticker: sending('sticker', 'image/webp', 'sticker'),
	Location: saying(
		{ type: 'location', location: { latitude: rows.place.lat, longitude: rows.place.lon } },
		{ type: 'location', location: rows.place },
	),
	async Contact(ends) {
		const before = ends.scene.sandbox.messages().length;
		const contacts = ['Bo', 'Carl'].map((formatted_name) => ({
			...{ name: { formatted_name }, phones: [{ phone: rows.bo.phone }] },
		}));
		await saying({ type: 'contacts', contacts }, { type: 'contact', contact: rows.bo })(ends);
		const names = ends.scene.sandbox.messages().slice(before);
		expect(names.map(({ content }) => content.contact?.name)).toEqual(['Bo', 'Carl']);
	},
	Caption: sending('image', 'image/jpeg', 'picture', { caption: 'Look' }),
	async Album(ends) {
		const before = ends.scene.sandbox.messages().length;
		for (const caption of ['one', 'two']) {
			await sending('image', 'image/jpeg', 'picture', { caption })(ends);
		}
		expect(ends.scene.sandbox.messages()).toHaveLength(before + 2);
	},
	async 'Poll, order, what else there is'(ends) {
		const item = { product_retailer_id: 'sku-1', quantity: 2, item_price: 10.5, currency: 'USD' };
		const order = { type: 'order', order: { catalog_id: '1', product_items: [item] } };
		await saying(order, { text: 'Order:\n2 × sku-1, 10.5 USD' })(ends);
		const unknown = { text: '❔ This message cannot be shown: hologram' };
		await saying({ type: 'hologram', hologram: {} }, unknown)(ends);
	},
	async Reply(ends) {
		const { integrationId = '' } = await written(ends, 'This one');
		const reply = ends.whatsApp.clients.replies(ends.ann, integrationId, 'Or that?');
		const { replyTo } = await brought(ends, reply);
		expect(replyTo).toMatchObject({ message: { msgid: integrationId } });
	},
	async Forward(ends) {
		const context = { forwarded: true };
		const { forwards } = await written(ends, { type: 'text', text: { body: 'Seen' }, context });
		expect(forwards).toMatchObject({ messages: [{ type: 'text' }] });
	},
	async Edit(ends) {
		const { id, integrationId = '' } = await written(ends, 'Two');
		await ends.settled(ends.whatsApp.clients.edits(ends.ann, integrationId, 'Three'));
		expect(rows.messageIn(ends, id).content.text).toBe('Three');
	},
	async 'Deletion, shown as an edit'(ends) {
		const { id, integrationId = '' } = await written(ends, 'Oops');
		await ends.settled(ends.whatsApp.clients.deletes(ends.ann, integrationId));
		expect(rows.messageIn(ends, id).content.text).toBe('🗑 (deleted)');
	},
	async Reaction(ends) {
		const { id, integrationId = '' } = await written(ends, 'Good');
		for (const emoji of ['👍', undefined]) {
			await ends.settled(ends.whatsApp.clients.reacts(ends.ann, integrationId, emoji));
			expect(rows.messageIn(ends, id).reactions).toMatchObject(emoji ? [{ emoji }] : []);
		}
	},
	async "Written in the messenger's app"(ends) {
		const act = ends.whatsApp.clients.businessWrites(ends.ann, 'From my phone');
		expect(await brought(ends, act)).toMatchObject({ direction: 'outgoing', author: 'bot' });
	},
	async Groups(ends) {
		const message = await written(ends, 'Hi all', GROUP);
		expect(rows.chatOf(ends, message)).toBe(`${ends.whatsApp.app.phoneNumberId}:${GROUP}`);
	},
	async Buttons(ends) {
		await rows.managerWrites(ends, { text: 'Really?', markup: rows.yesAndNo });
		const press = await brought(ends, ends.whatsApp.clients.presses(ends.ann, 'Yes'));
		expect(press.content.text).toBe('Yes');
	},
	async "Client's phone"(ends) {
		await written(ends, 'Hi');
		expect(rows.phonesIn(ends)).toContain(`+${ends.ann.waId}`);
	},
	async 'Several bots in one channel'(ends) {
		const message = await written(ends, 'Hi');
		expect(rows.chatOf(ends, message)).toBe(`${ends.whatsApp.app.phoneNumberId}:${ends.ann.waId}`);
	},
};

const toClient: rows.Rows<WhatsAppEnds>['toClient'] = {
	Text: accepting({ text: 'At five' }, { type: 'text', text: { body: 'At five' } }),
	Formatting: accepting({ text: 'It is *bold*' }, { text: { body: 'It is *bold*' } }),
	Picture: acceptingFile('picture', 'a.jpg', 'image'),
	Video: acceptingFile('video', 'a.mp4', 'video'),
	File: acceptingFile('file', 'a.pdf', 'document', { filename: 'a.pdf' }),
	Voice: acceptingFile('voice', 'a.ogg', 'audio', { voice: true }),
	Audio: acceptingFile('audio', 'a.mp3', 'audio'),
	Sticker: acceptingFile('sticker', 'a.webp', 'sticker'),
	Location: accepting(
		{ type: 'location', location: rows.place },
		{ type: 'location', location: { latitude: rows.place.lat, longitude: rows.place.lon } },
	),
	Contact: accepting(
		{ type: 'contact', contact: rows.bo },
		{ contacts: [{ name: { formatted_name: 'Bo' }, phones: [{ phone: rows.bo.phone }] }] },
	),
	Caption: acceptingFile('picture', 'a.jpg', 'image', { caption: 'Here' }, 'Here'),
	async Album(ends) {
		const before = ends.whatsApp.accepted.length;
		for (const caption of ['one', 'two']) {
			await acceptingFile('picture', 'a.jpg', 'image', { caption }, caption)(ends);
		}
		expect(ends.whatsApp.accepted).toHaveLength(before + 2);
	},
	async Reply(ends) {
		const { id, integrationId: message_id } = await written(ends, 'When?');
		await accepting({ text: 'At five', replyTo: id }, { context: { message_id } })(ends);
	},
	async Forward(ends) {
		const { id } = await written(ends, 'I said so');
		await accepting({ type: 'text', forward: id }, { text: { body: 'I said so' } })(ends);
	},
	async Reaction(ends) {
		const { id, integrationId: message_id } = await written(ends, 'Thanks');
		for (const emoji of ['🔥', undefined]) {
			await ends.settled(ends.scene.sandbox.managerReacts({ messageId: id, emoji }));
			const reaction = { message_id, emoji: emoji ?? '' };
			expect(lastSent(ends)?.body).toMatchObject({ type: 'reaction', reaction });
		}
	},
	async Typing(ends) {
		const { conversationId } = ends;
		const before = ends.whatsApp.accepted.length;
		await ends.settled(ends.scene.sandbox.managerTypes({ conversationId }));
		expect(ends.whatsApp.accepted).toHaveLength(before);
	},
	Delivered: reported('delivered'),
	Read: reported('read'),
	async Groups(ends) {
		const conversationId = `${ends.whatsApp.app.phoneNumberId}:${GROUP}`;
		await rows.managerWrites(ends, { conversationId, text: 'Hi all' });
		expect(lastSent(ends)?.body).toMatchObject({ recipient_type: 'group', to: GROUP });
	},
	async 'Writing first'(ends) {
		const zoe = { name: 'Zoe', waId: '15550100077' };
		ends.whatsApp.clients.exists(zoe);
		const act = ends.scene.sandbox.writeFirst({ phone: `+${zoe.waId}`, ...paid });
		await ends.settled(act);
		expect(lastSent(ends)?.body).toMatchObject({ to: zoe.waId, ...isPaid });
	},
	Buttons: accepting(
		{ text: 'Really?', markup: rows.yesAndNo },
		{ type: 'interactive', interactive: { type: 'button' } },
	),
	List: accepting(
		{ text: 'Which size?', markup: rows.sizes },
		{ type: 'interactive', interactive: { type: 'list' } },
	),
	Template: accepting(paid, isPaid),
	'Several bots in one channel': accepting({ text: 'From it' }, { text: { body: 'From it' } }),
};

export const whatsAppRows: rows.Rows<WhatsAppEnds> = { fromClient, toClient };
