import type { IDataObject, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import { isSignedBy } from '../shared/signature';
import { CREDENTIAL } from '../transport/amojo';
import { channelIn, ChannelMemory, type Channel } from './credentialMemory';
import { passes } from './filters';
import { withMedia } from './mediaDownload';
import { parse, rawBodyOf, shownHeaders } from './rawBody';
import { isOf, parseScope } from './scope';
import { simplify, type Hook } from './simplify';
import type { AmoCrmChatsEvent } from './triggerOutput';

const OK = 200;
const BAD_REQUEST = 400;
const UNAUTHORIZED = 401;
const FORBIDDEN = 403;

const memory = new ChannelMemory(Date.now);

/**
 * One hook: raw bytes in, verdict, event, item.
 * It never throws: n8n would answer 500 and store a failed execution for every stranger's request.
 */
export async function receive(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	try {
		const hook = await verify(context);
		return typeof hook === 'number' ? answer(context, hook) : await deliver(context, hook);
	} catch (error) {
		context.logger.error('The amoCRM Chats Trigger could not process a webhook', { error });
		return answer(context, BAD_REQUEST);
	}
}

/** The hook, or the status that refuses it. */
async function verify(context: IWebhookFunctions): Promise<Hook | number> {
	const bytes = await rawBodyOf(context);
	if (bytes === undefined) return UNAUTHORIZED;
	const signature = context.getHeaderData()['x-signature'];
	const scope = parseScope(scopeIdOf(context));
	let hook: Hook | undefined;

	const refusal = await judged(context, (channel) => {
		if (!isSignedBy(channel.secret, bytes, signature)) return UNAUTHORIZED;
		const text = bytes.toString('utf8').trim();
		const body = parse(text);
		if (body === undefined) return BAD_REQUEST;
		if (scope === undefined || !isOf(channel, scope, body)) return FORBIDDEN;
		hook = { body, text, scope, reception: `${Date.now()} ${Math.random()}` };
		return undefined;
	});
	return refusal ?? hook ?? UNAUTHORIZED;
}

async function judged(
	context: IWebhookFunctions,
	judge: (channel: Channel) => number | undefined,
): Promise<number | undefined> {
	const { id } = context.getNode().credentials?.[CREDENTIAL] ?? {};
	const read = async () => await readChannel(context);
	return id ? await memory.verdict(id, read, judge) : judge(await read());
}

/** A credential that cannot be read has no secret: then nothing is accepted. */
async function readChannel(context: IWebhookFunctions): Promise<Channel> {
	try {
		return channelIn(await context.getCredentials(CREDENTIAL));
	} catch (error) {
		context.logger.error('The credential of the amoCRM Chats Trigger cannot be read', { error });
		return channelIn({});
	}
}

/** From the address: amoCRM's placeholder, or the scope that stands in a path of the person's own. */
function scopeIdOf(context: IWebhookFunctions): string {
	const { scope_id: given } = context.getParamsData() as { scope_id?: string };
	return given ?? String(context.getNodeParameter('options.scopeId', '')).trim();
}

/** amoCRM sends a webhook only once: it must not be lost because a form cannot be read. */
async function deliver(context: IWebhookFunctions, hook: Hook): Promise<IWebhookResponseData> {
	try {
		return await emit(context, hook);
	} catch (error) {
		const formError = error instanceof Error ? error.message : String(error);
		context.logger.error('A parameter of the amoCRM Chats Trigger cannot be read', { error });
		return { workflowData: [[{ json: { ...simplify(hook), formError } }]] };
	}
}

async function emit(context: IWebhookFunctions, hook: Hook): Promise<IWebhookResponseData> {
	const options = context.getNodeParameter('options', {}) as IDataObject;
	const event = simplify(hook);
	const chosen = context.getNodeParameter('events', []) as string[];
	if (!chosen.includes(event.event) || !passes(event, options)) return answer(context, OK);

	const isSimple = context.getNodeParameter('simplify', true);
	const json: IDataObject = isSimple ? event : rawOf(hook, event);
	if (options.includeHeaders === true) json.headers = shownHeaders(context);
	const hasMedia = (event.mediaUrl ?? event.thumbnailUrl) !== undefined;
	if (options.downloadMedia === true && hasMedia) {
		const answered = answer(context, OK);
		return { ...answered, workflowData: [[await withMedia(context, json, event, options)]] };
	}
	const workflowData = [[{ json }]];
	if (options.respond !== 'immediately') return { workflowData };
	return { ...answer(context, OK), workflowData };
}

/** Without Simplify. */
function rawOf({ body, scope }: Hook, { eventId, isEventIdRandom }: AmoCrmChatsEvent): IDataObject {
	return {
		...body,
		scope_id: scope.id,
		event_id: eventId,
		...(isEventIdRandom ? { is_event_id_random: true } : {}),
	};
}

/** Answered by us: without data no execution starts. */
function answer(context: IWebhookFunctions, status: number): IWebhookResponseData {
	context.getResponseObject().status(status).end();
	return { noWebhookResponse: true };
}
