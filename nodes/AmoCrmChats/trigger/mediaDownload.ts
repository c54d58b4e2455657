import type {
	IBinaryKeyData,
	IDataObject,
	INodeExecutionData,
	INodeProperties,
	IWebhookFunctions,
} from 'n8n-workflow';
import { downloadOptions, fetchLimitsOf } from '../actions/fields/downloadOptions';
import { showingIf } from '../actions/fields/showing';
import type { FileToFetch } from '../shared/mediaFile';
import { download } from '../files/download';
import type { AmoCrmChatsEvent } from './triggerOutput';

export const mediaFields: INodeProperties[] = [
	{
		displayName: 'Download Media',
		name: 'downloadMedia',
		type: 'boolean',
		default: false,
		description:
			'Whether to put the file of a message into the item as data, and its thumbnail as thumbnail. amoCRM waits five seconds and no longer, so it gets its answer first: should n8n crash during the download, the event is lost. The operation Download Media does the same later, in the execution.',
	},
	...showingIf({ downloadMedia: [true] }, downloadOptions),
];

/** An item with the event's files; if a file cannot be downloaded, the item says so and the event is not lost. */
export async function withMedia(
	context: IWebhookFunctions,
	json: IDataObject,
	{ mediaUrl, thumbnailUrl, fileName }: AmoCrmChatsEvent,
	options: IDataObject,
): Promise<INodeExecutionData> {
	const limits = fetchLimitsOf(options);
	const binary: IBinaryKeyData = {};
	const errors: IDataObject = {};
	const get = async (field: string, error: string, { url, name }: Partial<FileToFetch>) => {
		if (url === undefined) return;
		try {
			binary[field] = await download(context, { url, name }, limits);
		} catch (reason) {
			errors[error] = reason instanceof Error ? reason.message : String(reason);
		}
	};
	await Promise.all([
		get('data', 'mediaError', { url: mediaUrl, name: fileName }),
		get('thumbnail', 'thumbnailError', { url: thumbnailUrl }),
	]);
	const item = { json: { ...json, ...errors } };
	return Object.keys(binary).length > 0 ? { ...item, binary } : item;
}
