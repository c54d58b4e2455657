import type { IDataObject, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import { isObject, type JsonObject } from '../shared/json';
import { isSignedBy } from '../shared/signature';
import { eventOf } from './events';
import { simplify } from './simplify';

const OK = 200;
const BAD_REQUEST = 400;
const UNAUTHORIZED = 401;

/**
 * One hook: raw bytes in, verdict, event, item.
 * It never throws: n8n would answer 500 and store a failed execution for every stranger who knocks.
 */
export async function receive(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	const body = await rawBodyOf(context);
	const secret = await secretOf(context);
	if (body === undefined || !isSignedBy(secret, body, context.getHeaderData()['x-signature'])) {
		return answer(context, UNAUTHORIZED);
	}
	const hook = parse(body);
	if (hook === undefined) return answer(context, BAD_REQUEST);
	const chosen = context.getNodeParameter('events', []) as string[];
	if (!chosen.includes(eventOf(hook))) return answer(context, OK);

	const scopeId = scopeOf(context);
	const json = context.getNodeParameter('simplify', true)
		? simplify(hook, scopeId)
		: raw(hook, scopeId);
	return { workflowData: [[{ json }]] };
}

/** The bytes as they came; undefined for multipart, whose bytes n8n does not keep. */
async function rawBodyOf(context: IWebhookFunctions): Promise<Buffer | undefined> {
	const request: { rawBody?: Buffer; readRawBody?: () => Promise<void> } =
		context.getRequestObject();
	const isMultipart = String(context.getHeaderData()['content-type']).startsWith('multipart/');
	try {
		if (request.rawBody === undefined && !isMultipart) await request.readRawBody?.();
	} catch {
		return undefined;
	}
	return request.rawBody;
}

/** Empty when there is no credential: then nothing is accepted. */
async function secretOf(context: IWebhookFunctions): Promise<string> {
	try {
		const { channelSecret } = await context.getCredentials('amoCrmChatsApi');
		return String(channelSecret ?? '').trim();
	} catch (error) {
		context.logger.error('The credential of the amoCRM Chats Trigger cannot be read', { error });
		return '';
	}
}

function parse(body: Buffer): JsonObject | undefined {
	try {
		const hook: unknown = JSON.parse(body.toString('utf8'));
		return isObject(hook) ? hook : undefined;
	} catch {
		return undefined;
	}
}

/** From the address: amoCRM's placeholder, or the scope that stands in a path of the person's own. */
function scopeOf(context: IWebhookFunctions): string | undefined {
	const { scope_id: given } = context.getParamsData() as { scope_id?: string };
	const own = String(context.getNodeParameter('options.scopeId', '') ?? '').trim();
	return given ?? (own === '' ? undefined : own);
}

function raw(hook: JsonObject, scopeId: string | undefined): IDataObject {
	return scopeId === undefined ? hook : { ...hook, scope_id: scopeId };
}

/** Answered by us, so no execution starts. */
function answer(context: IWebhookFunctions, status: number): IWebhookResponseData {
	context.getResponseObject().status(status).end();
	return { noWebhookResponse: true };
}
