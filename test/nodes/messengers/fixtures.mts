import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { JsonObject } from '../../../nodes/AmoCrmChats/shared/json.ts';

const ROOT = join(__dirname, 'fixtures');

/** What a messenger sends, by name: each file in the folder of its ID is an object of updates. */
export function updatesOf(messenger: string): Record<string, JsonObject> {
	const folder = join(ROOT, messenger);
	const files = readdirSync(folder).map((file) => readFileSync(join(folder, file), 'utf8'));
	return Object.assign({}, ...files.map((text) => JSON.parse(text) as object)) as Record<
		string,
		JsonObject
	>;
}
