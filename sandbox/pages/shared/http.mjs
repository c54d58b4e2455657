/** What the server said no with. */
export class Refused extends Error {}

/**
 * JSON in and out; a refusal is thrown with the server's own sentence.
 * @param {string} method
 * @param {string} path
 * @param {object} [body]
 */
export async function call(method, path, body) {
	const headers = body && { 'content-type': 'application/json' };
	return answerOf(await fetch(path, { method, headers, body: body && JSON.stringify(body) }));
}

/**
 * @param {File} file
 * @returns {Promise<{ url: string, name: string, size: number, messageType: string }>}
 */
export async function upload(file) {
	const headers = { 'content-type': file.type || 'application/octet-stream' };
	const path = `/sandbox/files?name=${encodeURIComponent(file.name)}`;
	return answerOf(await fetch(path, { method: 'POST', headers, body: file }));
}

/** @param {Response} response */
async function answerOf(response) {
	const text = await response.text();
	if (response.ok) return text === '' ? undefined : JSON.parse(text);
	throw new Refused(sentenceOf(text) ?? `The sandbox answered ${response.status}`);
}

/** @param {string} text */
function sentenceOf(text) {
	try {
		return /** @type {string | undefined} */ (JSON.parse(text).message);
	} catch {
		return undefined;
	}
}

/**
 * Server-sent events. `onOpen` runs at the start and after every interruption, when something may have
 * been missed.
 * @param {string} path
 * @param {{ onOpen: () => void, onLost: () => void, on: Record<string, (data: any) => void> }} listeners
 */
export function follow(path, { onOpen, onLost, on }) {
	const source = new EventSource(path);
	source.addEventListener('open', onOpen);
	source.addEventListener('error', onLost);
	for (const [event, listener] of Object.entries(on)) {
		source.addEventListener(event, ({ data }) => listener(JSON.parse(data)));
	}
}
