import { DateTime } from 'luxon';
import { numberAt, objectAt, present, presentOrNone, textAt, type JsonObject } from './json';

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
export function pastMessageOf(holder: JsonObject) {
	return present({
		...contentOf(objectAt(holder, 'message') ?? {}),
		sender: personOf(holder.sender),
		receiver: personOf(holder.receiver),
		timestamp: timeOf(holder),
	});
}

function contentOf(message: JsonObject) {
	return {
		messageId: textAt(message, 'id'),
		externalMessageId: textAt(message, 'client_id'),
		messageType: textAt(message, 'type'),
		text: textAt(message, 'text'),
		mediaUrl: textAt(message, 'media'),
		thumbnailUrl: textAt(message, 'thumbnail'),
		fileName: textAt(message, 'file_name'),
		fileSize: numberAt(message, 'file_size') || undefined,
		mediaGroupId: textAt(message, 'media_group_id'),
		location: placeOf(message),
		contact: contactOf(message),
	};
}

export function placeOf(message: JsonObject) {
	return presentOrNone({
		latitude: numberAt(message, 'location.lat'),
		longitude: numberAt(message, 'location.lon'),
	});
}

export function contactOf(message: JsonObject) {
	return presentOrNone({
		name: textAt(message, 'contact.name'),
		phone: textAt(message, 'contact.phone'),
	});
}

/** The service's `id` is its own, `client_id` the integration's. */
export function personOf(person: unknown): Person | undefined {
	return presentOrNone({
		id: textAt(person, 'client_id'),
		refId: textAt(person, 'id'),
		name: textAt(person, 'name'),
		avatar: textAt(person, 'avatar'),
		phone: textAt(person, 'phone'),
		email: textAt(person, 'email'),
	});
}

/** ISO 8601 in UTC. */
export function timeOf(holder: JsonObject): string | undefined {
	return moment(millisecondsOf(holder), 1);
}

/** Milliseconds, or else seconds, which older answers have alone; they are undefined where they are 0. */
export function millisecondsOf(holder: JsonObject): number | undefined {
	const seconds = numberAt(holder, 'timestamp') || undefined;
	return numberAt(holder, 'msec_timestamp') || (seconds && seconds * 1000);
}

/** A Unix time in units of `scale` milliseconds, as ISO 8601 in UTC. */
export function moment(time: number | undefined, scale: number): string | undefined {
	if (time === undefined || time <= 0) return undefined;
	return DateTime.fromMillis(time * scale, { zone: 'utc' }).toISO() ?? undefined;
}
