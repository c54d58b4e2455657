import type { INodeProperties } from 'n8n-workflow';
import { compact, compactOrNone, type JsonObject } from '../../shared/json';
import type { ItemForm } from '../form';
import { decorationOf } from './webAddress';

type Role = 'client' | 'receiver' | 'sender';

const LABELS = { client: 'Client', receiver: 'Receiver', sender: 'Sender' };

const refIdDetail: INodeProperties = {
	displayName: 'amoCRM ID',
	name: 'refId',
	type: 'string',
	default: '',
	placeholder: 'e.g. 2ed64e26-70a1-4857-8382-bb066a076219',
	description:
		"The client's ID in amoCRM. Needed on the first answer to a chat that a manager started; the trigger outputs it as receiver.refId.",
};

const details: INodeProperties[] = [
	{
		displayName: 'Avatar URL',
		name: 'avatar',
		type: 'string',
		default: '',
		placeholder: 'e.g. https://example.com/ann.png',
		description: 'Public address of a picture for the chat; amoCRM downloads it shortly afterwards',
	},
	{
		displayName: 'Email',
		name: 'email',
		type: 'string',
		default: '',
		placeholder: 'e.g. nathan@example.com',
		description: 'Goes to the contact of a new incoming lead and finds duplicates',
	},
	{
		displayName: 'Phone',
		name: 'phone',
		type: 'string',
		default: '',
		placeholder: 'e.g. +15550100000',
		description: 'Goes to the contact of a new incoming lead and finds duplicates',
	},
	{
		displayName: 'Profile URL',
		name: 'profileLink',
		type: 'string',
		default: '',
		placeholder: 'e.g. https://t.me/ann',
		description:
			"Address of the client's profile in the messenger; amoCRM keeps it but shows it nowhere yet",
	},
];

/** Of a client who acts, the parameter is called after the sender, as workflows store it. */
export function clientIdField(role: Role, label = LABELS[role]): INodeProperties {
	return {
		displayName: `${label} ID`,
		name: `${role}Id`,
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. telegram-user-42',
		description:
			"Your own ID of the client, such as the messenger's user ID. Keep it the same everywhere, or amoCRM creates a second contact; the trigger returns it as ID of the receiver.",
	};
}

export function clientNameField(role: Role): INodeProperties {
	return {
		displayName: `${LABELS[role]} Name`,
		name: `${role}Name`,
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. Ann',
		description: 'Name of the client, which amoCRM shows in the chat and gives to a new contact',
	};
}

export function clientDetailsField(role: Role, options = details): INodeProperties {
	return {
		displayName: `${LABELS[role]} Details`,
		name: `${role}Details`,
		type: 'collection',
		placeholder: 'Add detail',
		default: {},
		description: 'What else is known of the client',
		options,
	};
}

/** Who the client is, as fields of a role: ID, name, and what amoCRM may know besides. */
export function clientFields(role: Role): INodeProperties[] {
	return [
		clientIdField(role),
		clientNameField(role),
		clientDetailsField(role, [refIdDetail, ...details]),
	];
}

export function clientOf(form: ItemForm, role: Role): JsonObject {
	return clientBy(form, role, form.refId(`${role}Details.refId`));
}

/** amoCRM knows a client by its own ID too; then nothing else is needed. */
export function clientBy(form: ItemForm, role: Role, refId: string | undefined): JsonObject {
	return compact({
		id: refId === undefined ? requiredClientId(form, `${role}Id`) : form.id(`${role}Id`),
		ref_id: refId,
		name: refId === undefined ? requiredClientName(form, `${role}Name`) : form.text(`${role}Name`),
		...(form.has(`${role}Details`) ? detailsOf(form.within(`${role}Details`)) : {}),
	});
}

function detailsOf(known: ItemForm): JsonObject {
	return compact({
		avatar: decorationOf(known, 'avatar', { downloaded: true }),
		profile: compactOrNone({ phone: known.text('phone'), email: known.text('email') }),
		profile_link: decorationOf(known, 'profileLink', { downloaded: false }),
	});
}

export function requiredClientId(form: ItemForm, path: string): string {
	return form.requiredId(path, "Enter your own ID of the client, such as the messenger's user ID.");
}

function requiredClientName(form: ItemForm, path: string): string {
	return form.requiredText(path, 'Enter the name that the chat should show for the client.');
}
