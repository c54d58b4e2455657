import type { IWebhookFunctions } from 'n8n-workflow';
import { isObject, type Json, type JsonObject } from '../shared/json';

/** The bytes as they came; undefined where n8n does not keep them. */
export async function rawBodyOf(context: IWebhookFunctions): Promise<Buffer | undefined> {
	const request: { rawBody?: Buffer; readRawBody?: () => Promise<void> } =
		context.getRequestObject();
	// n8n has consumed a form before it asks us, and reads JSON, text and XML; the rest is ours to read.
	const isForm = /^\s*multipart\//i.test(String(context.getHeaderData()['content-type']));
	try {
		if (request.rawBody === undefined && !isForm) await request.readRawBody?.();
	} catch {
		return undefined;
	}
	return request.rawBody;
}

export function parse(text: string): JsonObject | undefined {
	try {
		const body: Json = JSON.parse(text);
		return isObject(body) ? body : undefined;
	} catch {
		return undefined;
	}
}

/** What would let a reader of the execution pass for amoCRM, or for a person at a proxy. */
const SECRET_HEADERS = ['authorization', 'cookie', 'proxy-authorization', 'x-signature'];

export function shownHeaders(context: IWebhookFunctions): Record<string, string> {
	return Object.fromEntries(
		Object.entries(context.getHeaderData()).map(([name, value]) => [
			name,
			SECRET_HEADERS.includes(name) ? '(hidden)' : String(value),
		]),
	);
}
