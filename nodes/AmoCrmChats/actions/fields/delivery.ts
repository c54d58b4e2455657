import type { INodeProperties } from 'n8n-workflow';
import { DELIVERY_ERRORS, DELIVERY_STATUS, type DeliveryStatus } from '../../shared/wire';
import type { ItemForm } from '../form';
import { showingIf } from './showing';

const STATUSES = ['delivered', 'read', 'error'] as const;
const OTHER_REASON = 905;

/** What became of a message, and the reason if it was not delivered. */
export const deliveryFields: INodeProperties[] = [
	{
		displayName: 'Status',
		name: 'status',
		type: 'options',
		options: [
			{ name: 'Delivered', value: 'delivered', description: 'The client has it; two gray ticks' },
			{ name: 'Read', value: 'read', description: 'The client has seen it; two colored ticks' },
			{
				name: 'Error',
				value: 'error',
				description: 'It could not be delivered; a red mark with the reason',
			},
		],
		default: 'delivered',
		description: 'What became of the message; amoCRM marks it for the manager',
	},
	...showingIf({ status: ['error'] }, [
		{
			displayName: 'Reason',
			name: 'errorCode',
			type: 'options',
			options: Object.entries(DELIVERY_ERRORS).map(([code, name]) => ({
				name: `${code}: ${name}`,
				value: Number(code),
			})),
			default: OTHER_REASON,
			description: 'Why the message could not be delivered; amoCRM tells the manager',
		},
		{
			displayName: 'Error Text',
			name: 'errorText',
			type: 'string',
			default: '',
			placeholder: 'e.g. The number is not on WhatsApp',
			description: 'Text that the manager sees beside the message; needed for reason 905',
		},
	]),
];

export function statusOf(form: ItemForm): DeliveryStatus {
	return form.requiredChoice('status', STATUSES);
}

/** "Sent" is where a message begins and cannot be set. */
export function statusCodeOf(form: ItemForm): number {
	return DELIVERY_STATUS[statusOf(form)];
}

/** A reason goes with an error only, and 905 (another reason) needs words. */
export function reasonOf(form: ItemForm): { error_code?: number; error?: string } {
	if (statusOf(form) !== 'error') return {};
	const code = form.integer('errorCode', 901, 905) ?? OTHER_REASON;
	const error = form.text('errorText');
	if (error !== undefined) return { error_code: code, error };
	if (code !== OTHER_REASON) return { error_code: code };
	throw form.invalid('errorText', 'is empty', 'Say what went wrong: reason 905 needs a text.');
}
