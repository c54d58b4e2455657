import type { INodeProperties } from 'n8n-workflow';
import type { ItemForm } from '../form';
import { showingIf } from './showing';

const WAYS = ['ownId', 'amoCrmId'] as const;
type Way = (typeof WAYS)[number];

const clientRefId: INodeProperties = {
	displayName: 'Client amoCRM ID',
	name: 'clientRefId',
	type: 'string',
	default: '',
	required: true,
	placeholder: 'e.g. 2ed64e26-70a1-4857-8382-bb066a076219',
	description:
		"The client's ID in amoCRM: receiver.refId in the output of the trigger, sender.refId in that of Get History",
};

/** A client by either ID: a choice, and the fields that each way shows. */
export function clientChoice(fields: Record<Way, INodeProperties[]>): INodeProperties[] {
	return [
		{
			displayName: 'Client By',
			name: 'clientBy',
			type: 'options',
			options: [
				{ name: 'Own ID', value: 'ownId', description: 'Your own ID of the client' },
				{
					name: 'amoCRM ID',
					value: 'amoCrmId',
					description: 'For a client to whom a manager wrote first and who has not answered yet',
				},
			],
			default: 'ownId',
			description: 'How amoCRM finds the client',
		},
		...showingIf({ clientBy: ['ownId'] }, fields.ownId),
		...showingIf({ clientBy: ['amoCrmId'] }, [clientRefId, ...fields.amoCrmId]),
	];
}

/** amoCRM's ID of the client, if that is the choice. */
export function clientRefOf(form: ItemForm): string | undefined {
	if (form.requiredChoice('clientBy', WAYS) === 'ownId') return undefined;
	return form.requiredRefId(
		'clientRefId',
		'Enter the ID that amoCRM gave the client (a UUID), such as {{ $json.receiver.refId }} after the trigger.',
	);
}
