import type { INodeProperties } from 'n8n-workflow';
import type { Form } from '../form';
import type { FetchLimits } from '../../shared/mediaFile';

const MEGABYTE = 1024 * 1024;
const MAX_MEGABYTES = 100;
const TIMEOUT_MS = 120_000;

/** How files are fetched, for the Options of the trigger and of Download Media. */
export const downloadOptions: INodeProperties[] = [
	{
		displayName: 'Allow Private Addresses',
		name: 'allowPrivateAddresses',
		type: 'boolean',
		default: false,
		description:
			'Whether to download also from this machine and its private network, such as from a sandbox. Leave it off otherwise, or addresses from outside could make n8n call its own network.',
	},
	{
		displayName: 'Download Timeout (Milliseconds)',
		name: 'downloadTimeout',
		type: 'number',
		typeOptions: { minValue: 1, numberPrecision: 0 },
		default: TIMEOUT_MS,
		description: 'How long a download may take as a whole',
	},
	{
		displayName: 'Max File Size (MB)',
		name: 'maxFileSize',
		type: 'number',
		typeOptions: { minValue: 0 },
		default: MAX_MEGABYTES,
		description: 'Size above which a download is stopped',
	},
];

export function fetchLimitsOf(form: Form): FetchLimits {
	const megabytes = form.number('options.maxFileSize', 0, Number.MAX_SAFE_INTEGER);
	return {
		maxBytes: Math.floor((megabytes ?? MAX_MEGABYTES) * MEGABYTE),
		timeout: form.integer('options.downloadTimeout', 1) ?? TIMEOUT_MS,
		allowPrivate: form.flag('options.allowPrivateAddresses') ?? false,
	};
}
