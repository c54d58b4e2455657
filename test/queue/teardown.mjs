// Jest imports its global teardown natively, so TypeScript needs tsx here.
import { tsImport } from 'tsx/esm/api';

export default async function teardown() {
	const { tearDown } = await tsImport('./n8n.mts', import.meta.url);
	await tearDown();
}
