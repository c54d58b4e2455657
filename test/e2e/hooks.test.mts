import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { signHook } from '../../sandbox/api/signature.mts';
import { samples } from '../../sandbox/hooks/samples.mts';
import { items, type ExecutionSummary } from '../../sandbox/n8n/executions.mts';
import { hostileRequest, isGood, randomFrom } from '../engine/hostileRequests.mts';
import { knock, knockAll, statusesOf, type Sent } from './knock.mts';
import { calledAddress, openScene, publishChain, triggerNode, type Scene } from './scene.mts';
import { signedHooks } from './signedHooks.mts';

jest.setTimeout(400_000);

const IN_FLIGHT = 50;
const everything = { events: ['message', 'commentReply', 'reaction', 'typing', 'other'] };
let scene: Scene;

beforeAll(async () => {
	scene = await openScene();
});
afterAll(() => scene.sandbox.close());

async function publish(parameters: object = {}) {
	const trigger = triggerNode(scene, parameters);
	const { id } = await publishChain(scene, 'hooks', trigger);
	return { id, url: calledAddress(scene, trigger) };
}

interface Page {
	results: ExecutionSummary[];
	/** n8n 1.x goes on below an ID instead, though its pages are in the order of starting. */
	nextCursor?: string | null;
}

/** Every execution of the workflow, once no more of them are running. */
async function executions(workflowId: string): Promise<ExecutionSummary[]> {
	const found = new Map<string, ExecutionSummary>();
	const filter = encodeURIComponent(JSON.stringify({ workflowId }));
	let position = '';
	do {
		const path = `/rest/executions?filter=${filter}&limit=100${position}`;
		const { results, nextCursor } = await scene.n8n.request<Page>('GET', path);
		for (const execution of results) found.set(execution.id, execution);
		const below = Math.min(...results.map(({ id }) => Number(id))) + IN_FLIGHT;
		position = nextCursor ? `&cursor=${nextCursor}` : `&lastId=${below}`;
		if (results.length < 100) position = '';
	} while (position !== '');
	const all = [...found.values()];
	if (all.every(({ status }) => !['new', 'running'].includes(status))) return all;
	await sleep(500);
	return executions(workflowId);
}

test('1,000 hooks, 50 at a time: each is answered 200 and executed exactly once', async () => {
	const { id, url } = await publish();
	const sent = signedHooks(scene, 1000);
	const started = Date.now();
	const replies = await knockAll(url, sent, IN_FLIGHT);
	console.log(`1,000 hooks in ${((Date.now() - started) / 1000).toFixed(1)} s`);
	expect(statusesOf(replies)).toEqual({ 200: 1000 });
	const done = await executions(id);
	expect(done.filter(({ status }) => status !== 'success')).toEqual([]);
	const executed: unknown[] = [];
	const queue = done.values();
	const reader = async () => {
		for (const execution of queue) {
			const [item] = items(await scene.n8n.execution(execution.id), 'Trigger');
			executed.push(item?.messageId);
		}
	};
	await Promise.all(Array.from({ length: 8 }, reader));
	expect(executed.sort()).toEqual(sent.map(({ messageId }) => messageId).sort());
});

test('1,000 forged hooks, 50 at a time: each is answered 401 and none is executed', async () => {
	const { id, url } = await publish();
	const started = Date.now();
	const replies = await knockAll(url, signedHooks(scene, 1000, 'f'.repeat(40)), IN_FLIGHT);
	console.log(`1,000 forgeries in ${((Date.now() - started) / 1000).toFixed(1)} s`);
	expect(statusesOf(replies)).toEqual({ 401: 1000 });
	expect(await executions(id)).toEqual([]);
});

/** Forms that the generator of the engine tests does not know: they end before the trigger is asked. */
function packedRequests(): Sent[] {
	const body = JSON.stringify(samples.text?.({ accountId: scene.accountId, now: Date.now() }));
	const gzip = { 'content-encoding': 'gzip' };
	const types = ['application/json', 'application/octet-stream'];
	const bodies: Array<[Buffer, object]> = [
		[gzipSync(Buffer.alloc(15 * 1024 * 1024, ' ')), gzip],
		[gzipSync(Buffer.alloc(200 * 1024 * 1024, '1')), gzip],
		[gzipSync(body).subarray(0, 40), gzip],
		[Buffer.from(body), gzip],
		[Buffer.from(body), { 'content-encoding': 'deflate' }],
		[Buffer.from(body), { 'content-encoding': 'br' }],
	];
	return bodies.flatMap(([bytes, encoding]) =>
		types.map((type) => ({
			body: bytes,
			headers: {
				...{ 'content-type': type, 'x-signature': signHook('another secret', body) },
				...encoding,
			},
		})),
	);
}

/** Header values as Node lets them out. */
function sendable(headers: Record<string, unknown>): Sent['headers'] {
	return Object.fromEntries(
		Object.entries(headers)
			.filter(([name]) => name !== 'content-encoding')
			.map(([name, value]) => [
				name,
				Array.isArray(value) ? value.map(String) : String(value).replace(/[^\x20-\x7e]/g, ''),
			]),
	);
}

test('some 600 hostile requests: only what is rightly signed is executed, and n8n goes on', async () => {
	const { id, url } = await publish(everything);
	const random = randomFrom(4);
	const { secret, channelId, accountId } = scene;
	const target = { secret, channelId, accountId };
	const generated = Array.from({ length: 660 }, () => hostileRequest(random, target)).filter(
		// n8n reads all XML with one parser, and of several bodies at a time some are never answered.
		({ knock: { headers } }) => headers['content-type'] !== 'application/xml',
	);
	const sent = generated.map(({ knock: { headers }, body }) => {
		return { body, headers: sendable(headers) };
	});
	const good = generated.filter(({ knock: { headers }, body }) =>
		isGood(target, { headers, params: { scope_id: scene.scopeId } }, body),
	);
	const replies = await knockAll(url, [...sent, ...packedRequests()], 10);
	const statuses = statusesOf(replies);
	console.log(`answers ${JSON.stringify(statuses)}, ${good.length} rightly signed`);
	// What n8n says when a trigger throws.
	expect(replies.filter(({ text }) => text.includes('could not be started'))).toEqual([]);
	const done = await executions(id);
	expect(done).toHaveLength(statuses[200] ?? 0);
	expect(done.length).toBeLessThanOrEqual(good.length);
	const [last] = signedHooks(scene, 1);
	if (last === undefined) throw new Error('a hook');
	expect(await knock(url, last)).toEqual({ status: 200, text: '' });
});
