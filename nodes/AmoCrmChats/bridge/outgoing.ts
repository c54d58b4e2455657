import type { Content, Features, Outgoing } from '../messengers/messenger';
import { MESSAGE_TYPES, type MessageType } from '../shared/wire';
import {
	arrayAt,
	compact,
	numberAt,
	objectAt,
	objectsAt,
	textAt,
	type JsonObject,
} from '../shared/json';
import { chatIn, messageIn, type IdSpelling } from './ids';
import { pieces } from './pieces';

/** What a manager did, as the trigger tells it, cut into what the messenger takes; or why it is nothing for it. */
export function outgoingOf(event: JsonObject, spelling: IdSpelling): Outgoing[] | string {
	const chatId = textAt(event, 'conversationId');
	const kind = textAt(event, 'event');
	if (kind === 'message') return messageOf(event, chatId, spelling);
	if (chatId === undefined) return 'It names no chat of the messenger';
	const { can } = spelling.messenger;
	if (kind === 'typing') {
		if (can.typing === undefined) return 'The messenger shows no typing';
		const message = textAt(event, 'externalMessageId');
		const target = message === undefined ? {} : { target: { message } };
		return [{ ...frameOf(event, chatId, spelling), event: 'typing', ...target }];
	}
	if (kind !== 'reaction')
		return `The event ${kind ?? 'without a name'} is nothing for a messenger`;
	return reactionOf(event, chatId, spelling);
}

function frameOf(event: JsonObject, chatId: string | undefined, spelling: IdSpelling) {
	return {
		...(chatId === undefined ? {} : chatIn(spelling, chatId)),
		...compact({
			phone: textAt(event, 'receiver.phone'),
			chatRef: textAt(event, 'conversationRefId'),
			sender: objectAt(event, 'sender') && compact({ name: textAt(event, 'sender.name') }),
			receiver:
				objectAt(event, 'receiver') &&
				compact({
					id: textAt(event, 'receiver.id'),
					name: textAt(event, 'receiver.name'),
					ref: chatId === undefined ? textAt(event, 'receiver.refId') : undefined,
				}),
			time: timeIn(event),
		}),
		nonce: textAt(event, 'messageId') ?? '',
		part: 0,
	};
}

function timeIn(event: JsonObject): number | undefined {
	const time = Date.parse(textAt(event, 'timestamp') ?? '');
	return Number.isNaN(time) ? undefined : time;
}

/** A reaction that the messenger cannot show is said in words. */
function reactionOf(event: JsonObject, chatId: string, spelling: IdSpelling): Outgoing[] | string {
	const { can } = spelling.messenger;
	const id = textAt(event, 'externalMessageId');
	const message = id === undefined ? undefined : messageIn(spelling, chatId, id);
	const isTakenBack = textAt(event, 'reaction') === 'unreact';
	const emoji = isTakenBack ? undefined : textAt(event, 'emoji');
	const isKnown =
		can.reaction === true || emoji === undefined || can.reaction?.includes(plainly(emoji));
	const frame = frameOf(event, chatId, spelling);
	if (message !== undefined && can.reaction !== undefined && isKnown) {
		return [{ ...frame, event: 'reaction', target: { message }, ...compact({ emoji }) }];
	}
	if (emoji === undefined) return 'A reaction was taken back that the messenger never showed';
	const target = message === undefined || can.reply === undefined ? {} : { target: { message } };
	return [{ ...frame, event: 'message', content: { type: 'text', text: emoji }, ...target }];
}

/** Without the sign that some add for color. */
function plainly(emoji: string): string {
	return emoji.replaceAll('\ufe0f', '');
}

function messageOf(
	event: JsonObject,
	chatId: string | undefined,
	spelling: IdSpelling,
): Outgoing[] | string {
	const { can } = spelling.messenger;
	const template = can.template ? objectAt(event, 'template') : undefined;
	const list = can.list ? objectAt(event, 'listMessage') : undefined;
	const buttons = buttonsIn(event);
	const hasButtons = can.buttons !== undefined && fits(buttons, can.buttons);
	const contents = contentsOf(event, can, {
		quote: quoteOf(event, chatId, spelling),
		choices: [...(list ? [] : rowsIn(event)), ...(hasButtons ? [] : buttons.flat())],
	});
	if (contents.length === 0 && template === undefined) return 'The message is empty';
	const target = targetOf(event, chatId, spelling);
	const frame = frameOf(event, chatId, spelling);
	const all = contents.length > 0 ? contents : [undefined];
	return all.map((content, part) => ({
		...frame,
		event: 'message',
		part,
		...compact({ content }),
		...(part === 0 ? compact({ target, template }) : {}),
		...(part === all.length - 1
			? compact({ list, buttons: hasButtons && buttons.length > 0 ? buttons : undefined })
			: {}),
	}));
}

type Buttons = NonNullable<Outgoing['buttons']>;

function buttonsIn(event: JsonObject): Buttons {
	const rows = arrayAt(event, 'buttons').map((row) => objectsAt({ row }, 'row'));
	return rows.map((row) =>
		row.flatMap((button) => {
			const text = textAt(button, 'text');
			return text === undefined ? [] : [{ text, ...compact({ url: textAt(button, 'url') }) }];
		}),
	);
}

