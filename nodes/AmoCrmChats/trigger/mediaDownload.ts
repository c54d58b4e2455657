import type {
	IBinaryKeyData,
	IDataObject,
	INodeExecutionData,
	INodeProperties,
	IWebhookFunctions,
} from 'n8n-workflow';
import { downloadOptions, fetchLimitsOf } from '../actions/fields/downloadOptions';
import { showingIf } from '../actions/fields/showing';
import type { Form } from '../actions/form';
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
			'Whether to download the file of a message into the item, as the binary field data, and its thumbnail as thumbnail. Needs: the file server of amoCRM to be reachable from n8n. amoCRM waits five seconds and no longer, so it gets its answer first: should n8n crash during the download, the event is lost. The operation Download Media does the same later, in the execution.',
	},
	...showingIf({ downloadMedia: [true] }, downloadOptions),
];

/** An item with the event's files; if a file cannot be downloaded, the item says so and the event is not lost. */
export async function withMedia(
	context: IWebhookFunctions,
	json: IDataObject,
	{ mediaUrl, thumbnailUrl, fileName }: AmoCrmChatsEvent,
	form: Form,
): Promise<INodeExecutionData> {
	const binary: IBinaryKeyData = {};
	const errors: IDataObject = {};
	const get = async (field: string, error: string, { url, name }: Partial<FileToFetch>) => {
		if (url === undefined) return;
		try {
			binary[field] = await download(context, { url, name }, fetchLimitsOf(form));
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
