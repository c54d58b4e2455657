import { compact, compactOrNone, isoTime, numberAt, type Json, type JsonObject } from './json';
import { Reader } from './reader';

/** What the service says about messages and people, under the names of the action node's parameters. */

/** A participant of a chat: `id` is the integration's, `refId` amoCRM's. */
export type Person = {
	id?: string;
	refId?: string;
	name?: string;
	avatar?: string;
	phone?: string;
	email?: string;
};

/** A message as the history has it: people and times beside `message`. */
export function pastMessageOf(entry: JsonObject, conversationRefId: string) {
	const reader = new Reader(entry);
	const message = reader.part('message');
	const known = {
		...messageContentOf(message),
		sender: personOf(reader.part('sender')),
		receiver: personOf(reader.part('receiver')),
		timestamp: isoTime(writtenAt(reader)),
		...messageIdsOf(message),
		conversationRefId,
	};
	return compact({ ...known, raw: reader.rest() });
}

/** What a message says, wherever it stands: in a hook, quoted or forwarded there, or in the history. */
export function messageContentOf(message: Reader) {
	return {
		text: message.text('text'),
		messageType: message.text('type'),
		mediaUrl: message.text('media'),
		thumbnailUrl: message.text('thumbnail'),
		fileName: message.text('file_name'),
		fileSize: message.number('file_size') || undefined,
		mediaDuration: message.number('media_duration') || undefined,
		location: placeOf(message.part('location')),
		contact: contactOf(message.part('contact')),
	};
}

/** The integration's own ID of a message is called `client_id` where it is told, and `msgid` where it is quoted. */
export function messageIdsOf(message: Reader) {
	return {
		mediaGroupId: message.text('media_group_id'),
		messageId: message.text('id'),
		externalMessageId: message.text('client_id') ?? message.text('msgid'),
	};
}

function placeOf(location: Reader) {
	return compactOrNone({ latitude: location.number('lat'), longitude: location.number('lon') });
}

function contactOf(contact: Reader) {
	return compactOrNone({ name: contact.text('name'), phone: contact.text('phone') });
}

/** The service's `id` is its own, `client_id` the integration's. */
export function personOf(person: Reader): Person | undefined {
	return compactOrNone({
		id: person.text('client_id'),
		refId: person.text('id'),
		name: person.text('name'),
		avatar: person.text('avatar'),
		phone: person.text('phone'),
		email: person.text('email'),
	});
}

/** When a message was written, in Unix milliseconds: exactly, or in seconds, which older answers have alone. */
export function writtenAt(message: Reader): number | undefined {
	const exact = timeAt(message, 'msec_timestamp');
	if (exact === undefined) return timeAt(message, 'timestamp');
	// The same moment once more.
	message.take('timestamp', (value) =>
		Math.abs((unixTimeOf(value) ?? 0) - exact) <= 1000 ? exact : undefined,
	);
	return exact;
}

/** Unix milliseconds; a time of 0 is none. */
export function timeAt(reader: Reader, key: string): number | undefined {
	return reader.take(key, unixTimeOf) || undefined;
}

/** As seconds, 1e11 is the year 5138; as milliseconds it is 1973, before any chat. */
const FIRST_MILLISECOND = 1e11;

/**
 * A Unix time in milliseconds, whichever of seconds and milliseconds it is given in: the service mixes them up
 * within quotes. What is neither is no time.
 */
function unixTimeOf(value: Json): number | undefined {
	const time = numberAt({ value }, 'value');
	if (time === undefined || time < 0 || time >= FIRST_MILLISECOND * 1000) return undefined;
	return Math.round(time < FIRST_MILLISECOND ? time * 1000 : time);
}
