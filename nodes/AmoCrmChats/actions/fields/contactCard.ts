import type { INodeProperties } from 'n8n-workflow';
import type { JsonObject } from '../../shared/json';
import type { ItemForm } from '../form';

/**
 * Both are needed, but not `required`: where an expression gives the message type, n8n shows the fields of every
 * type, and would demand a contact of each message.
 */
export const contactCardFields: INodeProperties[] = [
	{
		displayName: 'Contact Name',
		name: 'contactName',
		type: 'string',
		default: '',
		placeholder: 'e.g. Nathan Smith',
		description: 'Name on the contact card that amoCRM shows in the chat; it cannot be empty',
	},
	{
		displayName: 'Contact Phone',
		name: 'contactPhone',
		type: 'string',
		default: '',
		placeholder: 'e.g. +15550100001',
		description:
			'Phone number on the contact card that amoCRM shows in the chat; it cannot be empty',
	},
];

export function contactCardOf(form: ItemForm): JsonObject {
	return {
		name: form.requiredText('contactName', 'Enter the name on the contact card.'),
		phone: form.requiredText('contactPhone', 'Enter the phone number on the contact card.'),
	};
}
