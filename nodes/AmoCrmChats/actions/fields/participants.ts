import type { INodeProperties } from 'n8n-workflow';
import { compact, type JsonObject } from '../../shared/json';
import type { ItemForm } from '../form';
import { clientFields, clientOf } from './client';
import { showingIf } from './showing';

export const DIRECTIONS = ['fromClient', 'fromManager', 'fromBot'] as const;
export type Direction = (typeof DIRECTIONS)[number];

const NAMES = { fromClient: 'From Client', fromManager: 'From Manager', fromBot: 'From Bot' };
const outgoing = { direction: ['fromManager', 'fromBot'] };

/** Who does it: the directions that make sense for an operation, each with what it means there. */
export function directionField(
	offered: Partial<Record<Direction, string>>,
	description: string,
): INodeProperties {
	return {
		displayName: 'Direction',
		name: 'direction',
		type: 'options',
		options: DIRECTIONS.filter((value) => value in offered).map((value) => ({
			name: NAMES[value],
			value,
			description: offered[value],
		})),
		default: 'fromClient',
		description,
	};
}

export const senderRefId: INodeProperties = {
	displayName: 'Sender amoCRM User ID',
	name: 'senderRefId',
	type: 'string',
	default: '',
	required: true,
	placeholder: 'e.g. 76fc2bea-902f-425c-9a3d-dcdac4766090',
	description:
		'The amojo_id of the CRM user, found with GET /api/v4/users?with=amojo_id. amoCRM shows their name; without it they would pass for a second client.',
};

export const ownSenderId: INodeProperties = {
	displayName: 'Sender ID',
	name: 'senderId',
	type: 'string',
	default: '',
	placeholder: 'e.g. manager-7',
	description: 'Your own ID of the manager or bot, if you have one',
};

const ownSenderName: INodeProperties = {
	displayName: 'Sender Name',
	name: 'senderName',
	type: 'string',
	default: '',
	placeholder: 'e.g. Bob',
	description: 'Name of the manager or bot; amoCRM shows the one that it knows',
};

/** Sender and receiver: only what the chosen direction needs is shown, and demanded. */
export const participantFields: INodeProperties[] = [
	...showingIf({ direction: ['fromManager'] }, [senderRefId]),
	...showingIf({ direction: ['fromClient'] }, clientFields('sender')),
	...showingIf(outgoing, [...clientFields('receiver'), ownSenderId, ownSenderName]),
];

/** A client writes without a receiver; who writes to a client is known to amoCRM. */
export function participantsOf(
	form: ItemForm,
	directions: readonly Direction[],
): { sender: JsonObject; receiver?: JsonObject } {
	const direction = form.requiredChoice('direction', directions);
	if (direction === 'fromClient') return { sender: clientOf(form, 'sender') };
	const sender = compact({
		id: form.id('senderId'),
		name: form.text('senderName'),
		ref_id: direction === 'fromManager' ? managerOf(form) : botOf(form),
	});
	return { sender, receiver: clientOf(form, 'receiver') };
}

export function managerOf(form: ItemForm): string {
	return form.requiredUuid(
		'senderRefId',
		'Enter the amojo_id of the CRM user: GET /api/v4/users?with=amojo_id lists them. For messages without a known author use the direction From Bot.',
	);
}

function botOf(form: ItemForm): string {
	return form.credentialUuid('Bot ID', form.account.botId);
}
