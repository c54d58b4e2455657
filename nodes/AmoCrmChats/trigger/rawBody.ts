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

/** Names of headers that let whoever reads the execution pass for amoCRM, for a person at a proxy, or for the proxy. */
const KEY_NAMES =
	/auth|cookie|token|secret|key|signature|passw|credential|session|jwt|csrf|xsrf|assertion|cert|oidc|principal|cf-access|nonce|hmac|bearer|otp/i;
/** What keys look like wherever they stand: a scheme of Authorization, a JSON web token. */
const KEY_VALUES = /^(basic|bearer|digest|negotiate|hmac|aws4\S*)\s+\S|eyJ[\w-]+\.[\w-]+\./i;

export function shownHeaders(context: IWebhookFunctions): Record<string, string> {
	return Object.fromEntries(
		Object.entries(context.getHeaderData()).map(([name, value]) => [
			name,
			KEY_NAMES.test(name) || KEY_VALUES.test(String(value)) ? '(hidden)' : String(value),
		]),
	);
}
