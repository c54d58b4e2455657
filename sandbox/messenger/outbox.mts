import type { Happening, Phone } from './model.mts';

const PATIENCE_MS = 30_000;

export interface Answer {
	/** amoCRM's id of the message, which the Bridge puts out. */
	messageId?: string;
	problem?: string;
}

/** Where a workflow's Webhook node listens, and the Authorization by which it knows the messenger. */
export interface Webhook {
	url: string;
	key?: string;
}

/** The messenger's own webhook, to a Webhook node of n8n. */
export async function postHappening(
	{ url, key }: Webhook,
	{ id, name, chatId }: Phone,
	happening: Happening,
): Promise<Answer> {
	if (url === '') return { problem: 'No workflow listens: the messenger has no webhook address' };
	try {
		const response = await fetch(url, {
			method: 'POST',
			headers: { 'content-type': 'application/json', ...(key ? { authorization: key } : {}) },
			body: JSON.stringify({
				...{ conversationId: chatId, senderId: id, senderName: name },
				...happening,
			}),
			signal: AbortSignal.timeout(PATIENCE_MS),
		});
		const text = await response.text();
		if (!response.ok)
			return { problem: `n8n answered ${response.status} ${messageIn(text)}`.trim() };
		const { event, why, messageId } = JSON.parse(text || '{}') as Done;
		return event === 'other' ? { problem: why ?? 'n8n passed it over' } : { messageId };
	} catch (error) {
		const { message, cause } = error as { message?: string; cause?: { message?: string } };
		return { problem: `n8n did not answer: ${cause?.message || message}` };
	}
}

/** What the Bridge answers. */
interface Done {
	event?: string;
	why?: string;
	messageId?: string;
}

function messageIn(text: string): string {
	try {
		return String((JSON.parse(text) as { message?: string }).message ?? '');
	} catch {
		return '';
	}
}
