import type { Call } from './server.mts';
import { partsOf, UnreadableBody, type Brought } from './multipart.mts';
import { isFields, parsedJson, type Fields } from './values.mts';

export interface Sent {
	fields: Fields;
	/** By the names of the parts. */
	files: Map<string, Brought>;
}

/** Query, JSON, form and multipart bodies, all the same afterwards. */
export function readFields({ query, headers, body }: Call): Sent {
	const type = headers['content-type'] ?? '';
	// Names of types are the same in capitals; a boundary is not.
	const kind = type.toLowerCase();
	const files = new Map<string, Brought>();
	const fields: Fields = Object.fromEntries(query);
	if (body.length === 0) return { fields, files };
	if (kind.includes('application/json')) {
		const parsed = parsedJson(body.toString());
		if (!isFields(parsed)) throw new UnreadableBody('not a JSON object');
		return { fields: { ...fields, ...parsed }, files };
	}
	if (kind.includes('application/x-www-form-urlencoded')) {
		return { fields: { ...fields, ...Object.fromEntries(new URLSearchParams(`${body}`)) }, files };
	}
	if (kind.includes('multipart/form-data')) {
		for (const part of partsOf(body, type)) {
			if (part.file) files.set(part.name, part.file);
			else fields[part.name] = part.text;
		}
	}
	return { fields, files };
}
