import type { INodeProperties } from 'n8n-workflow';
import type { FilesToFetch } from '../../shared/mediaFile';
import { downloadOptions, fetchLimitsOf } from '../fields/downloadOptions';
import { fetchFiles, SameItem, defineOperation, repetitionSettings } from '../operation';
import type { ItemForm } from '../form';

const properties: INodeProperties[] = [
	{
		displayName: 'Media URL',
		name: 'mediaUrl',
		type: 'string',
		default: '={{ $json.mediaUrl }}',
		placeholder: 'e.g. {{ $json.mediaUrl }}',
		description:
			'Address of the file, as the trigger and Get History output it; an item without one passes unchanged',
	},
	{
		displayName: 'File Name',
		name: 'fileName',
		type: 'string',
		default: '={{ $json.fileName }}',
		placeholder: 'e.g. {{ $json.fileName }}',
		description: 'Name to give the file; if empty, the one that its server or its address has',
	},
	{
		displayName: 'Put Output File in Field',
		name: 'outputPropertyName',
		type: 'string',
		default: 'data',
		required: true,
		placeholder: 'e.g. data',
		description: 'The name of the output binary field to put the file in',
		hint: 'The name of the output binary field to put the file in',
	},
];

/** The files of hooks and of the history lie at plain addresses: neither the account nor a signature is needed. */
export const downloadMedia = defineOperation({
	resource: 'message',
	value: 'downloadMedia',
	name: 'Download Media',
	action: 'Download message media',
	description: 'Download the file of a message into the item, which keeps everything it has',
	properties,
	options: downloadOptions,
	settings: repetitionSettings,
	lane: (form) => form.text('mediaUrl') ?? '',
	*steps(form) {
		return new SameItem(yield* fetchFiles(filesOf(form)));
	},
});

function filesOf(form: ItemForm): FilesToFetch {
	const name = form.requiredText(
		'outputPropertyName',
		'Enter the name of the binary field that the file goes into, such as data.',
	);
	const url = form.text('mediaUrl')?.trim();
	return {
		files: url === undefined ? {} : { [name]: { url, name: form.text('fileName') } },
		limits: fetchLimitsOf(form),
	};
}
