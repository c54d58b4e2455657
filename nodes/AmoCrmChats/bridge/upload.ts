import type { IBinaryData } from 'n8n-workflow';
import { download, type Envelope } from '../files/download';
import type { Call, Media } from '../messengers/messenger';
import { stableUuid } from '../shared/signature';
import type { Run } from '../actions/runContext';

const LIMITS = { maxBytes: 200 * 1024 * 1024, timeout: 300_000, allowPrivate: false };

/**
 * The body of a multipart request: HTTP Request cannot be told in its item which fields there are, so it gets the
 * whole body as a file. The bytes pass straight from amoCRM's server into n8n's storage.
 */
export async function uploadOf(
	run: Run,
	call: Call,
	media: Media,
	id: string,
): Promise<IBinaryData> {
	const url = 'url' in media.from ? media.from.url : '';
	const envelope = envelopeOf(call, media.name ?? 'file', stableUuid('boundary', id));
	const cancel = run.context.getExecutionCancelSignal();
	return await download(run.context, { url, name: media.name }, LIMITS, cancel, envelope);
}

function envelopeOf({ body = {}, file = 'file' }: Call, name: string, boundary: string): Envelope {
	const fields = Object.entries(body).map(([key, value]) =>
		part(boundary, `name="${key}"`, typeof value === 'string' ? value : JSON.stringify(value)),
	);
	const about = `name="${file}"; filename="${name.replace(/["\r\n\\]/g, '_')}"`;
	const type = '\r\nContent-Type: application/octet-stream';
	return {
		before: `${fields.join('')}--${boundary}\r\nContent-Disposition: form-data; ${about}${type}\r\n\r\n`,
		after: `\r\n--${boundary}--\r\n`,
		// In small letters, n8n's HTTP Request takes it for a form of its own and looks for fields in the bytes.
		mimeType: `Multipart/Form-Data; boundary=${boundary}`,
	};
}

function part(boundary: string, about: string, value: string): string {
	return `--${boundary}\r\nContent-Disposition: form-data; ${about}\r\n\r\n${value}\r\n`;
}
