import type { IBinaryData } from 'n8n-workflow';
import type { FetchLimits, FileToFetch } from '../shared/mediaFile';
import { inTime } from '../transport/answer';
import { contentTypeOf, mimeTypeIn, sizeIn } from './fileHeaders';
import { nameIn, plainName, withEnding } from './fileName';
import { FileTrouble } from './fileTrouble';
import { notThere, pageInstead } from './lookUp';
import { silence, visit, type FileContext, type FileStream } from './visit';

const MEGABYTE = 1024 * 1024;

/** What goes around the bytes of a file, so that together they are the body of a request. */
export interface Envelope {
	before: string;
	after: string;
	mimeType: string;
}

/** Fetches a file straight into n8n's storage: it passes through piece by piece and is never whole in memory. */
export async function download(
	context: FileContext,
	file: FileToFetch,
	limits: FetchLimits,
	cancel?: AbortSignal,
	envelope?: Envelope,
): Promise<IBinaryData> {
	const fetch = async (signal: AbortSignal) =>
		await downloadUntil(signal, context, file, limits, envelope);
	return await inTime(limits.timeout, cancel, fetch);
}

async function downloadUntil(
	signal: AbortSignal,
	context: FileContext,
	file: FileToFetch,
	{ maxBytes, allowPrivate }: FetchLimits,
	envelope?: Envelope,
): Promise<IBinaryData> {
	const visited = await visit(context, { method: 'GET', url: file.url, signal, allowPrivate });
	const { body, headers, status, url } = visited;
	const given = plainName(file.name ?? '');
	const name = given ?? nameIn(visited) ?? withEnding('file', contentTypeOf(headers));
	const mimeType = envelope?.mimeType ?? mimeTypeIn(headers, name);
	const size = sizeIn(visited);
	const refusal =
		status !== 200
			? notThere(visited)
			: size !== undefined && !(size <= maxBytes)
				? tooLarge(maxBytes)
				: pageInstead(visited, { name: given, mayBePage: true });
	if (refusal !== undefined) {
		body.destroy();
		throw refusal;
	}
	const stop = () => body.destroy(new Error('timeout'));
	signal.addEventListener('abort', stop, { once: true });
	try {
		const limited = streamOf(body, piecesOf(body, maxBytes, envelope));
		return await context.helpers.prepareBinaryData(limited, name, mimeType);
	} catch (error) {
		throw silence(error, url, signal);
	} finally {
		signal.removeEventListener('abort', stop);
		body.destroy();
	}
}

/** Takes a piece when n8n has stored the one before, so that what is not read yet waits with the server. */
async function* piecesOf(
	body: FileStream,
	maxBytes: number,
	{ before, after }: Partial<Envelope> = {},
): AsyncGenerator<Buffer> {
	let bytes = 0;
	if (before !== undefined) yield Buffer.from(before);
	for await (const piece of body as AsyncIterable<Buffer>) {
		bytes += piece.length;
		if (!(bytes <= maxBytes)) throw tooLarge(maxBytes);
		yield piece;
	}
	if (after !== undefined) yield Buffer.from(after);
}

/** Nodes may not import node:stream; but every stream's class has what makes streams. */
function streamOf({ constructor }: FileStream, pieces: AsyncIterable<Buffer>): FileStream {
	const { from } = constructor as unknown as {
		from: (pieces: AsyncIterable<Buffer>, options: { objectMode: boolean }) => FileStream;
	};
	return from(pieces, { objectMode: false });
}

function tooLarge(maxBytes: number): FileTrouble {
	return new FileTrouble(
		`The file is larger than ${Math.round((maxBytes / MEGABYTE) * 100) / 100} MB`,
		"Raise 'Max File Size (MB)' under Options if such files are wanted.",
	);
}
