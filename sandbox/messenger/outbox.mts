import type { Happening, Phone } from './model.mts';

const PATIENCE_MS = 30_000;

export interface Answer {
	/** amoCRM's id of the message, which the workflow's last node puts out. */
	messageId?: string;
	problem?: string;
}

/** The messenger's own webhook, to a Webhook node of n8n. */
export async function postHappening(
	url: string,
	{ id, name, chatId }: Phone,
	happening: Happening,
): Promise<Answer> {
	if (url === '') return { problem: 'No workflow listens: the messenger has no webhook address' };
	try {
		const response = await fetch(url, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify({ chatId, clientId: id, clientName: name, ...happening }),
			signal: AbortSignal.timeout(PATIENCE_MS),
		});
		const text = await response.text();
		if (!response.ok)
			return { problem: `n8n answered ${response.status} ${messageIn(text)}`.trim() };
		return { messageId: (JSON.parse(text || '{}') as { messageId?: string }).messageId };
	} catch (error) {
		const { message, cause } = error as { message?: string; cause?: { message?: string } };
		return { problem: `n8n did not answer: ${cause?.message || message}` };
	}
}

function messageIn(text: string): string {
	try {
		return String((JSON.parse(text) as { message?: string }).message ?? '');
	} catch {
		return '';
	}
}
