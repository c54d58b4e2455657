import { createHash, createHmac } from 'node:crypto';

import { startSandbox, type Sandbox, type SandboxOptions } from '../../sandbox/sandbox.mts';

export interface Answer {
	status: number;
	headers: Headers;
	text: string;
	json: () => unknown;
}

/** A connected channel in a sandbox of its own, and a client that signs. */
export async function openChannel(options: SandboxOptions = {}) {
	const sandbox = await startSandbox(options);
	const user = { id: '76fc2bea-902f-425c-9a3d-dcdac4766090', name: 'Bob' };
	const channel = sandbox.addChannel();
	const account = sandbox.addAccount({ users: [user] });
	const { scopeId } = sandbox.connect(channel.id, account.amojoId);
	const now = options.now ?? Date.now;

	/** `over` replaces headers after signing; undefined leaves one out. */
	async function call(
		method: string,
		path: string,
		body?: object | string,
		over: Record<string, string | undefined> = {},
	): Promise<Answer> {
		const text = typeof body === 'object' ? JSON.stringify(body) : (body ?? '');
		const target = `/v2/origin/custom${path}`;
		const date = new Date(now()).toUTCString().replace('GMT', '+0000');
		const headers = { ...signedHeaders(method, target, text, channel.secret, date), ...over };
		const sent = Object.entries(headers).filter((header) => header[1] !== undefined);
		const response = await fetch(sandbox.url + target, {
			method,
			headers: sent as Array<[string, string]>,
			body: text === '' ? undefined : Buffer.from(text),
		});
		const answer = await response.text();
		const { status, headers: received } = response;
		return { status, headers: received, text: answer, json: () => JSON.parse(answer) };
	}

	const send = (payload: object, event_type = 'new_message') =>
		call('POST', `/${scopeId}`, { event_type, payload });

	return { sandbox, channel, account, user, scopeId, call, send };
}

export function signedHeaders(
	method: string,
	target: string,
	body: string,
	secret: string | Buffer,
	date: string,
): Record<string, string> {
	const md5 = createHash('md5').update(body).digest('hex');
	const path = target.split('?')[0];
	const lines = [method, md5, 'application/json', date, path].join('\n');
	return {
		Date: date,
		'Content-Type': 'application/json',
		'Content-MD5': md5,
		'X-Signature': createHmac('sha1', secret).update(lines).digest('hex'),
	};
}

export const times = { timestamp: 1738661400, msec_timestamp: 1738661400123 };

export const ann = { id: 'user-42', name: 'Ann' };

/** A right incoming message, to be made wrong. */
export const incoming = (over: object = {}) => ({
	...times,
	msgid: 'm-1',
	conversation_id: 'chat-42',
	sender: ann,
	message: { type: 'text', text: 'Hello' },
	...over,
});

/** The last request as the log has it. */
export const verdict = ({ requests }: Sandbox) => {
	const { verdict, check, detail } = requests.at(-1) ?? {};
	return { verdict, check, detail };
};

export const problemOf = (answer: Answer) =>
	(answer.json() as { error_description?: string }).error_description;
