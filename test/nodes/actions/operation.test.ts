import { ask, defineOperation } from '../../../nodes/AmoCrmChats/actions/operation';
import { formOf } from './form';
import { connect } from '../../../nodes/AmoCrmChats/actions/channel/connect.operation';

const identity = {
	resource: 'channel',
	value: 'test',
	name: 'Test',
	action: 'Test channel',
	description: 'For tests',
	lane: () => '',
} as const;
const field = (displayName: string, rest = {}) => ({
	displayName,
	name: displayName.toLowerCase(),
	type: 'string' as const,
	default: '',
	...rest,
});
const request = { method: 'POST', path: '/x', body: { a: 1 } } as const;

describe('the form', () => {
	const { form } = defineOperation({
		...identity,
		properties: [
			field('B'),
			field('A', { displayOptions: { show: { b: ['x'] }, hide: { c: [1] } } }),
		],
		options: [field('Zeta'), field('alpha'), field('Beta')],
		request: () => request,
	});

	test('shows each field for this operation only, and under its own conditions', () => {
		expect(form.map(({ name, displayOptions }) => ({ name, displayOptions }))).toEqual([
			{ name: 'b', displayOptions: { show: { resource: ['channel'], operation: ['test'] } } },
			{
				name: 'a',
				displayOptions: {
					show: { b: ['x'], resource: ['channel'], operation: ['test'] },
					hide: { c: [1] },
				},
			},
			{ name: 'options', displayOptions: { show: { resource: ['channel'], operation: ['test'] } } },
		]);
	});

	test('has the options at its end, in the order of the alphabet', () => {
		const names = form.at(-1)?.options?.map((option) => option.name);
		expect(names).toEqual(['alpha', 'beta', 'zeta']);
	});

	test('has no options where there are none', () => {
		const bare = defineOperation({
			...identity,
			properties: [],
			options: [],
			request: () => request,
		});
		expect(bare.form).toEqual([]);
	});

	test('of what is given many items also says how fast to go', () => {
		const { form } = defineOperation({
			...{ ...identity, resource: 'message', properties: [], options: [field('Silent')] },
			request: () => request,
		});
		const names = form.at(-1)?.options?.map((option) => option.name);
		expect(names).toEqual(['maxConcurrency', 'maxRetries', 'silent', 'timeout']);
	});
});

describe('the steps', () => {
	const parameters = formOf(connect, {});
	const bare = { ...identity, properties: [], options: [] };

	test('of a single request are that request and success', () => {
		const steps = defineOperation({ ...bare, request: () => request }).steps(parameters);
		expect(steps.next()).toEqual({ value: { ask: request }, done: false });
		expect(steps.next({ ask: { any: 'answer' } })).toEqual({
			value: { success: true },
			done: true,
		});
	});

	test('give the answer to the output', () => {
		const output = (answer: unknown) => ({ got: JSON.stringify(answer) });
		const steps = defineOperation({ ...bare, request: () => request, output }).steps(parameters);
		steps.next();
		expect(steps.next({ ask: { a: 1 } })).toEqual({ value: { got: '{"a":1}' }, done: true });
	});

	test('of several requests are its own', () => {
		const operation = defineOperation({
			...bare,
			*steps() {
				const first = yield* ask(request);
				const second = yield* ask({ ...request, path: `/${String(first)}` });
				return [{ second: String(second) }];
			},
		});
		const steps = operation.steps(parameters);
		steps.next();
		expect(steps.next({ ask: 'one' })).toEqual({
			value: { ask: { ...request, path: '/one' } },
			done: false,
		});
		expect(steps.next({ ask: 'two' })).toEqual({ value: [{ second: 'two' }], done: true });
	});
});
