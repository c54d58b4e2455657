import type { INodeProperties } from 'n8n-workflow';
import { compact, compactOrNone, type JsonObject } from '../../shared/json';
import type { Parameters } from '../parameters';
import { webAddressOf } from './webAddress';

const DIRECTIONS = ['fromClient', 'fromManager', 'fromBot'] as const;

const fromClient = { show: { direction: ['fromClient'] } };
const fromManager = { show: { direction: ['fromManager'] } };
const outgoing = { show: { direction: ['fromManager', 'fromBot'] } };

/** Optional facts about a client; a new lead's contact gets them. */
const clientDetails: INodeProperties[] = [
	{
		displayName: 'amoCRM ID',
		name: 'refId',
		type: 'string',
		default: '',
		placeholder: 'e.g. 2ed64e26-70a1-4857-8382-bb066a076219',
		description:
			"The client's ID in amoCRM. Needed on the first answer to a chat that a manager started; the trigger puts it out as receiver.refId.",
	},
	{
		displayName: 'Avatar URL',
		name: 'avatar',
		type: 'string',
		default: '',
		placeholder: 'e.g. https://example.com/ann.png',
		description: 'Public address of a picture; amoCRM downloads it shortly afterwards',
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
		description: "Address of the client's profile in the messenger",
	},
];

export const direction: INodeProperties = {
	displayName: 'Direction',
	name: 'direction',
	type: 'options',
	options: [
		{
			name: 'From Client',
			value: 'fromClient',
			description: 'The client wrote in the messenger',
		},
		{
			name: 'From Manager',
			value: 'fromManager',
			description: 'A CRM user wrote outside amoCRM, such as on the phone',
		},
		{
			name: 'From Bot',
			value: 'fromBot',
			description: 'The integration wrote by itself, or the author is unknown',
		},
	],
	default: 'fromClient',
	description: 'Who wrote the message; amoCRM shows it on that side of the chat',
};

const senderId: INodeProperties = {
	displayName: 'Sender ID',
	name: 'senderId',
	type: 'string',
	default: '',
	placeholder: 'e.g. telegram-user-42',
	description: 'Your own ID of the person who wrote, the same for all their messages',
};

const senderName: INodeProperties = {
	displayName: 'Sender Name',
	name: 'senderName',
	type: 'string',
	default: '',
	placeholder: 'e.g. Ann',
	description: 'Name that the chat shows for the person who wrote',
};

/** Sender and receiver: only what the chosen direction needs is shown, and demanded. */
export const participantFields: INodeProperties[] = [
	{ ...senderId, required: true, displayOptions: fromClient },
	{ ...senderName, required: true, displayOptions: fromClient },
	{
		displayName: 'Sender amoCRM User ID',
		name: 'senderRefId',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. 76fc2bea-902f-425c-9a3d-dcdac4766090',
		description:
			'The amojo_id of the CRM user who wrote, found with GET /api/v4/users?with=amojo_id. Without it amoCRM would take the manager for a second client.',
		displayOptions: fromManager,
	},
	{ ...senderId, displayOptions: outgoing },
	{ ...senderName, displayOptions: outgoing },
	{
		displayName: 'Sender Details',
		name: 'senderDetails',
		type: 'collection',
		placeholder: 'Add detail',
		default: {},
		options: clientDetails,
		displayOptions: fromClient,
	},
	{
		displayName: 'Receiver ID',
		name: 'receiverId',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. telegram-user-42',
		description: 'Your own ID of the client who received the message',
		displayOptions: outgoing,
	},
	{
		displayName: 'Receiver Name',
		name: 'receiverName',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. Ann',
		description: 'Name of the client who received the message',
		displayOptions: outgoing,
	},
	{
		displayName: 'Receiver Details',
		name: 'receiverDetails',
		type: 'collection',
		placeholder: 'Add detail',
		default: {},
		options: clientDetails,
		displayOptions: outgoing,
	},
];

/** Rules 18 and 19: a client writes without a receiver; who writes to a client is known to amoCRM. */
export function participantsOf(parameters: Parameters): {
	sender: JsonObject;
	receiver?: JsonObject;
} {
	const direction = parameters.choice('direction', DIRECTIONS);
	if (direction === 'fromClient') return { sender: clientOf(parameters, 'sender') };
	const sender = compact({
		id: parameters.id('senderId'),
		name: parameters.text('senderName'),
		ref_id: direction === 'fromManager' ? managerOf(parameters) : botOf(parameters),
	});
	return { sender, receiver: clientOf(parameters, 'receiver') };
}

function clientOf(parameters: Parameters, role: 'sender' | 'receiver'): JsonObject {
	const details = `${role}Details`;
	const refId = parameters.refId(`${details}.refId`);
	// amoCRM knows a client by its own ID too; then nothing else is needed.
	const needed = refId === undefined;
	const id = `${role}Id`;
	const name = `${role}Name`;
	return compact({
		id: needed
			? parameters.requiredId(
					id,
					"Enter your own ID of the client, such as the messenger's user ID.",
				)
			: parameters.id(id),
		ref_id: refId,
		name: needed
			? parameters.requiredText(name, 'Enter the name that the chat should show for the client.')
			: parameters.text(name),
		avatar: webAddressOf(parameters, `${details}.avatar`, { downloaded: true }),
		profile: compactOrNone({
			phone: parameters.text(`${details}.phone`),
			email: parameters.text(`${details}.email`),
		}),
		profile_link: webAddressOf(parameters, `${details}.profileLink`, { downloaded: false }),
	});
}

function managerOf(parameters: Parameters): string {
	return parameters.requiredUuid(
		'senderRefId',
		'Enter the amojo_id of the CRM user who wrote: GET /api/v4/users?with=amojo_id lists them. For messages without a known author use the direction From Bot.',
	);
}

function botOf(parameters: Parameters): string {
	return parameters.credentialUuid('Bot ID', parameters.account.botId);
}
