import { randomUUID } from 'node:crypto';
import { standInFor, type Call, type Reply } from '../outside/standIn.mts';

interface Delivered {
	chatId: string;
	text: string;
	mediaUrl?: string;
	messageId: string;
}

/** The messenger that some examples are written for: one address to send to, by chat or by phone. */
export async function startMessenger() {
	const key = `Bearer ${randomUUID()}`;
	const delivered: Delivered[] = [];
	const failures: number[] = [];
	const standIn = await standInFor(['messenger.example.com'], answer);

	function answer({ method, path, headers, body }: Call): Reply {
		if (method !== 'POST' || path !== '/messages') return { status: 404, body: {} };
		if (headers.authorization !== key) return { status: 401, body: { message: 'Who are you?' } };
		const failure = failures.shift();
		if (failure) return { status: failure, body: { message: `The messenger says ${failure}` } };
		const { phone, ...message } = JSON.parse(body.toString()) as Delivered & { phone?: string };
		const { chatId = phone && `chat-of-${phone}`, text, mediaUrl } = message;
		if (typeof chatId !== 'string' || !chatId) return { status: 400, body: { message: 'No chat' } };
		if (!text && !mediaUrl) return { status: 400, body: { message: 'An empty message' } };
		const id = randomUUID();
		delivered.push({ ...message, chatId });
		return { body: { id, chatId } };
	}

	return {
		delivered,
		credential: { httpHeaderAuth: { name: 'Authorization', value: key } },
		close: standIn.close,
		/** Calls n8n's webhook, as this messenger is known to it. */
		bring(url: string, body: object): Promise<Response> {
			return fetch(url, {
				method: 'POST',
				headers: { 'content-type': 'application/json', authorization: key },
				body: JSON.stringify(body),
			});
		},
		/** The next requests are answered with these statuses. */
		willFail(...statuses: number[]): void {
			failures.splice(0, failures.length, ...statuses);
		},
	};
}

export type Messenger = Awaited<ReturnType<typeof startMessenger>>;
