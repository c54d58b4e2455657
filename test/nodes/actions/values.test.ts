import fc from 'fast-check';
import {
	Workflow,
	type IExecuteFunctions,
	type INode,
	type INodeExecutionData,
	type INodeTypes,
	type NodeParameterValueType,
} from 'n8n-workflow';
import { AmoCrmChats } from '../../../nodes/AmoCrmChats/AmoCrmChats.node';
import { valuesOf } from '../../../nodes/AmoCrmChats/actions/runContext';
import { at } from '../../../nodes/AmoCrmChats/shared/json';

const type = new AmoCrmChats();
const nodeTypes = {
	getByName: () => type,
	getByNameAndVersion: () => type,
	getKnownTypes: () => ({}),
} as unknown as INodeTypes;

/** n8n's own expressions over these items, and a note of each time they were needed. */
function stage(parameters: INode['parameters'], items: INodeExecutionData[]) {
	const node = {
		...{ id: '1', name: 'Node', type: 'amoCrmChats', typeVersion: 1, position: [0, 0] },
		parameters,
	} as INode;
	const workflow = new Workflow({ nodes: [node], connections: {}, active: false, nodeTypes });
	const asked: string[] = [];
	const ofN8n = (path: string, index: number) => {
		const raw = (at(parameters, path) ?? null) as NodeParameterValueType;
		return workflow.expression.getParameterValue(
			...([raw, null, 0, index, 'Node', items, 'manual', {}] as const),
		) as unknown;
	};
	const context = {
		getNode: () => ({ ...node, parameters }),
		getNodeParameter: (path: string, index: number) => {
			asked.push(path);
			return ofN8n(path, index);
		},
	} as unknown as IExecuteFunctions;
	const read = valuesOf(context, items);
	return { asked, ofN8n, read: (path: string, index = 0) => read(index)(path) };
}

const json = { a: { b: 'deep', list: [1, 2] }, text: 'x', zero: 0, no: false, nil: null, 'a b': 1 };

test.each([
	['fixed', 'fixed'],
	['', ''],
	[7, 7],
	[false, false],
	['={{ $json.text }}', 'x'],
	['={{$json.a.b}}', 'deep'],
	['={{ $json["a b"] }}', 1],
	["={{ $json['a'].b }}", 'deep'],
	['={{ $json.zero }}', 0],
	['={{ $json.no }}', false],
	['={{ $json.nil }}', null],
])('%j is read without n8n', (value, expected) => {
	const { asked, read, ofN8n } = stage({ text: value }, [{ json }]);
	expect(read('text')).toEqual(expected);
	expect(ofN8n('text', 0)).toEqual(expected);
	expect(asked).toEqual([]);
});

test.each([
	'={{ $json.text.length }}',
	'={{ $json.text + "" }}',
	'={{ $json.a }}',
	'={{ $json.a.list[1] }}',
	'={{ $json.missing }}',
	'={{ $json.missing.too }}',
	'= {{ $json.text }}',
	'=before {{ $json.text }}',
	'={{ $json.text }} after',
	'={{ $json.text.toUpperCase() }}',
	'={{ $now.year }}',
	'=',
])('%j is left to n8n', (value) => {
	const { asked, read, ofN8n } = stage({ text: value }, [{ json }]);
	expect(read('text')).toEqual(ofN8n('text', 0));
	expect(asked).toEqual(['text']);
});

test('a field of a group is read by its path, a missing one is null', () => {
	const { asked, read } = stage({ options: { silent: '={{ $json.no }}' } }, [{ json }]);
	expect(read('options.silent')).toBe(false);
	expect([read('options.timestamp'), read('nothing'), read('nothing.at.all')]).toEqual([
		...[null, null, null],
	]);
	expect(asked).toEqual([]);
});

test('a list or a whole group is left to n8n', () => {
	const { asked, read } = stage({ events: ['={{ $json.text }}'], options: {} }, [{ json }]);
	expect(read('events')).toEqual(['x']);
	expect(read('options')).toEqual({});
	expect(asked).toEqual(['events', 'options']);
});

test('each item has its own value', () => {
	const items = ['a', 'b', 'c'].map((text) => ({ json: { text } }));
	const { read } = stage({ text: '={{ $json.text }}', name: 'same' }, items);
	expect(items.map((_, index) => read('text', index))).toEqual(['a', 'b', 'c']);
	expect(items.map((_, index) => read('name', index))).toEqual(['same', 'same', 'same']);
});

test('whatever the item and the path, it is the value that n8n gives', () => {
	const name = fc.constantFrom('a', 'b', 'length', 'name', '$x', '_y', 'constructor', 'toString');
	const value = fc.letrec<{ value: unknown }>((tie) => ({
		value: fc.oneof(
			{ depthSize: 'small' },
			fc.constantFrom('', 'text', 0, 1.5, true, false, null),
			fc.dictionary(name, tie('value'), { maxKeys: 4, noNullPrototype: true }),
			fc.array(tie('value'), { maxLength: 2 }),
		),
	})).value;
	const step = fc.oneof(
		name.map((key) => `.${key}`),
		name.map((key) => `["${key}"]`),
	);
	const valueOrThrown = (read: () => unknown) => {
		try {
			return { value: read() };
		} catch {
			return 'thrown';
		}
	};
	fc.assert(
		fc.property(
			fc.dictionary(name, value, { noNullPrototype: true }),
			fc.array(step, { minLength: 1, maxLength: 3 }),
			(item, steps) => {
				const items = [{ json: item }] as INodeExecutionData[];
				const { read, ofN8n } = stage({ text: `={{ $json${steps.join('')} }}` }, items);
				expect(valueOrThrown(() => read('text'))).toEqual(valueOrThrown(() => ofN8n('text', 0)));
			},
		),
		{ numRuns: 500 },
	);
});
