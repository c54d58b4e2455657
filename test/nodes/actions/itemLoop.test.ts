import { sleep, type INode } from 'n8n-workflow';
import { defineOperation, type Operation } from '../../../nodes/AmoCrmChats/actions/operation';
import { planItems } from '../../../nodes/AmoCrmChats/actions/itemLoop';
import type { Job } from '../../../nodes/AmoCrmChats/actions/perform';
import type { Run } from '../../../nodes/AmoCrmChats/actions/runContext';

interface Item {
	chat: string;
	at?: number;
}

const operation = (sequence?: Operation['sequence']) =>
	defineOperation({
		...{ resource: 'channel', value: 'test', name: '', action: '', description: '' },
		...{ properties: [], options: [], sequence },
		lane: (parameters) => parameters.requiredText('chat', 'Enter it.'),
		request: (parameters) => ({
			method: 'POST',
			path: `/${parameters.requiredText('id', 'Enter it.')}`,
		}),
	});
const byTime = operation({
	position: (parameters) => parameters.integer('at', 0) ?? 0,
	last: (request) => request,
	summary: () => '',
});

/** A plan of items whose form has only what these tests need. */
async function plan(
	items: Item[],
	{ operation: chosen = operation(), cancelAfter = Infinity } = {},
) {
	const refused: number[] = [];
	let asked = 0;
	const form = (index: number) => {
		const fields: Record<string, unknown> = { ...items[index], id: String(index) };
		const demand = (path: string) => {
			if (fields[path] === undefined) throw new Error(`${path} of ${index}`);
			return fields[path];
		};
		asked++;
		return { warnings: [], requiredText: demand, integer: demand };
	};
	const run = {
		...{ operation: chosen, node: {} as INode, form, notes: { warn: () => {} } },
		isCancelled: () => asked >= cancelAfter,
	} as unknown as Run;
	const made = await planItems(run, items.length, (index) => refused.push(index));
	const { places, job } = made;
	const order = places.map(({ index }) => index);
	const lanes = places.map(({ lane }) => lane);
	const ending = places.filter((place) => made.order?.isLast(place));
	const last = new Set(ending.map(({ index }) => index));
	return { order, lanes, last, job, refused, asked: () => asked };
}

const pathOf = ({ step }: Job) =>
	!step.done && 'ask' in step.value ? step.value.ask.path : undefined;

test('without a sequence items keep their order', async () => {
	const items = ['b', 'a', 'b'].map((chat) => ({ chat }));
	const { order, lanes, last } = await plan(items);
	expect({ order, lanes, last: [...last] }).toEqual({
		...{ order: [0, 1, 2], lanes: ['b', 'a', 'b'], last: [] },
	});
});

test('with one they are sorted by it, equal ones as they came, and the last of each lane is known', async () => {
	const items = [
		...[
			{ chat: 'a', at: 3 },
			{ chat: 'b', at: 1 },
			{ chat: 'a', at: 1 },
			{ chat: 'a', at: 3 },
		],
	];
	const { order, last } = await plan(items, { operation: byTime });
	expect(order).toEqual([1, 2, 0, 3]);
	expect(last).toEqual(new Set([1, 3]));
});

test('an item without a position is ahead of its lane, one without a lane is alone', async () => {
	const items = [{ chat: 'a', at: 1 }, { chat: 'a' }, {} as Item];
	const { order, lanes, refused } = await plan(items, { operation: byTime });
	expect(refused).toEqual([1, 2]);
	expect(order.map((index, piece) => [index, lanes[piece]])).toEqual([
		...[
			[1, 'a'],
			[2, 'item 2'],
			[0, 'a'],
		],
	]);
});

test('each item is planned before the first is sent; of a long run only so many plans are kept', async () => {
	const items = Array.from({ length: 10_100 }, (_, index) => ({ chat: String(index % 7) }));
	const { job, asked } = await plan(items);
	expect(asked()).toBe(10_100);
	expect([0, 9_999, 10_000, 10_099].map((index) => pathOf(job(index)))).toEqual([
		...['/0', '/9999', '/10000', '/10099'],
	]);
	expect(asked()).toBe(10_102);
});

test('n8n gets to do something else meanwhile, and a cancelled run is not planned to its end', async () => {
	const items = Array.from({ length: 1000 }, () => ({ chat: 'a' }));
	const other = sleep(0).then(() => 'anything else');
	const done = plan(items).then(() => 'plan');
	expect(await Promise.race([done, other])).toBe('anything else');
	expect((await plan(items, { cancelAfter: 300 })).asked()).toBe(300);
});
