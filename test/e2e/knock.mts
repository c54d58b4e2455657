import { Agent, request, type OutgoingHttpHeaders } from 'node:http';
import { tally } from './tally.mts';

export interface Sent {
	body: Buffer | string;
	headers: OutgoingHttpHeaders;
}

export interface Reply {
	status: number;
	text: string;
}

/** Posts without what fetch would mend or refuse: doubled headers, any content type, a body that lies. */
export function knock(url: string, { body, headers }: Sent, agent?: Agent): Promise<Reply> {
	return new Promise((done, failed) => {
		const length = { 'content-length': Buffer.byteLength(body) };
		const sent = request(
			url,
			{ method: 'POST', agent, headers: { ...length, ...headers } },
			(answer) => {
				let text = '';
				answer.setEncoding('utf8').on('data', (part: string) => (text += part));
				answer.once('end', () => done({ status: answer.statusCode ?? 0, text }));
			},
		);
		sent.once('error', failed).end(body);
	});
}

/** All of them, so many at a time; how long each took in milliseconds. */
export async function knockAll(
	url: string,
	hooks: readonly Sent[],
	inFlight: number,
	ask = knock,
): Promise<Array<Reply & { ms: number }>> {
	const agent = new Agent({ keepAlive: true, maxSockets: inFlight });
	const replies: Array<Reply & { ms: number }> = [];
	const queue = hooks.entries();
	const sender = async () => {
		for (const [index, hook] of queue) {
			const started = performance.now();
			const reply = await ask(url, hook, agent);
			replies[index] = { ...reply, ms: performance.now() - started };
		}
	};
	await Promise.all(Array.from({ length: inFlight }, sender));
	agent.destroy();
	return replies;
}

/** How many had which answer. */
export function statusesOf(replies: readonly Reply[]): Record<string, number> {
	return tally(replies.map(({ status }) => status));
}
