import { setTimeout as sleep } from 'node:timers/promises';
import type { N8nClient } from '../../sandbox/n8n/rest.mts';
import type { Sandbox } from '../../sandbox/sandbox.mts';
import type { Message } from '../../sandbox/state/model.mts';
import type { Contender } from './contenders.mts';

/** A way that a message takes: what its writer does, and how it looks when it is there. */
export interface Way {
	name: string;
	write(sandbox: Sandbox, contender: Contender, clientId: number, text: string): Promise<unknown>;
	isThere(message: Message): boolean;
}

export const ways: Way[] = [
	{
		name: "a client's text into the CRM",
		write: (_, { telegram }, id, text) =>
			telegram.clients.writes({ id, first_name: `Client ${id}` }, text),
		isThere: ({ direction }) => direction === 'incoming',
	},
	{
		// The client's text was the first message of the chat.
		name: "a manager's answer to Telegram, and its delivery into the CRM",
		write: (sandbox, { scope }, id, text) =>
			sandbox.managerWrites({ ...scope, conversationId: String(id), text, replyTo: `${id}:1` }),
		isThere: ({ direction, delivery }) =>
			direction === 'outgoing' && delivery.status === 'delivered',
	},
];

const IN_FLIGHT = 10;

/** Messages from, or to, as many clients at once: how many of them n8n carries over in a second. */
export async function carriedPerSecond(
	sandbox: Sandbox,
	contender: Contender,
	way: Way,
	clientIds: number[],
): Promise<number> {
	const text = `${way.name} ${Date.now()}`;
	const isThere = (message: Message) => message.content.text === text && way.isThere(message);
	const there = untilThere(sandbox, clientIds.length, isThere);
	const started = performance.now();
	const waiting = [...clientIds];
	const writer = async () => {
		for (let id = waiting.shift(); id !== undefined; id = waiting.shift()) {
			await way.write(sandbox, contender, id, text);
		}
	};
	await Promise.all([there.all, ...Array.from({ length: IN_FLIGHT }, writer)]);
	return (clientIds.length * 1000) / (there.last() - started);
}

const PATIENCE = 180_000;

function untilThere(sandbox: Sandbox, count: number, isThere: (message: Message) => boolean) {
	const ids = new Set<string>();
	let last = NaN;
	const all = new Promise<void>((done, failed) => {
		const end = (settle: () => void) => {
			forget();
			clearTimeout(timer);
			settle();
		};
		const forget = sandbox.on('message', (message) => {
			if (!isThere(message) || ids.has(message.id)) return;
			ids.add(message.id);
			last = performance.now();
			if (ids.size === count) end(done);
		});
		const timer = setTimeout(
			() => end(() => failed(new Error(`${ids.size} of ${count} messages arrived`))),
			PATIENCE,
		);
	});
	return { all, last: () => last };
}

/** What an execution still does after its message is there must not fall on the next contender. */
export async function untilIdle(client: N8nClient, { workflowId, name }: Contender): Promise<void> {
	for (;;) {
		const executions = await client.executions(workflowId);
		const failed = executions.find(({ status }) => ['error', 'crashed'].includes(status));
		if (failed) throw new Error(`${name}: execution ${failed.id} ended with ${failed.status}`);
		if (executions.every(({ status }) => status === 'success')) return;
		await sleep(200);
	}
}