function fits(buttons: Buttons, { count, length }: NonNullable<Features['buttons']>): boolean {
	const all = buttons.flat();
	return all.length <= count && all.every(({ text }) => text.length <= length);
}

/** The rows of a list message. */
function rowsIn(event: JsonObject): Array<{ text: string; url?: string }> {
	return objectsAt(event, 'listMessage.sections')
		.flatMap((section) => objectsAt(section, 'rows'))
		.flatMap((row) => {
			const words = [textAt(row, 'title'), textAt(row, 'description')].filter(Boolean);
			return words.length > 0 ? [{ text: words.join(': ') }] : [];
		});
}

function targetOf(event: JsonObject, chatId: string | undefined, spelling: IdSpelling) {
	const id = textAt(event, 'replyTo.externalMessageId');
	if (id === undefined || chatId === undefined || !spelling.messenger.can.reply) return undefined;
	const message = messageIn(spelling, chatId, id);
	return message === undefined
		? undefined
		: { message, ...compact({ text: textAt(event, 'replyTo.text') }) };
}

/** Where the messenger cannot quote, the words do. */
function quoteOf(event: JsonObject, chatId: string | undefined, spelling: IdSpelling) {
	const quoted = objectAt(event, 'replyTo');
	if (quoted === undefined || targetOf(event, chatId, spelling) !== undefined) return undefined;
	return `> ${textAt(quoted, 'text') ?? textAt(quoted, 'messageType') ?? '…'}`;
}

interface Around {
	quote: string | undefined;
	/** What becomes numbered lines, for the client to answer with. */
	choices: Array<{ text: string; url?: string }>;
}

function contentsOf(event: JsonObject, can: Features, { quote, choices }: Around): Content[] {
	const forwards = objectsAt(event, 'forwards');
	const own = contentIn(event);
	const said = own === undefined ? [] : [own];
	const contents = [...said, ...forwards.flatMap((forward) => contentIn(forward) ?? [])];
	const [first, ...others] = contents;
	const lines = choices.map(({ text, url }, index) =>
		url === undefined ? `${index + 1}. ${text}` : `${text}: ${url}`,
	);
	if (first === undefined) return lines.length > 0 ? textsOf(lines.join('\n'), can) : [];
	const text = [quote, first.text, ...lines].filter(Boolean).join('\n');
	return [{ ...first, ...(text === '' ? {} : { text }) }, ...others].flatMap((each) =>
		piecesOf(each, can),
	);
}

function contentIn(message: JsonObject): Content | undefined {
	const given = textAt(message, 'messageType');
	const type = MESSAGE_TYPES.find((each) => each === given) ?? 'text';
	const text = textAt(message, 'text');
	const url = textAt(message, 'mediaUrl');
	const [latitude, longitude] = [
		numberAt(message, 'location.latitude'),
		numberAt(message, 'location.longitude'),
	];
	const contact = objectAt(message, 'contact') && {
		...compact({ name: textAt(message, 'contact.name'), phone: textAt(message, 'contact.phone') }),
	};
	if (url !== undefined) {
		const facts = compact({
			name: textAt(message, 'fileName'),
			size: numberAt(message, 'fileSize'),
			seconds: numberAt(message, 'mediaDuration'),
		});
		const kind = type === 'text' ? 'file' : type;
		return { type: kind, ...compact({ text }), media: { from: { url }, ...facts } };
	}
	if (type === 'location' && latitude !== undefined && longitude !== undefined) {
		return { type, ...compact({ text }), location: { latitude, longitude } };
	}
	if (type === 'contact' && contact) return { type, ...compact({ text }), contact };
	return text === undefined ? undefined : { type: 'text', text };
}

/** Other kinds that show much the same, the next best first. */
const INSTEAD: Partial<Record<MessageType, MessageType>> = {
	sticker: 'picture',
	picture: 'file',
	video: 'file',
	voice: 'audio',
	audio: 'file',
};

/** One content as the messenger takes it: words that do not fit beside a file follow it. */
function piecesOf(content: Content, can: Features): Content[] {
	const { type, text, media, ...rest } = content;
	const kind = kindFor(type, can);
	if (kind === 'text') return textsOf(inWords(content), can);
	const { of: captioned = [], length = 0 } = can.caption ?? {};
	const isBeside = text !== undefined && captioned.includes(kind) && text.length <= length;
	const first: Content = {
		...rest,
		type: kind,
		...compact({ media, text: isBeside ? text : undefined }),
	};
	return isBeside || text === undefined ? [first] : [first, ...textsOf(text, can)];
}

function kindFor(type: MessageType, can: Features): MessageType {
	for (let kind: MessageType | undefined = type; kind !== undefined; kind = INSTEAD[kind]) {
		if (can.kinds.includes(kind)) return kind;
	}
	return 'text';
}

function inWords({ text, media, location, contact }: Content): string {
	const place = location && `https://maps.google.com/?q=${location.latitude},${location.longitude}`;
	const url = media && 'url' in media.from ? media.from.url : undefined;
	return [text, media?.name, url, place, contact?.name, contact?.phone].filter(Boolean).join('\n');
}

function textsOf(text: string, can: Features): Content[] {
	return pieces(text, can.text).map((piece) => ({ type: 'text', text: piece }));
}
