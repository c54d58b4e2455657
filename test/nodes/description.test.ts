import {
	NodeConnectionTypes,
	NodeHelpers,
	type INode,
	type INodeParameters,
	type INodeProperties,
} from 'n8n-workflow';
import { operations } from '../../nodes/AmoCrmChats/actions/registry';
import { messengers } from '../../nodes/AmoCrmChats/messengers/registry';
import { action, bridge, choicesOf, everyField, trigger } from './fields';

const fieldsNamed = (name: string) => action.properties.filter((field) => field.name === name);
const [resource] = fieldsNamed('resource');
const dropdowns = fieldsNamed('operation');
const dropdownOf = (value: unknown) =>
	dropdowns.find(({ displayOptions }) => displayOptions?.show?.resource?.[0] === value);

describe('the three nodes', () => {
	test('have the names that workflows store', () => {
		expect([action.name, action.displayName]).toEqual(['amoCrmChats', 'amoCRM Chats']);
		expect([bridge.name, bridge.displayName]).toEqual(['amoCrmChatsBridge', 'amoCRM Chats Bridge']);
		expect([trigger.name, trigger.displayName]).toEqual([
			'amoCrmChatsTrigger',
			'amoCRM Chats Trigger',
		]);
	});

	test('need the credential, and each can test it', () => {
		const credentials = [{ name: 'amoCrmChatsApi', required: true, testedBy: 'testChannel' }];
		expect(action.credentials).toEqual(credentials);
		expect(bridge.credentials).toEqual(credentials);
		expect(trigger.credentials).toEqual(credentials);
	});

	test('are a tool for agents, and a start without inputs', () => {
		expect(action.usableAsTool).toBeTruthy();
		expect(trigger).not.toHaveProperty('usableAsTool');
		expect(trigger).toMatchObject({ inputs: [], group: ['trigger'] });
	});
});

describe('the form of the Bridge', () => {
	const shownIn = (values: INodeParameters) =>
		bridge.properties.filter((field) =>
			NodeHelpers.displayParameter(values, field, { typeVersion: 1 } as INode, bridge),
		);
	const [direction] = bridge.properties;
	const directions = choicesOf(direction as INodeProperties);
	const messengerIn = (operation: string) =>
		shownIn({ operation }).filter(({ name }) => name === 'messenger');

	test('has an output for what is done and one for calls', () => {
		expect(bridge.outputs).toEqual([NodeConnectionTypes.Main, NodeConnectionTypes.Main]);
		expect(bridge.outputNames).toEqual(['Done', 'Call']);
	});

	test('begins with the direction, which the subtitle repeats', () => {
		expect(direction).toMatchObject({ name: 'operation', noDataExpression: true });
		expect(directions.map(({ value }) => value)).toEqual(['fromMessenger', 'toMessenger']);
		for (const { name, action: words, description } of directions) {
			expect(String(bridge.subtitle).toLowerCase()).toContain(`"${name.toLowerCase()}"`);
			expect(words).toMatch(/^[A-Z][a-z]+( [a-zCRM]+)+$/);
			expect([name, words]).not.toContain(description);
		}
	});

	test('offers every messenger in both directions, and detection where an update tells', () => {
		const known = messengers.map(({ id, name }) => ({ name, value: id }));
		const offered = ['fromMessenger', 'toMessenger'].map((operation) => {
			const fields = messengerIn(operation);
			expect(fields).toHaveLength(1);
			return choicesOf(fields[0] as INodeProperties);
		});
		expect(offered).toEqual([[{ name: 'Detect Automatically', value: 'auto' }, ...known], known]);
	});

	test.each(messengers.map((messenger) => [messenger.id, messenger] as const))(
		'shows the set-up of %s where it is chosen, and no other',
		(id, { setup }) => {
			for (const { value } of directions) {
				const names = shownIn({ operation: String(value), messenger: id }).map(({ name }) => name);
				const needed = setup.filter(({ required }) => value === 'toMessenger' || !required);
				const own = needed.map(
					(field) => `${id}${field.name[0]?.toUpperCase()}${field.name.slice(1)}`,
				);
				const common = ['operation', 'messenger', 'callNotice', 'options'];
				expect(names.sort()).toEqual([...common, ...own].sort());
			}
		},
	);
});

describe('the dropdown of resources', () => {
	const choices = choicesOf(resource as INodeProperties);

	test('comes first, in the order of the alphabet, in the singular', () => {
		expect(action.properties[0]).toBe(resource);
		const names = choices.map(({ name }) => name);
		expect(names).toEqual([...names].sort());
		expect(names.filter((name) => name.endsWith('s'))).toEqual([]);
		expect(resource?.noDataExpression).toBe(true);
	});

	test('has a dropdown of operations for each, and no other', () => {
		expect(dropdowns).toHaveLength(choices.length);
		for (const { value } of choices) {
			expect(dropdownOf(value)?.displayOptions).toEqual({ show: { resource: [value] } });
		}
	});

	test('offers exactly the operations that exist', () => {
		const offered = choices.flatMap(({ value }) =>
			choicesOf(dropdownOf(value) as INodeProperties).map((choice) => `${value}.${choice.value}`),
		);
		const existing = operations.map((operation) => `${operation.resource}.${operation.value}`);
		expect(offered.sort()).toEqual(existing.sort());
	});
});

