import type { INodeProperties } from 'n8n-workflow';

export const triggerFields: INodeProperties[] = [
	{
		displayName:
			'Send the <b>production</b> URL above to amoCRM support when you register the channel, as it is, with <code>:scope_id</code> at its end. Never register the test URL. One channel has one URL, so use one trigger per channel.',
		name: 'registrationNotice',
		type: 'notice',
		default: '',
	},
	{
		displayName: 'Trigger On',
		name: 'events',
		type: 'multiOptions',
		options: [
			{
				name: 'Comment Reply',
				value: 'commentReply',
				description: 'A manager answered a comment under a post',
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
				description: 'A manager reacted to a message, or took the reaction back',
			},
			{
				name: 'Typing',
				value: 'typing',
				description: 'A manager is typing; amoCRM support switches these webhooks on for a channel',
			},
		],
		default: ['message'],
		required: true,
	},
	{
		displayName: 'Simplify',
		name: 'simplify',
		type: 'boolean',
		default: true,
		description: 'Whether to return a simplified version of the response instead of the raw data',
	},
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options: [
			{
				displayName: 'Path',
				name: 'path',
				type: 'string',
				default: '',
				placeholder: 'e.g. amocrm/telegram',
				description:
					'Address of your own instead of one that belongs to this node, so that it survives copying, exporting and importing the workflow. Needs Scope ID too. Register it with amoCRM as this path followed by /:scope_id.',
			},
			{
				displayName: 'Scope ID',
				name: 'scopeId',
				type: 'string',
				default: '',
				placeholder:
					'e.g. 344a5002-f8ca-454d-af3d-396180102ac7_52e591f7-c98f-4255-8495-827210138c81',
				description:
					'The channel ID and the amojo account ID, joined by an underscore, that the address with a Path ends in. The operation Channel: Connect puts it out as scopeId.',
			},
		],
	},
];
