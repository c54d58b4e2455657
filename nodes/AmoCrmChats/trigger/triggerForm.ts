import type { INodeProperties } from 'n8n-workflow';
import { Form } from '../actions/form';
import { at } from '../shared/json';
import { connectionFields } from './connectOnActivation';
import { filterFields } from './filters';
import { addressNotice } from './triggerPanel';
import { mediaFields } from './mediaDownload';

const events: INodeProperties = {
	displayName: 'Trigger On',
	name: 'events',
	type: 'multiOptions',
	options: [
		{
			name: 'Comment Reply',
			value: 'commentReply',
			description:
				'A manager answered a comment under a post; needs comments to be allowed for the channel',
		},
		{ name: 'Message', value: 'message', description: 'A manager or a bot wrote to a client' },
		{
			name: 'Other',
			value: 'other',
			description: 'A kind of webhook that this node does not know',
		},
		{
			name: 'Reaction',
			value: 'reaction',
			description:
				'A manager reacted to a message, or removed the reaction; needs reactions to be allowed for the channel',
		},
		{
			name: 'Typing',
			value: 'typing',
			description:
				'A manager is typing; arrives at most every five seconds, if support has switched these webhooks on',
		},
	],
	default: ['message'],
	required: true,
};

const simplify: INodeProperties = {
	displayName: 'Simplify',
	name: 'simplify',
	type: 'boolean',
	default: true,
	description: 'Whether to return a simplified version of the response instead of the raw data',
};

const respond: INodeProperties = {
	displayName: 'Respond',
	name: 'respond',
	type: 'options',
	options: [
		{
			name: 'Immediately',
			value: 'immediately',
			description:
				'As soon as the signature is verified. Always in time, but a webhook that arrives just before a crash of n8n is lost.',
		},
		{
			name: 'When Stored',
			value: 'whenStored',
			description:
				'After n8n 2.x has stored the execution, so nothing is lost in a crash. With a limit on concurrent executions the answer waits for a free place; amoCRM gives five seconds and sends once.',
		},
	],
	default: 'whenStored',
	description:
		'When amoCRM gets its 200. It waits five seconds, never sends again, and slows down for integrations that answer late.',
};

const includeHeaders: INodeProperties = {
	displayName: 'Include Headers',
	name: 'includeHeaders',
	type: 'boolean',
	default: false,
	description:
		'Whether to add the headers of the webhook as headers; the signature and whatever else can be a key are hidden in them',
};

const path: INodeProperties = {
	displayName: 'Path',
	name: 'path',
	type: 'string',
	default: '',
	placeholder: 'e.g. amocrm/telegram',
	description:
		'Address of your own instead of one that belongs to this node, so that it survives copying, exporting and importing the workflow. Needs Scope ID too. Register it with amoCRM as this path followed by /:scope_id.',
};

const scopeId: INodeProperties = {
	displayName: 'Scope ID',
	name: 'scopeId',
	type: 'string',
	default: '',
	placeholder: 'e.g. 344a5002-f8ca-454d-af3d-396180102ac7_52e591f7-c98f-4255-8495-827210138c81',
	description:
		'The channel ID and the amojo account ID, joined by an underscore, that the address with a Path ends in. The operation Channel: Connect returns it as scopeId.',
};

const options: INodeProperties = {
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add option',
	default: {},
	options: [...filterFields, includeHeaders, ...mediaFields, path, respond, scopeId].sort((a, b) =>
		a.displayName.localeCompare(b.displayName, 'en'),
	),
};

export const triggerFields: INodeProperties[] = [
	addressNotice,
	events,
	simplify,
	...connectionFields,
	options,
];

/** The form as n8n evaluates it. A field is asked for once, with all that is in it: each costs n8n an evaluation. */
export function formOf(context: {
	getNodeParameter: (name: string, fallback: null) => unknown;
}): Form {
	const values = new Map<string, unknown>();
	const read = (path: string) => {
		const [name = '', ...rest] = path.split('.');
		if (!values.has(name)) values.set(name, context.getNodeParameter(name, null));
		const value = values.get(name);
		return rest.length === 0 ? value : at(value, rest.join('.'));
	};
	return new Form(read, triggerFields);
}
