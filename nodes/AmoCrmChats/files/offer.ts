import type { IExecuteFunctions } from 'n8n-workflow';
import { isPrivateHost } from '../shared/privateHost';
import type { MediaFile, OfferNeed } from '../shared/mediaFile';
import { plainName, withEnding } from './fileName';
import { FileTrouble } from './fileTrouble';
import { measureDuration } from './duration';

/** Makes a public address for a file of the item. Throws n8n's own words when the item has no such file. */
export async function offer(
	context: IExecuteFunctions,
	{ binaryPropertyName, hours, isTimed }: OfferNeed,
	itemIndex: number,
): Promise<MediaFile> {
	const { helpers } = context;
	const binary = helpers.assertBinaryData(itemIndex, binaryPropertyName);
	const { id, fileName, fileExtension, mimeType } = binary;
	if (id === undefined) {
		throw new FileTrouble(
			'n8n keeps this file in memory, where amoCRM cannot download it from',
			'Set N8N_DEFAULT_BINARY_DATA_MODE=filesystem on the n8n server and restart it. Or put the file on a storage of your own, and send its address with Media Source: URL.',
		);
	}
	const size = binary.bytes ?? (await helpers.getBinaryMetadata(id)).fileSize;
	const name = fileName ?? (fileExtension ? `file.${fileExtension}` : 'file');
	return {
		url: helpers.createBinarySignedUrl(binary, `${hours}h`),
		name: withEnding(plainName(name) ?? 'file', mimeType),
		size,
		duration: isTimed ? await measureDuration(context, id, size) : undefined,
	};
}

/** What is doubtful about an address of n8n's own. */
export function doubtAbout({ url }: MediaFile): string | undefined {
	const { origin, hostname } = new URL(url);
	if (!isPrivateHost(hostname)) return undefined;
	return `The file is offered at ${origin}, which amoCRM cannot reach to download from; set WEBHOOK_URL of n8n to its public address`;
}
