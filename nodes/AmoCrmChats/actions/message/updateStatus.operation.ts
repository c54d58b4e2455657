import type { INodeProperties } from 'n8n-workflow';
import { compact, type JsonObject } from '../../shared/json';
import { DELIVERY_ERRORS, DELIVERY_STATUS } from '../../shared/wire';
import { accountIdOption, scopeOf } from '../fields/account';
import { defineOperation } from '../operation';
import type { Parameters } from '../parameters';

const STATUSES = ['delivered', 'read', 'error'] as const;
const BODY_FORMS = ['both', 'statusCode', 'deliveryStatus'] as const;
const onError = { show: { status: ['error'] } };

const properties: INodeProperties[] = [
	{
		displayName: 'amoCRM Message ID',
		name: 'messageId',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. 0371a0ff-b78a-4c7b-8538-a7d547e10692',
		description:
			"The message's ID in amoCRM: messageId in the output of the trigger and of Send. Your own ID of the message is not found.",
	},
	{
		displayName: 'Status',
		name: 'status',
		type: 'options',
		options: [
			{ name: 'Delivered', value: 'delivered', description: 'The client has it; two grey ticks' },
			{
				name: 'Error',
				value: 'error',
				description: 'It could not be delivered; a red mark with the reason',
			},
			{ name: 'Read', value: 'read', description: 'The client has seen it; two coloured ticks' },
		],
		default: 'delivered',
		description: 'What became of the message',
	},
	{
		displayName: 'Reason',
		name: 'errorCode',
		type: 'options',
		options: Object.entries(DELIVERY_ERRORS).map(([code, name]) => ({
			name: `${code}: ${name}`,
			value: Number(code),
		})),
		default: 905,
		description: 'Why the message could not be delivered',
		displayOptions: onError,
	},
	{
		displayName: 'Error Text',
		name: 'errorText',
		type: 'string',
		default: '',
		placeholder: 'e.g. The number is not on WhatsApp',
		description: 'Text that the manager sees beside the message; needed for reason 905',
		displayOptions: onError,
	},
];

/**
 * Two forms of the body are documented. The older has `msgid` and `delivery_status`, the newer only
 * `status_code`; integrations run with either. Sending both lets a server of either age find its own
 * field, and the other one is a choice away should it ever be refused.
 */
const bodyForm: INodeProperties = {
	displayName: 'Body Format',
	name: 'bodyFormat',
	type: 'options',
	options: [
		{ name: 'Both Forms', value: 'both' },
		{ name: 'New Form Only', value: 'statusCode' },
		{ name: 'Old Form Only', value: 'deliveryStatus' },
	],
	default: 'both',
	description:
		'How the status is written in the request; change it only if amoCRM refuses the request',
};

/** @see https://www.amocrm.ru/developers/content/chats/chat-api-reference */
export const updateStatus = defineOperation({
	resource: 'message',
	value: 'updateStatus',
	name: 'Update Status',
	action: 'Update message status',
	description: 'Report that a message reached the client, was read, or could not be delivered',
	properties,
	options: [accountIdOption, bodyForm],
	lane: messageOf,
	repeatable: true,
	request: (parameters) => ({
		method: 'POST',
		path: `/${scopeOf(parameters)}/${messageOf(parameters)}/delivery_status`,
		body: bodyOf(parameters),
	}),
	output: (_answer, parameters) => ({
		success: true,
		messageId: messageOf(parameters),
		status: parameters.choice('status', STATUSES),
	}),
});

/** Rule 1. */
function messageOf(parameters: Parameters): string {
	return parameters.requiredUuid(
		'messageId',
		'Enter the ID that amoCRM gave the message (a UUID), such as {{ $json.messageId }} after the trigger.',
	);
}

/** Rule 30. */
function bodyOf(parameters: Parameters): JsonObject {
	const status = parameters.choice('status', STATUSES);
	const form = parameters.has('options.bodyFormat')
		? parameters.choice('options.bodyFormat', BODY_FORMS)
		: 'both';
	const number = DELIVERY_STATUS[status];
	return compact({
		...(form === 'statusCode' ? {} : { msgid: messageOf(parameters), delivery_status: number }),
		...(form === 'deliveryStatus' ? {} : { status_code: number }),
		...(status === 'error' ? reasonOf(parameters) : {}),
	});
}

/** Rule 31: a reason goes with an error only, and 905 needs words. */
function reasonOf(parameters: Parameters): { error_code: number; error?: string } {
	const code = parameters.integer('errorCode', 901, 905) ?? 905;
	const error = parameters.text('errorText');
	if (code === 905 && error === undefined) {
		throw parameters.invalid(
			'errorText',
			'is empty',
			'Say what went wrong: reason 905 needs a text.',
		);
	}
	return error === undefined ? { error_code: code } : { error_code: code, error };
}
