import { isFields, numberAt, parsedJson, textAt, type Fields } from '../standIn/values.mts';
import { badRequest } from './refusal.mts';
import type { Room, World } from './world.mts';

const BUSINESS_WINDOW = 24 * 60 * 60 * 1000;

/** Objects come as they are in JSON, and as text in forms. */
export function objectOf(fields: Fields, name: string): Fields | undefined {
	const value = fields[name];
	if (value === undefined || value === '') return undefined;
	const object = typeof value === 'string' ? parsedJson(value) : value;
	if (!isFields(object)) throw badRequest(`can't parse ${name}: expected a JSON object`);
	return object;
}

export function listOf(fields: Fields, name: string): unknown[] | undefined {
	const value = fields[name];
	if (value === undefined || value === '') return undefined;
	const list = typeof value === 'string' ? parsedJson(value) : value;
	if (!Array.isArray(list)) throw badRequest(`can't parse ${name}: expected an Array`);
	return list;
}

/** The chat that a call is for, if the bot may write there. */
export function addressee(world: World, fields: Fields): Room {
	const connectionId = textAt(fields, 'business_connection_id') || undefined;
	if (fields.chat_id === undefined || fields.chat_id === '') throw badRequest('chat_id is empty');
	const connection = connectionId ? world.connections.get(connectionId) : undefined;
	if (connectionId && !connection) throw badRequest('business connection not found');
	const chatId = numberAt(fields, 'chat_id');
	const room = chatId === undefined ? undefined : world.find(chatId, connectionId);
	if (room?.trouble) throw room.trouble;
	if (!room) throw badRequest(connectionId ? 'BUSINESS_PEER_INVALID' : 'chat not found');
	if (connection && !(connection.isEnabled && connection.canReply)) {
		throw badRequest('BUSINESS_CONNECTION_NOT_ALLOWED');
	}
	if (connection && world.now() - (room.heardAt ?? 0) > BUSINESS_WINDOW) {
		throw badRequest('BUSINESS_PEER_USAGE_MISSING');
	}
	return room;
}

/** What a new message answers to; a message that is gone fails the call unless the call says otherwise. */
export function repliedTo(room: Room, fields: Fields): Fields | undefined {
	const parameters = objectOf(fields, 'reply_parameters');
	const id = numberAt(parameters, 'message_id') ?? numberAt(fields, 'reply_to_message_id');
	if (parameters && id === undefined)
		throw badRequest("can't parse reply parameters: no message_id");
	if (id === undefined) return undefined;
	const message = room.messages.get(id);
	if (message) return withoutItsOwnReply(message);
	const given = parameters ?? fields;
	const isOptional = String(given.allow_sending_without_reply ?? false) === 'true';
	if (!isOptional) throw badRequest('message to be replied not found');
	return undefined;
}

function withoutItsOwnReply(message: Fields): Fields {
	const entries = Object.entries(message).filter(([name]) => name !== 'reply_to_message');
	return Object.fromEntries(entries);
}
