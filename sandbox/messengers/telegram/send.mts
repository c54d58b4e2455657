import type { Sent } from '../standIn/fields.mts';
import { numberAt, textAt, type Fields } from '../standIn/values.mts';
import { addressee, repliedTo } from './address.mts';
import { keyboardOf } from './buttons.mts';
import { badRequest } from './refusal.mts';
import { captionOf, messageText } from './text.mts';
import { mediaOf } from './media.mts';
import { fileOf } from './upload.mts';
import type { ArrivedFile, Room, World } from './world.mts';

interface Content {
	message: Fields;
	file?: ArrivedFile;
}

interface Order extends Sent {
	world: World;
	room: Room;
	allowedHosts: readonly string[];
}

type Read = (order: Order) => Content | Promise<Content>;

const kindsOfFiles = {
	sendPhoto: 'photo',
	sendVideo: 'video',
	sendDocument: 'document',
	sendVoice: 'voice',
	sendAudio: 'audio',
	sendSticker: 'sticker',
};

/** What each method that sends makes of its parameters. */
const readers: Record<string, Read> = {
	sendMessage: ({ fields }) => ({ message: { text: messageText(fields) } }),
	sendLocation: ({ fields }) => ({ message: { location: locationOf(fields) } }),
	sendContact: ({ fields }) => ({ message: { contact: contactOf(fields) } }),
	...Object.fromEntries(
		Object.entries(kindsOfFiles).map(([method, kind]) => [method, (order) => mediaBy(kind, order)]),
	),
};

export const sendingMethods = Object.keys(readers);

/** Takes a message of the bot, and answers with it as Telegram shows it. */
export async function sendMessageBy(
	world: World,
	method: string,
	sent: Sent,
	allowedHosts: readonly string[],
): Promise<Fields> {
	const { fields } = sent;
	const room = addressee(world, fields);
	const read = readers[method];
	if (!read) throw new Error(`${method} sends nothing`);
	const keyboard = keyboardOf(fields, room.connectionId !== undefined);
	const original = repliedTo(room, fields);
	const { message: content, file } = await read({ ...sent, world, room, allowedHosts });
	const bot = { ...world.bot, is_bot: true };
	const owner = room.connectionId && world.connections.get(room.connectionId)?.owner;
	const message = world.keepMessage(room, {
		from: owner ? { ...owner, is_bot: false } : bot,
		...(owner && { sender_business_bot: bot }),
		...(original && { reply_to_message: original }),
		...content,
		...(keyboard?.inline_keyboard !== undefined && { reply_markup: keyboard }),
	});
	const { message_id: messageId } = message;
	world.accept({ method, chatId: room.chat.id, messageId, fields, ...(file && { file }) });
	return message;
}

async function mediaBy(kind: string, order: Order): Promise<Content> {
	const { world, fields, room, allowedHosts } = order;
	const caption = kind === 'sticker' ? undefined : captionOf(fields);
	if (kind === 'voice' && room.forbidsVoice) throw badRequest('VOICE_MESSAGES_FORBIDDEN');
	const { file, arrived } = await fileOf(world, kind, order, allowedHosts);
	return { message: { ...mediaOf(file, fields), ...(caption && { caption }) }, file: arrived };
}

function locationOf(fields: Fields): Fields {
	for (const name of ['latitude', 'longitude']) {
		if (fields[name] === undefined || fields[name] === '') throw badRequest(`${name} is empty`);
	}
	const latitude = numberAt(fields, 'latitude') ?? NaN;
	const longitude = numberAt(fields, 'longitude') ?? NaN;
	if (!(Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180)) {
		throw badRequest('wrong location specified');
	}
	return { latitude, longitude };
}

function contactOf(fields: Fields): Fields {
	const phone = textAt(fields, 'phone_number')?.trim();
	const name = textAt(fields, 'first_name')?.trim();
	if (!phone) throw badRequest('phone number must be non-empty');
	if (!name) throw badRequest('first name must be non-empty');
	const lastName = textAt(fields, 'last_name');
	return { phone_number: phone, first_name: name, ...(lastName && { last_name: lastName }) };
}
