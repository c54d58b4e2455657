// Jest imports its global setup natively, so TypeScript needs tsx here.
import { tsImport } from 'tsx/esm/api';

export default async function setup() {
	const { setUp } = await tsImport('./n8n.mts', import.meta.url);
	await setUp();
}
