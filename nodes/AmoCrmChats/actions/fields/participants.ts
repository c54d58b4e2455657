import type { INodeProperties } from 'n8n-workflow';
import { compact, type JsonObject } from '../../shared/json';
import type { ItemForm } from '../form';
import { TOOL_VERSION } from '../operation';
import { clientFields, clientOf } from './client';
import { showingIf } from './showing';

export const DIRECTIONS = ['fromClient', 'fromManager', 'fromBot'] as const;
export type Direction = (typeof DIRECTIONS)[number];

const NAMES = { fromClient: 'From Client', fromManager: 'From Manager', fromBot: 'From Bot' };

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

/** As {@link directionField}; for a tool the bot is the usual sender. */
export function directionFields(
	...[offered, description]: Parameters<typeof directionField>
): INodeProperties[] {
	const field = directionField(offered, description);
	return [
		...showingIf({ '@version': [1] }, [field]),
		...showingIf({ '@version': [TOOL_VERSION] }, [{ ...field, default: 'fromBot' }]),
	];
}

export const senderRefId: INodeProperties = {
	displayName: 'Sender amoCRM User ID',
	name: 'senderRefId',
	type: 'string',
	default: '',
	required: true,
	placeholder: 'e.g. 76fc2bea-902f-425c-9a3d-dcdac4766090',
	description:
		'The amojo_id of the CRM user, found with GET /api/v4/users?with=amojo_id. amoCRM shows their name; without it they would appear as a second client.',
};

export const ownManagerId: INodeProperties = {
	displayName: 'Sender ID',
	name: 'senderId',
	type: 'string',
	default: '',
	placeholder: 'e.g. manager-7',
	description: 'Your own ID of the manager, if you have one',
};

const ownManagerName: INodeProperties = {
	displayName: 'Sender Name',
	name: 'senderName',
	type: 'string',
	default: '',
	placeholder: 'e.g. Bob',
	description: 'Name of the manager; amoCRM shows the name that it knows',
};

const ownBotId: INodeProperties = {
	...ownManagerId,
	placeholder: 'e.g. bot-1',
	description: 'Your own ID of the bot, if you have one',
};

const ownBotName: INodeProperties = {
	...ownManagerName,
	placeholder: 'e.g. Shop Bot',
	description: 'Name of the bot; amoCRM shows the name that it knows',
};

/** Sender and receiver: only what the chosen direction needs is shown, and demanded. */
export function participantFields(directions: readonly Direction[]): INodeProperties[] {
	const outgoing = directions.filter((direction) => direction !== 'fromClient');
	const fields: Record<Direction, INodeProperties[]> = {
		fromClient: clientFields('sender'),
		fromManager: [senderRefId, ownManagerId, ownManagerName],
		fromBot: [ownBotId, ownBotName],
	};
	return [
		...directions.flatMap((direction) => showingIf({ direction: [direction] }, fields[direction])),
		...showingIf({ direction: outgoing }, clientFields('receiver')),
	];
}

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
