import type { FastifyReply } from 'fastify';

const HEARTBEAT_MS = 20_000;

export type Tell = (event: string, data: unknown) => void;

/**
 * Server-sent events: `listen` gets the way to tell the page something, and returns what ends that.
 * The stream ends with the page, or with the sandbox.
 */
export function openStream(reply: FastifyReply, listen: (tell: Tell) => () => void): void {
	reply.hijack();
	const { raw } = reply;
	raw.writeHead(200, {
		'content-type': 'text/event-stream',
		'cache-control': 'no-store',
		'x-accel-buffering': 'no',
	});
	raw.write('retry: 500\n\n');
	const silence = listen((event, data) => {
		raw.write(`event: ${event}\ndata: ${JSON.stringify(data ?? null)}\n\n`);
	});
	const beat = setInterval(() => raw.write(':\n\n'), HEARTBEAT_MS);
	raw.once('close', () => {
		clearInterval(beat);
		silence();
	});
}
