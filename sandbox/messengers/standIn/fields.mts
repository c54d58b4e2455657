import type { Call } from './server.mts';
import { isFields, parsedJson, type Fields } from './values.mts';

/** A file as a multipart body or another server brings it. */
export interface Brought {
	name: string;
	/** In lower case, with its parameters. */
	type: string;
	bytes: Buffer;
}

export interface Sent {
	fields: Fields;
	/** By the names of the parts. */
	files: Map<string, Brought>;
}

/** A body that says to be JSON or multipart and is not. */
export class UnreadableBody extends Error {}

/** Query, JSON, form and multipart bodies, all the same afterwards. */
export async function readFields({ query, headers, body }: Call): Promise<Sent> {
	const type = headers['content-type'] ?? '';
	const files = new Map<string, Brought>();
	const fields: Fields = Object.fromEntries(query);
	if (body.length === 0) return { fields, files };
	if (type.includes('application/json')) {
		const parsed = parsedJson(body.toString());
		if (!isFields(parsed)) throw new UnreadableBody('not a JSON object');
		return { fields: { ...fields, ...parsed }, files };
	}
	if (type.includes('application/x-www-form-urlencoded')) {
		return { fields: { ...fields, ...Object.fromEntries(new URLSearchParams(`${body}`)) }, files };
	}
	if (type.includes('multipart/form-data')) {
		for (const [name, value] of await partsOf(body, type)) {
			if (typeof value === 'string') fields[name] = value;
			else files.set(name, await broughtBy(value));
		}
	}
	return { fields, files };
}

async function partsOf(body: Buffer, type: string) {
	try {
		const response = new Response(new Uint8Array(body), { headers: { 'content-type': type } });
		return (await response.formData()).entries();
	} catch {
		throw new UnreadableBody('not a multipart body');
	}
}

async function broughtBy(file: Blob & { name: string }): Promise<Brought> {
	const bytes = Buffer.from(await file.arrayBuffer());
	return { name: file.name, type: file.type.toLowerCase(), bytes };
}
