/** What JSON.parse can return. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
export type JsonObject = { [key: string]: Json };

/** Of JSON the guard leaves a {@link JsonObject}; of anything else it knows no more than that there are keys. */
export function isObject(value: unknown): value is { [key: string]: unknown } {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Walks `path` ('message.conversation.id') through own properties only; undefined where it ends early. */
export function at(value: Json | undefined, path: string): Json | undefined;
export function at(value: unknown, path: string): unknown;
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

export function objectAt(value: Json | undefined, path: string): JsonObject | undefined {
	const found = at(value, path);
	return isObject(found) ? found : undefined;
}

export function arrayAt(value: Json | undefined, path: string): Json[] {
	const found = at(value, path);
	return Array.isArray(found) ? found : [];
}

export function objectsAt(value: Json | undefined, path: string): JsonObject[] {
	return arrayAt(value, path).flatMap((entry) => (isObject(entry) ? [entry] : []));
}

/** What an object with empty optional fields is without them. */
export type Compact<T> = {
	[K in keyof T as undefined extends T[K] ? never : K]: T[K];
} & {
	[K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>;
};

/** The same object without keys whose value is undefined: empty optional fields do not travel. */
export function compact<T extends object>(object: T): Compact<T>;
export function compact(object: object): object {
	return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined));
}

/** As {@link compact}; undefined when nothing is left. */
export function compactOrNone<T extends object>(object: T): Compact<T> | undefined {
	const kept = compact(object);
	return Object.keys(kept).length > 0 ? kept : undefined;
}

/** Unix milliseconds as JSON writes times: ISO 8601 in UTC. */
export function isoTime(milliseconds: number | undefined): string | undefined {
	if (milliseconds === undefined) return undefined;
	const time = new Date(milliseconds);
	return Number.isNaN(time.getTime()) ? undefined : time.toISOString();
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** A UUID of any version, which all IDs of amoCRM's side are. */
export function isUuid(id: string): boolean {
	return UUID.test(id);
}

/** amoCRM writes its IDs in lower case, and compares them as text; what is no ID of amoCRM stays as it is. */
export function spelledAsAmoCrm(id: string): string {
	return isUuid(id) ? id.toLowerCase() : id;
}
