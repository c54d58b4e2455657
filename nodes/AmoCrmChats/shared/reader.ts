import { isObject, numberAt, textAt, type Json, type JsonObject } from './json';

/**
 * Reads a JSON object key by key, and remembers what it gave out, so that what nobody asked for can be passed on
 * instead of getting lost. Blank values (null, "", {}) say nothing: they are never left over.
 */
export class Reader {
	private readonly taken = new Set<string>();
	private readonly parts = new Map<string, Reader>();
	private readonly lists = new Map<string, Reader[]>();

	constructor(private readonly json: JsonObject) {}

	/** What `read` makes of a value; the value counts as given out unless that is undefined. */
	take<T>(key: string, read: (value: Json) => T | undefined): T | undefined {
		const value = Object.hasOwn(this.json, key) ? this.json[key] : undefined;
		const found = value === undefined ? undefined : read(value);
		if (found !== undefined) this.taken.add(key);
		return found;
	}

	text(key: string): string | undefined {
		return this.take(key, () => textAt(this.json, key));
	}

	number(key: string): number | undefined {
		return this.take(key, () => numberAt(this.json, key));
	}

	/** An object as it is. */
	object(key: string): JsonObject | undefined {
		return this.take(key, (value) => (isObject(value) ? value : undefined));
	}

	/** An object to be read in its turn; an empty one where there is none. */
	part(key: string): Reader {
		const known = this.parts.get(key);
		if (known !== undefined) return known;
		const value = Object.hasOwn(this.json, key) ? this.json[key] : undefined;
		if (!isObject(value)) return new Reader({});
		const part = new Reader(value);
		this.parts.set(key, part);
		return part;
	}

	/** The objects of a list, to be read in their turn. */
	list(key: string): Reader[] {
		const value = Object.hasOwn(this.json, key) ? this.json[key] : undefined;
		if (!Array.isArray(value)) return [];
		const list = value.map((entry) => (isObject(entry) ? new Reader(entry) : undefined));
		const readers = list.filter((entry) => entry !== undefined);
		if (readers.length === list.length) this.lists.set(key, readers);
		return readers;
	}

	/** What was not given out, where it stands; of a list all of it, or its places would be wrong. */
	rest(): JsonObject | undefined {
		const entries = Object.entries(this.json).flatMap(([key, value]): Array<[string, Json]> => {
			const left = this.leftOf(key, value);
			return left === undefined || isBlank(left) ? [] : [[key, left]];
		});
		// Not by assignment: a key may be called __proto__.
		return entries.length > 0 ? Object.fromEntries(entries) : undefined;
	}

	private leftOf(key: string, value: Json): Json | undefined {
		if (this.taken.has(key)) return undefined;
		const part = this.parts.get(key);
		if (part !== undefined) return part.rest();
		const isAllTaken = this.lists.get(key)?.every((entry) => entry.rest() === undefined);
		return isAllTaken === true ? undefined : value;
	}
}

/** Without recursion: a hook may be nested so deep that it would end the stack. */
function isBlank(value: Json): boolean {
	const open: Json[] = [value];
	for (let here = open.pop(); here !== undefined; here = open.pop()) {
		if (typeof here !== 'object' && here !== '') return false;
		if (typeof here === 'object' && here !== null)
			for (const part of Object.values(here)) open.push(part);
	}
	return true;
}
