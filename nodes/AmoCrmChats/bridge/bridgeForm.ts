import type { INodeProperties } from 'n8n-workflow';
import { showingIf } from '../actions/fields/showing';
import type { Form } from '../actions/form';
import { requestSettings } from '../actions/operation';
import type { Messenger, Setup, SetupField } from '../messengers/messenger';
import { messengers } from '../messengers/registry';
import { DIRECTIONS, type Direction } from './job';

const DETECT = 'auto';
const UNKNOWN_CONTENT = '❔ This message cannot be shown';

const operation: INodeProperties = {
	displayName: 'Operation',
	name: 'operation',
	type: 'options',
	noDataExpression: true,
	options: [
		{
			name: 'From Messenger',
			value: 'fromMessenger',
			action: 'Bring in what a messenger says',
			description: "Takes the items of the messenger's trigger, or of a Webhook node",
		},
		{
			name: 'To Messenger',
			value: 'toMessenger',
			action: 'Bring what managers write to a messenger',
			description: 'Takes the items of the amoCRM Chats Trigger',
		},
	],
	default: 'fromMessenger',
};

const callNotice: INodeProperties = {
	displayName:
		'Connect Call to an HTTP Request node with the credential of the messenger, and its output back to this node',
	name: 'callNotice',
	type: 'notice',
	default: '',
};

const choices = messengers.map(({ id, name }) => ({ name, value: id }));

/** Which messenger an update is from can be seen; where a manager's message goes to cannot. */
const messenger: INodeProperties[] = [
	...showingIf({ operation: ['fromMessenger'] }, [
		{
			displayName: 'Messenger',
			name: 'messenger',
			type: 'options',
			options: [{ name: 'Detect Automatically', value: DETECT }, ...choices],
			default: DETECT,
			description: 'Where the items come from',
		},
	]),
	...showingIf({ operation: ['toMessenger'] }, [
		{
			displayName: 'Messenger',
			name: 'messenger',
			type: 'options',
			options: choices,
			default: 'telegram',
			description: 'Where the messages go to',
		},
	]),
];

/** As workflows store it: the messenger's ID and the name of the field. */
const setupNameOf = ({ id }: Messenger, { name }: SetupField) =>
	id + name.charAt(0).toUpperCase() + name.slice(1);

const setup: INodeProperties[] = messengers.flatMap((each) =>
	each.setup.flatMap((field) =>
		showingIf({ messenger: [each.id], ...(field.required && { operation: ['toMessenger'] }) }, [
			{
				displayName: field.label,
				name: setupNameOf(each, field),
				type: 'string',
				default: '',
				required: field.required === true,
				description: field.description,
				...(field.default !== undefined && { default: field.default }),
			},
		]),
	),
);

const accountPrefix: INodeProperties = {
	displayName: 'Account Prefix',
	name: 'accountPrefix',
	type: 'string',
	default: '',
	placeholder: 'e.g. shop-bot',
	description:
		'Stands before the IDs of chats, so that several bots can share one channel; the same in both directions. Not needed for messengers that name the number themselves, such as WhatsApp.',
};

const fromMessengerOptions: INodeProperties[] = [
	{
		displayName: 'Deleted Message Text',
		name: 'deletedText',
		type: 'string',
		default: '🗑 (deleted)',
		description:
			'What a message says after the client has deleted it; amoCRM itself deletes nothing',
	},
	{
		displayName: 'Groups',
		name: 'groups',
		type: 'boolean',
		default: false,
		description: 'Whether to bring in what is written in groups, each as one chat',
	},
	{
		displayName: 'Messages From the App',
		name: 'ownMessages',
		type: 'options',
		options: [
			{ name: 'Bring In as the Bot', value: 'fromBot' },
			{ name: 'Bring In as a Manager', value: 'fromManager' },
			{ name: 'Leave Out', value: 'skip' },
		],
		default: 'skip',
		description:
			"What becomes of messages that the owner of the account wrote in the messenger's own app",
	},
	...showingIf({ ownMessages: ['fromManager'] }, [
		{
			displayName: 'Manager amoCRM User ID',
			name: 'managerRefId',
			type: 'string',
			default: '',
			placeholder: 'e.g. 76fc2bea-902f-425c-9a3d-dcdac4766090',
			description:
				'The amojo_id of the CRM user in whose name they appear: GET /api/v4/users?with=amojo_id lists them',
		},
	]),
	{
		displayName: 'Source ID',
		name: 'sourceId',
		type: 'string',
		default: '',
		placeholder: 'e.g. shop-bot',
		description: 'External ID of the source in amoCRM that incoming leads come from',
	},
	{
		displayName: 'Unknown Content Text',
		name: 'unknownText',
		type: 'string',
		default: UNKNOWN_CONTENT,
		description:
			'What stands for content of a kind that the Bridge cannot read, before the name of the kind. Empty: a message of nothing else is left out.',
	},
];

function optionsOf(direction: Direction, own: INodeProperties[]): INodeProperties[] {
	const options = [accountPrefix, ...own, ...requestSettings];
	return showingIf({ operation: [direction] }, [
		{
			displayName: 'Options',
			name: 'options',
			type: 'collection',
			placeholder: 'Add option',
			default: {},
			options: options.sort((a, b) => a.displayName.localeCompare(b.displayName, 'en')),
		},
	]);
}

export const bridgeForm: INodeProperties[] = [
	operation,
	...messenger,
	callNotice,
	...setup,
	...optionsOf('fromMessenger', fromMessengerOptions),
	...optionsOf('toMessenger', []),
];

/** What the form says, the same for all items. */
export interface Choices {
	direction: Direction;
	/** Undefined where it is to be detected. */
	messenger: Messenger | undefined;
	prefix: string | undefined;
	deletedText: string;
	unknownText: string;
	groups: boolean;
	ownMessages: 'fromBot' | 'fromManager' | 'skip';
	managerRefId: string | undefined;
	sourceId: string | undefined;
	setupOf: (messenger: Messenger) => Setup;
}

export function choicesIn(form: Form): Choices {
	const direction = form.requiredChoice('operation', DIRECTIONS);
	const chosen = form.text('messenger') ?? DETECT;
	const messenger = messengers.find(({ id }) => id === chosen);
	if (messenger === undefined && (chosen !== DETECT || direction === 'toMessenger')) {
		throw form.invalid('messenger', 'is not one of its options', 'Choose the messenger.');
	}
	return {
		direction,
		messenger,
		prefix: form.text('options.accountPrefix')?.trim(),
		deletedText: form.text('options.deletedText') ?? '🗑 (deleted)',
		unknownText: form.textOrEmpty('options.unknownText') ?? UNKNOWN_CONTENT,
		groups: form.flag('options.groups') ?? false,
		ownMessages: form.choice('options.ownMessages', ['fromBot', 'fromManager', 'skip']) ?? 'skip',
		managerRefId: form.text('options.managerRefId'),
		sourceId: form.text('options.sourceId'),
		setupOf: (each) => setupIn(form, each, direction),
	};
}

function setupIn(form: Form, messenger: Messenger, direction: Direction): Setup {
	const values = messenger.setup.map((field) => {
		const path = setupNameOf(messenger, field);
		const value = form.text(path)?.trim() ?? field.default;
		if (value === undefined && field.required && direction === 'toMessenger') {
			throw form.invalid(path, 'is empty', field.description);
		}
		return [field.name, value] as const;
	});
	return Object.fromEntries(values.flatMap(([name, value]) => (value ? [[name, value]] : [])));
}
