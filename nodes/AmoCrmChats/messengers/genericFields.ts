import { DateTime } from 'luxon';
import { timeAt } from '../shared/chatMessage';
import { isObject, numberAt, objectAt, textAt, type JsonObject } from '../shared/json';
import { Reader } from '../shared/reader';

/** Reads the fields of one event, and remembers which of them it could not read. Blank ones are not there. */
export class Fields {
	private readonly unreadable: string[] = [];

	constructor(
		private readonly json: JsonObject,
		private readonly prefix = '',
		/** What of a part could not be read is told where the event's is. */
		private readonly parent?: Fields,
	) {}

	/** Text or a number, under the first of its names that is there. */
	text(...names: string[]): string | undefined {
		const name = names.find((each) => this.has(each));
		if (name === undefined) return undefined;
		return this.known(name, textAt(this.json, name), 'text or a number');
	}

	number(name: string): number | undefined {
		return this.has(name) ? this.known(name, numberAt(this.json, name), 'a number') : undefined;
	}

	flag(name: string): true | undefined {
		const value = this.has(name) ? this.json[name] : false;
		if (typeof value !== 'boolean') this.refuse(name, 'true or false');
		return value === true ? true : undefined;
	}

	/** An address that a server can be asked for. */
	url(name: string): string | undefined {
		const text = this.text(name);
		if (text === undefined) return undefined;
		return this.known(name, /^https?:\/\/[^\s/]+/i.test(text) ? text : undefined, 'a web address');
	}

	/** One of several values. */
	choice<T extends string>(name: string, values: readonly T[]): T | undefined {
		const text = this.text(name);
		if (text === undefined) return undefined;
		const found = values.find((value) => value === text);
		return this.known(name, found, `one of ${values.join(', ')}`);
	}

	/** In Unix milliseconds; a date without a zone is in UTC. */
	time(name: string): number | undefined {
		if (!this.has(name)) return undefined;
		const time = timeAt(new Reader(this.json), name) ?? isoTimeIn(textAt(this.json, name));
		return this.known(name, time, 'a time: ISO 8601, Unix seconds or milliseconds');
	}

	/** The fields of an object; without one there are none. */
	part(name: string): Fields {
		const part = objectAt(this.json, name);
		if (part === undefined && this.has(name)) this.refuse(name, 'an object');
		return new Fields(part ?? {}, `${this.prefix}${name}.`, this.parent ?? this);
	}

	has(name: string): boolean {
		const value = Object.hasOwn(this.json, name) ? this.json[name] : undefined;
		return value !== undefined && value !== null && value !== '';
	}

	isObject(name: string): boolean {
		return isObject(this.json[name]);
	}

	/** What is wrong with the first field that could not be read. */
	get trouble(): string | undefined {
		return this.unreadable[0];
	}

	private known<T>(name: string, value: T | undefined, expected: string): T | undefined {
		if (value === undefined) this.refuse(name, expected);
		return value;
	}

	private refuse(name: string, expected: string): void {
		(this.parent ?? this).unreadable.push(`${this.prefix}${name} is not ${expected}`);
	}
}

function isoTimeIn(text: string | undefined): number | undefined {
	// Luxon alone takes "12" for today at noon.
	if (text === undefined || !/^\d{4}-\d{2}-\d{2}/.test(text)) return undefined;
	const time = DateTime.fromISO(text.replace(' ', 'T'), { zone: 'utc' });
	return time.isValid ? time.toMillis() : undefined;
}
