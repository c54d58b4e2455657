import { DateTime } from 'luxon';
import { compact, compactOrNone, numberAt, objectAt, textAt, type JsonObject } from './json';

/** What the service says about messages and people, under the names of the action node's parameters. */

/** A message as the history has it: people and times beside `message`. */
export function messageOf(holder: JsonObject): JsonObject {
	return compact({
		...contentOf(objectAt(holder, 'message') ?? {}),
		sender: personOf(holder.sender),
		receiver: personOf(holder.receiver),
		timestamp: timestampOf(holder),
	});
}

function contentOf(message: JsonObject): JsonObject {
	return compact({
		messageId: textAt(message, 'id'),
		externalMessageId: textAt(message, 'client_id'),
		messageType: textAt(message, 'type'),
		text: textAt(message, 'text'),
		mediaUrl: textAt(message, 'media'),
		thumbnailUrl: textAt(message, 'thumbnail'),
		fileName: textAt(message, 'file_name'),
		fileSize: numberAt(message, 'file_size') || undefined,
		mediaGroupId: textAt(message, 'media_group_id'),
		location: compactOrNone({
			latitude: numberAt(message, 'location.lat'),
			longitude: numberAt(message, 'location.lon'),
		}),
		contact: objectAt(message, 'contact'),
	});
}

/** The service's `id` is its own, `client_id` the integration's. */
export function personOf(person: unknown): JsonObject | undefined {
	return compactOrNone({
		id: textAt(person, 'client_id'),
		refId: textAt(person, 'id'),
		name: textAt(person, 'name'),
		avatar: textAt(person, 'avatar'),
		phone: textAt(person, 'phone'),
		email: textAt(person, 'email'),
	});
}

/** ISO 8601 in UTC. */
export function timestampOf(holder: JsonObject): string | undefined {
	const time = millisecondsOf(holder);
	if (time === undefined) return undefined;
	return DateTime.fromMillis(time, { zone: 'utc' }).toISO() ?? undefined;
}

/** Milliseconds, or else seconds, which older answers have alone. */
export function millisecondsOf(holder: JsonObject): number | undefined {
	const seconds = numberAt(holder, 'timestamp') || undefined;
	return numberAt(holder, 'msec_timestamp') || (seconds && seconds * 1000);
}
