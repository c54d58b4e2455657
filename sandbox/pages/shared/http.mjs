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

/** How often a state is asked for again because something happened meanwhile. */
const TRIES = 3;

/**
 * Server-sent events beside a state: `load` fetches all of it at the start and after an interruption, when
 * something may have been missed, and once more if an event has overtaken it. Returns the way to ask for that.
 * @param {string} path
 * @param {{ load: () => Promise<void>, onLost: () => void, on: Record<string, (data: any) => void> }} listeners
 */
export function follow(path, { load, onLost, on }) {
	let happened = 0;
	async function refresh() {
		for (let tries = 0; tries < TRIES; tries++) {
			const before = happened;
			try {
				await load();
			} catch {
				return onLost();
			}
			if (happened === before) return;
		}
	}
	const source = new EventSource(path);
	source.addEventListener('open', () => void refresh());
	source.addEventListener('error', onLost);
	for (const [event, listener] of Object.entries(on)) {
		source.addEventListener(event, ({ data }) => {
			happened++;
			listener(JSON.parse(data));
		});
	}
	return refresh;
}
