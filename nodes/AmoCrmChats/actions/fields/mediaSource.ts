import type { INodeProperties } from 'n8n-workflow';
import type { FileNeed } from '../../shared/mediaFile';
import type { MessageType } from '../../shared/wire';
import type { ItemForm } from '../form';
import { MEDIA, mediaUrl, NAMED_MEDIA, RECORDINGS } from './media';
import { showingIf } from './showing';
import { fileAddressOf, isPrivateAddress } from './webAddress';

const SOURCES = ['binary', 'url'] as const;

const mediaSource: INodeProperties = {
	displayName: 'Media Source',
	name: 'mediaSource',
	type: 'options',
	options: [
		{
			name: 'Binary File',
			value: 'binary',
			description:
				'A file of the item, which n8n gives a public address for a while; n8n must be reachable from the internet',
		},
		{
			name: 'URL',
			value: 'url',
			description: 'A public address of the file, on any server',
		},
	],
	default: 'url',
	description: 'Where amoCRM downloads the file from',
};

const binaryPropertyName: INodeProperties = {
	displayName: 'Input Binary Field',
	name: 'binaryPropertyName',
	type: 'string',
	default: 'data',
	required: true,
	placeholder: 'e.g. data',
	description: 'The name of the input field that holds the file to send',
	hint: 'The name of the input binary field containing the file to be sent',
};

/** Where the file of a message comes from. */
export const mediaSourceFields: INodeProperties[] = showingIf({ messageType: MEDIA }, [
	mediaSource,
	...showingIf({ mediaSource: ['binary'] }, [binaryPropertyName]),
	...showingIf({ mediaSource: ['url'] }, [mediaUrl]),
]);

/** An account may have files downloaded only when a manager opens them, so a day is short. */
const LIFETIME_HOURS = 168;

export const linkLifetimeOption: INodeProperties = {
	displayName: 'Link Lifetime (Hours)',
	name: 'linkLifetime',
	type: 'number',
	typeOptions: { minValue: 1, numberPrecision: 0 },
	default: LIFETIME_HOURS,
	description:
		'How long amoCRM can download the file from n8n. The file also vanishes with its execution, so keep executions at least as long.',
	displayOptions: { show: { '/messageType': MEDIA, '/mediaSource': ['binary'] } },
};

/** What a message must learn about its file; undefined when the form says all. */
export function mediaNeedOf(form: ItemForm, type: MessageType): FileNeed | undefined {
	if (isBinary(form)) {
		return {
			kind: 'offer',
			binaryPropertyName: form.requiredText(
				'binaryPropertyName',
				'Enter the name of the binary field that holds the file, such as data.',
			),
			hours: form.integer('options.linkLifetime', 1) ?? LIFETIME_HOURS,
			isTimed: RECORDINGS.includes(type) && !form.has('options.mediaDuration'),
		};
	}
	const isKnown = form.has('options.fileName') && form.has('options.fileSize');
	const url = fileAddressOf(form, 'mediaUrl');
	if (url === undefined || isKnown || !NAMED_MEDIA.includes(type)) return undefined;
	if (isPrivateAddress(url)) {
		throw form.invalid(
			'mediaUrl',
			`points to ${new URL(url).hostname}, which amoCRM cannot reach to download from`,
			'Use a public address. To send it all the same, add File Name and File Size under Options, which are then not looked up.',
		);
	}
	return {
		kind: 'lookUp',
		url,
		name: form.text('options.fileName')?.trim(),
		mayBePage: type === 'file',
	};
}

function isBinary(form: ItemForm): boolean {
	return form.has('mediaSource') && form.requiredChoice('mediaSource', SOURCES) === 'binary';
}