describe.each(
	dropdowns.map((dropdown) => [dropdown.displayOptions?.show?.resource?.[0], dropdown]),
)('the operations of %s', (resourceName, field) => {
	const dropdown = field as INodeProperties;
	const choices = choicesOf(dropdown);

	test('are in the order of the alphabet and take no expression', () => {
		const names = choices.map(({ name }) => name);
		expect(names).toEqual([...names].sort());
		expect(dropdown.noDataExpression).toBe(true);
	});

	test('are named in Title Case, without the resource', () => {
		for (const { name } of choices) {
			expect(name).toMatch(/^[A-Z][a-z]+( [A-Z][a-z]+)*$/);
			expect(name.toLowerCase()).not.toContain(String(resourceName));
		}
	});

	test('have an action in sentence case that names the resource, without articles', () => {
		for (const { action: words = '' } of choices) {
			expect(words.replace('amoCRM', 'its')).toMatch(/^[A-Z][a-z]+(,? [a-z]+)+$/);
			expect(words.replace('an amoCRM chat', '')).not.toMatch(/ (a|an|the) /);
			expect(words).toMatch(
				new RegExp(`\\b${String(resourceName)}\\b|\\bmessage history\\b|\\bis typing$`),
			);
		}
	});

	test('have a description in words of its own', () => {
		for (const { name, action: words, description = '' } of choices) {
			expect(description).toMatch(/^[A-Z].*[^.]$/);
			expect([name, words]).not.toContain(description);
			expect(description.length).toBeGreaterThan(String(words).length);
		}
	});
});

test('no two operations share an action, which is the default name of a tool', () => {
	const actions = operations.map((operation) => operation.action);
	expect(new Set(actions).size).toBe(actions.length);
});

describe('when a field is shown', () => {
	test('is said by each, for an operation that exists', () => {
		const [, ...others] = action.properties.filter(({ name }) => name !== 'operation');
		for (const { name, displayOptions } of others) {
			const { resource: resources, operation: values } = displayOptions?.show ?? {};
			expect([name, resources?.length, values?.length]).toEqual([name, 1, 1]);
			const exists = operations.some(
				(operation) => operation.resource === resources?.[0] && operation.value === values?.[0],
			);
			expect([name, exists]).toEqual([name, true]);
		}
	});

	test('depends on fields and values of the same form', () => {
		for (const operation of operations) {
			for (const { path, field, siblings } of everyField(operation.form)) {
				for (const [name, values] of conditionsOf(field)) {
					const scope = name.startsWith('/') ? operation.form : siblings;
					const controls = scope.filter((other) => other.name === name.replace('/', ''));
					expect([path, name, controls.length > 0]).toEqual([path, name, true]);
					const possible = controls.flatMap((control) => choicesOf(control)).map((c) => c.value);
					const isPossible = values.some((value) => possible.includes(value as string));
					expect([path, name, possible.length === 0 || isPossible]).toEqual([path, name, true]);
				}
			}
		}
	});
});

test.each(operations.map((operation) => [`${operation.resource}.${operation.value}`, operation]))(
	'%s never shows two fields of one name',
	(_, operation) => {
		const choices = everyChoice(operation.form);
		// The second is the version of the tool for agents.
		const versions = [1, 1.1].flatMap((typeVersion) =>
			choices.map((choice) => ({ choice, typeVersion })),
		);
		for (const { choice, typeVersion } of versions) {
			const values = { resource: operation.resource, operation: operation.value, ...choice };
			const node = { typeVersion, parameters: values } as unknown as INode;
			const shown = operation.form.filter((field) =>
				NodeHelpers.displayParameter(values as INodeParameters, field, node, action),
			);
			const names = shown.map(({ name }) => name);
			expect([choice, [...new Set(names)]]).toEqual([choice, names]);
		}
	},
);

/** What is called one thing in one operation is not another thing in the next. */
test('a name means the same wherever it appears', () => {
	const labels = new Map<string, Set<string>>();
	for (const { path, field } of everyField(operations.flatMap(({ form }) => form))) {
		const key = `${path}: ${field.type}`;
		labels.set(key, (labels.get(key) ?? new Set()).add(field.displayName));
	}
	// The words of a message are its caption where it has a file; who acts is the client where nobody else can.
	const pairs = ['Caption,Text', 'Client ID,Sender ID'];
	const several = [...labels].filter(([, names]) => !pairs.includes([...names].sort().join()));
	expect(several.filter(([, names]) => names.size > 1)).toEqual([]);
	const paths = [...labels.keys()].map((key) => key.split(':')[0]);
	expect(paths.filter((path, position) => paths.indexOf(path) !== position)).toEqual([]);
});

function conditionsOf({ displayOptions }: INodeProperties): Array<[string, unknown[]]> {
	const all = [displayOptions?.show, displayOptions?.hide].flatMap((part) =>
		Object.entries(part ?? {}),
	);
	return all
		.filter(([name]) => !['resource', 'operation', '@version'].includes(name))
		.map(([name, values]) => [name, values as unknown[]]);
}

/** Every combination of what other fields depend on. */
function everyChoice(form: INodeProperties[]): Array<Record<string, unknown>> {
	const names = [...new Set(form.flatMap((field) => conditionsOf(field).map(([name]) => name)))];
	return names.reduce<Array<Record<string, unknown>>>(
		(choices, name) => {
			const control = form.find((field) => field.name === name);
			const values =
				control?.type === 'boolean'
					? [true, false]
					: choicesOf(control as INodeProperties).map(({ value }) => value);
			return choices.flatMap((choice) => values.map((value) => ({ ...choice, [name]: value })));
		},
		[{}],
	);
}
