/** What JSON.parse can return. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
export type JsonObject = { [key: string]: Json };

export function isObject(value: unknown): value is JsonObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Walks `path` ('message.conversation.id') through own properties only; undefined where it ends early. */
export function at(value: unknown, path: string): unknown {
	let here = value;
	for (const key of path.split('.')) {
		if (!isObject(here) || !Object.hasOwn(here, key)) return undefined;
		here = here[key];
	}
	return here;
}

/** A non-empty string or a finite number as text: the service leaves fields out or sends "", 0 or null for them. */
export function textAt(value: unknown, path: string): string | undefined {
	const found = at(value, path);
	if (typeof found === 'string') return found === '' ? undefined : found;
	return typeof found === 'number' && Number.isFinite(found) ? String(found) : undefined;
}

/** As {@link textAt}, of a form that people paste into: without spaces around it, and empty when there is none. */
export function trimmedAt(value: unknown, path: string): string {
	return textAt(value, path)?.trim() ?? '';
}

/** A finite number, also when it travels as text (amojo's history types `file_size` both ways). */
export function numberAt(value: unknown, path: string): number | undefined {
	const found = at(value, path);
	if (typeof found === 'number') return Number.isFinite(found) ? found : undefined;
	if (typeof found !== 'string' || found.trim() === '') return undefined;
	const number = Number(found);
	return Number.isFinite(number) ? number : undefined;
}

export function objectAt(value: unknown, path: string): JsonObject | undefined {
	const found = at(value, path);
	return isObject(found) ? found : undefined;
}

export function arrayAt(value: unknown, path: string): Json[] {
	const found = at(value, path);
	return Array.isArray(found) ? found : [];
}

/** The same object without keys whose value is undefined: empty optional fields do not travel. */
export function compact(object: { [key: string]: Json | undefined }): JsonObject {
	const entries = Object.entries(object).filter(
		(entry): entry is [string, Json] => entry[1] !== undefined,
	);
	return Object.fromEntries(entries);
}

/** As {@link compact}; undefined when nothing is left. */
export function compactOrNone(object: { [key: string]: Json | undefined }): JsonObject | undefined {
	const kept = compact(object);
	return Object.keys(kept).length > 0 ? kept : undefined;
}

/** As {@link compact}, of an object with a type of its own. */
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
