import { Agent, request } from 'node:http';

export interface Hook {
	body: string;
	signature: string;
}

export interface Measured {
	perSecond: number;
	/** Milliseconds. */
	median: number;
	p99: number;
	statuses: Record<string, number>;
}

/** Keeps `inFlight` hooks on their way for a while. */
export async function load(
	url: string,
	nextHook: () => Hook,
	{ seconds, inFlight }: { seconds: number; inFlight: number },
): Promise<Measured> {
	const agent = new Agent({ keepAlive: true, maxSockets: inFlight });
	const times: number[] = [];
	const statuses: Record<string, number> = {};
	const started = performance.now();
	const end = started + seconds * 1000;
	const sender = async () => {
		while (performance.now() < end) {
			const sent = performance.now();
			const status = await post(url, nextHook(), agent);
			times.push(performance.now() - sent);
			statuses[status] = (statuses[status] ?? 0) + 1;
		}
	};
	await Promise.all(Array.from({ length: inFlight }, sender));
	const elapsed = performance.now() - started;
	agent.destroy();
	times.sort((a, b) => a - b);
	const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))];
	return {
		perSecond: (times.length * 1000) / elapsed,
		...{ median: at(0.5) ?? NaN, p99: at(0.99) ?? NaN },
		statuses,
	};
}

function post(url: string, { body, signature }: Hook, agent: Agent): Promise<number> {
	return new Promise((done, failed) => {
		const sent = request(
			url,
			{
				...{ method: 'POST', agent },
				headers: {
					'content-type': 'application/json',
					'content-length': Buffer.byteLength(body),
					'x-signature': signature,
					'user-agent': 'amoCRM amoJo/1.0',
				},
			},
			(answer) => answer.resume().once('end', () => done(answer.statusCode ?? 0)),
		);
		sent.once('error', failed).end(body);
	});
}
