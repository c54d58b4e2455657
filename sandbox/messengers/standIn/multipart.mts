/** A file as a multipart body or another server brings it. */
export interface Brought {
	name: string;
	/** In lower case, with its parameters. */
	type: string;
	bytes: Buffer;
}

export interface Part {
	name: string;
	text: string;
	/** Of parts with a file name. */
	file?: Brought;
}

/** A body that says to be JSON or multipart and is not. */
export class UnreadableBody extends Error {}

const END_OF_HEAD = '\r\n\r\n';

/** The parts of a multipart body. Node's own `formData()` takes seconds for the largest files of messengers. */
export function partsOf(body: Buffer, contentType: string): Part[] {
	const [, quoted, plain] = /boundary=(?:"([^"]+)"|([^;\s]+))/i.exec(contentType) ?? [];
	const boundary = quoted ?? plain;
	if (!boundary || !body.subarray(0, boundary.length + 2).equals(Buffer.from(`--${boundary}`))) {
		throw new UnreadableBody('not a multipart body');
	}
	const delimiter = `\r\n--${boundary}`;
	const parts: Part[] = [];
	let start = boundary.length + 2;
	while (body.subarray(start, start + 2).toString() !== '--') {
		const headEnd = body.indexOf(END_OF_HEAD, start);
		const end = headEnd < 0 ? -1 : body.indexOf(delimiter, headEnd);
		if (end < 0) throw new UnreadableBody('not a whole multipart body');
		const head = body.subarray(start, headEnd).toString();
		parts.push(partOf(head, body.subarray(headEnd + END_OF_HEAD.length, end)));
		start = end + delimiter.length;
	}
	return parts;
}

function partOf(head: string, bytes: Buffer): Part {
	const name = /[; ]name="([^"]*)"/i.exec(head)?.[1];
	if (name === undefined) throw new UnreadableBody('a part has no name');
	const fileName = /[; ]filename="([^"]*)"/i.exec(head)?.[1];
	if (fileName === undefined) return { name, text: bytes.toString() };
	const type = (/^content-type:\s*(.+)$/im.exec(head)?.[1] ?? '').trim().toLowerCase();
	return { name, text: '', file: { name: fileName, type, bytes } };
}
