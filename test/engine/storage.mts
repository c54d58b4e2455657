import './environment.mts';
import { createRequire } from 'node:module';
import { BinaryDataService } from 'n8n-core';
import type { IBinaryData } from 'n8n-workflow';

// n8n-core has one of its own; in another one its services are strangers.
const { Container } = createRequire(require.resolve('n8n-core'))(
	'@n8n/di',
) as typeof import('@n8n/di');

const service = () => Container.get(BinaryDataService);

/** Has n8n keep files as it does by default from 2.0 on, or in memory as before. */
export async function keepFilesOnDisk(): Promise<void> {
	await service().init();
}

export async function storedFile(
	bytes: Buffer,
	mimeType: string,
	fileName?: string,
): Promise<IBinaryData> {
	const location = { type: 'execution' as const, workflowId: 'w', executionId: '1' };
	return await service().store(location, bytes, { data: '', mimeType, fileName });
}

export async function bytesOf(binary: IBinaryData | undefined): Promise<Buffer> {
	if (binary === undefined) throw new Error('There is no file');
	return await service().getAsBuffer(binary);
}
