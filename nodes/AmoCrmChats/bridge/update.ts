import type { Messenger } from '../messengers/messenger';
import { messengers } from '../messengers/registry';
import { isObject, objectAt, type JsonObject } from '../shared/json';

/** An update and whose it is; undefined where it is no update of this, or of any, messenger. */
export interface Update {
	messenger: Messenger;
	json: JsonObject;
}

/** A trigger's item is the update itself; a Webhook node puts it under `body`. */
export function updateIn(item: JsonObject, chosen: Messenger | undefined): Update | undefined {
	const candidates = chosen === undefined ? messengers : [chosen];
	for (const json of [bodyIn(item), item]) {
		const messenger = json && candidates.find((each) => each.recognize(json));
		if (json !== undefined && messenger !== undefined) return { messenger, json };
	}
	// Whoever chose a messenger learns from it what it cannot read.
	return chosen && { messenger: chosen, json: bodyIn(item) ?? item };
}

function bodyIn(item: JsonObject): JsonObject | undefined {
	const isWebhook = isObject(item.headers) && 'query' in item && 'body' in item;
	if (!isWebhook) return undefined;
	return Array.isArray(item.body) ? { body: item.body } : objectAt(item, 'body');
}
