import { DateTime } from 'luxon';
import { numberAt, textAt, type JsonObject } from '../shared/json';
import type { Person } from './event';

/** The same object without the keys whose value is undefined: what a hook does not have is absent. */
export function present<T extends object>(object: T): T {
	const kept = { ...object };
	for (const [key, value] of Object.entries(kept)) {
		if (value === undefined) Reflect.deleteProperty(kept, key);
	}
	return kept;
}

/** As {@link present}; undefined when nothing is left. */
export function presentOrNone<T extends object>(object: T): T | undefined {
	const kept = present(object);
	return Object.keys(kept).length > 0 ? kept : undefined;
}

export function chatOf(holder: JsonObject) {
	return {
		conversationId: textAt(holder, 'conversation.client_id'),
		conversationRefId: textAt(holder, 'conversation.id'),
	};
}

export function personOf(person: unknown): Person | undefined {
	return presentOrNone({
		id: textAt(person, 'client_id'),
		refId: textAt(person, 'id'),
		name: textAt(person, 'name'),
		phone: textAt(person, 'phone'),
		email: textAt(person, 'email'),
	});
}

export function timeOf(holder: JsonObject): string | undefined {
	return (
		moment(numberAt(holder, 'msec_timestamp'), 1) ?? moment(numberAt(holder, 'timestamp'), 1000)
	);
}

/** A Unix time in units of `scale` milliseconds, as ISO 8601 in UTC. */
export function moment(time: number | undefined, scale: number): string | undefined {
	if (time === undefined || time <= 0) return undefined;
	return DateTime.fromMillis(time * scale, { zone: 'utc' }).toISO() ?? undefined;
}
