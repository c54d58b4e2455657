import type { IDataObject, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import { InvalidParameter } from '../actions/form';
import { channelIn, type Channel } from '../shared/channelCredential';
import { CREDENTIAL } from '../transport/amojo';
import { ChannelMemory } from './credentialMemory';
import { passes } from './filters';
import { withMedia } from './mediaDownload';
import { shownHeaders } from './rawBody';
import { RefusalLog } from './refusalLog';
import { simplify, type Hook } from './simplify';
import { formOf } from './triggerForm';
import type { AmoCrmChatsEvent } from './triggerOutput';
import { BAD_REQUEST, judgeBy, OK, type Verdict } from './verdict';

const memory = new ChannelMemory(Date.now);
const refusals = new RefusalLog(Date.now);

/**
 * One hook: raw bytes in, verdict, event, item.
 * It never throws: n8n would answer 500 and store a failed execution for every stranger's request.
 */
export async function receive(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	try {
		const verdict = await verify(context);
		if (verdict.kind === 'hook') return await deliver(context, verdict.hook);
		if (verdict.why !== undefined) logRefusal(context, verdict.why);
		return answer(context, verdict.status);
	} catch (error) {
		context.logger.error('The amoCRM Chats Trigger could not process a webhook', { error });
		return answer(context, BAD_REQUEST);
	}
}

async function verify(context: IWebhookFunctions): Promise<Verdict> {
	const judge = await judgeBy(context);
	const { id } = context.getNode().credentials?.[CREDENTIAL] ?? {};
	const read = async () => await readChannel(context);
	if (!id) return judge(await read());
	return await memory.verdict(id, read, judge, ({ kind }) => kind === 'hook');
}

/** A credential that cannot be read has no secret: then nothing is accepted. */
async function readChannel(context: IWebhookFunctions): Promise<Channel> {
	try {
		return channelIn(await context.getCredentials(CREDENTIAL));
	} catch (error) {
		const reason = error instanceof Error ? error.message : String(error);
		const channel = channelIn({});
		const message = `The credential cannot be read: ${reason}`;
		const description = 'Choose the credential in the node again.';
		return channel.problem === undefined
			? channel
			: { ...channel, problem: { ...channel.problem, message, description } };
	}
}

/** What is wrong with the credential, or with the address, makes every hook fail, and nothing else would tell. */
function logRefusal(context: IWebhookFunctions, why: string): void {
	const { id, name, credentials } = context.getNode();
	const workflow = context.getWorkflow();
	const credentialId = credentials?.[CREDENTIAL]?.id ?? '';
	refusals.say(`${workflow.id ?? ''} ${id} ${credentialId}`, () =>
		context.logger.warn(
			`The node '${name}' of the workflow '${workflow.name ?? workflow.id ?? ''}' refuses webhooks: ${why}`,
		),
	);
}

/** amoCRM sends a webhook only once: it must not be lost because a form cannot be read. */
async function deliver(context: IWebhookFunctions, hook: Hook): Promise<IWebhookResponseData> {
	try {
		return await emit(context, hook);
	} catch (error) {
		const advice = error instanceof InvalidParameter ? `. ${error.description}` : '';
		const formError = `${error instanceof Error ? error.message : String(error)}${advice}`;
		context.logger.error('A parameter of the amoCRM Chats Trigger cannot be read', { error });
		return { workflowData: [[{ json: { ...simplify(hook), formError } }]] };
	}
}

async function emit(context: IWebhookFunctions, hook: Hook): Promise<IWebhookResponseData> {
	const form = formOf(context);
	const event = simplify(hook);
	if (!passes(event, form)) return answer(context, OK);

	const json: IDataObject = form.flag('simplify') === false ? rawOf(hook, event) : event;
	if (form.flag('options.includeHeaders')) json.headers = shownHeaders(context);
	const hasMedia = (event.mediaUrl ?? event.thumbnailUrl) !== undefined;
	if (form.flag('options.downloadMedia') && hasMedia) {
		const answered = answer(context, OK);
		return { ...answered, workflowData: [[await withMedia(context, json, event, form)]] };
	}
	const workflowData = [[{ json }]];
	const respond = form.choice('options.respond', ['whenStored', 'immediately']);
	return respond === 'immediately' ? { ...answer(context, OK), workflowData } : { workflowData };
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
