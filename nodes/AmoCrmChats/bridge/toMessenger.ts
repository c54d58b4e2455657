import { NodeApiError, sleep } from 'n8n-workflow';
import { edit } from '../actions/message/edit.operation';
import { updateStatus } from '../actions/message/updateStatus.operation';
import { FileTrouble } from '../files/fileTrouble';
import type { Call, Messenger, Outgoing, Verdict } from '../messengers/messenger';
import { compact, objectAt, textAt, type JsonObject } from '../shared/json';
import { NotRecorded, record, type Bridge } from './bridge';
import { messageIdOf } from './ids';
import type { Job, Step } from './job';
import { outgoingOf } from './outgoing';
import { deliveryOf } from './recording';
import { uploadOf } from './upload';

const MOST_TRIES = 5;
/** All chats of the run wait with it, so a node waits no longer. */
const MOST_SECONDS = 10;

/** The next step of what a manager did, on its way to the messenger. */
export async function bringOut(
	bridge: Bridge,
	messenger: Messenger,
	job: Job,
	index: number,
): Promise<Step> {
	const spelling = { prefix: bridge.choices.prefix, messenger };
	const parts = outgoingOf(job.event, spelling);
	if (typeof parts === 'string') return ended(job, { status: 'skipped', why: parts });
	for (;;) {
		const part = parts[job.part];
		if (part === undefined) return ended(job, { status: 'sent' });
		const next = messenger.write(part, bridge.choices.setupOf(messenger), job.answers);
		if ('method' in next) return await sent(bridge, { call: next, job, part }, index);
		if (await waited(next, job)) continue;
		if (next.status === 'error') return await failed(bridge, job, next, parts.length, index);
		const verdict = asReported(messenger, next);
		const isLast = job.part === parts.length - 1;
		await note(bridge, messenger, { job, verdict, isLast }, index);
		if (isLast) return ended(job, compact({ ...verdict, message: job.sent }));
		job.part++;
		job.answers = [];
		job.tries = 0;
	}
}

/** Where no receipt will come, accepted is all that will be known. */
function asReported(messenger: Messenger, verdict: Verdict): Verdict {
	const isFinal = messenger.can.receipts === true || verdict.status !== 'sent';
	return isFinal ? verdict : { ...verdict, status: 'delivered' };
}

async function sent(
	bridge: Bridge,
	{ call, job, part }: { call: Call; job: Job; part: Outgoing },
	index: number,
): Promise<Step> {
	const media = part.content?.media;
	if (call.as !== 'multipart' || media === undefined) return { call: { call, job } };
	try {
		const body = await uploadOf(bridge.run, call, media, `${part.nonce}/${part.part}`);
		return { call: { call, job, body } };
	} catch (error) {
		if (!(error instanceof FileTrouble)) throw error;
		const verdict: Verdict = { status: 'error', errorCode: 905, errorText: error.message };
		return await failed(bridge, job, verdict, 1, index);
	}
}

/** Whether the messenger asked to wait, and that was done. */
async function waited({ retry }: Verdict, job: Job): Promise<boolean> {
	if (retry === undefined || retry > MOST_SECONDS || job.tries >= MOST_TRIES) return false;
	job.tries++;
	job.answers.pop();
	await sleep(retry * 1000);
	return true;
}

/** What may still be delivered later is told to nobody as failed: Done says when to try again. */
async function failed(
	bridge: Bridge,
	job: Job,
	verdict: Verdict,
	parts: number,
	index: number,
): Promise<Step> {
	const { errorText = 'The messenger refused the message' } = verdict;
	const words = parts > 1 ? `Part ${job.part + 1} of ${parts}: ${errorText}` : errorText;
	const told = { ...verdict, errorText: words };
	if (verdict.retry !== undefined) return ended(job, { ...told, status: 'later' });
	const nonce = textAt(job.event, 'messageId');
	if (textAt(job.event, 'event') === 'message' && nonce !== undefined) {
		await tell(bridge, job, deliveryOf(nonce, told), index);
	}
	return ended(job, { ...told });
}

/** Gives the messenger's ID to the message, so that replies, reactions and receipts find it, and says what became of it. */
async function note(
	bridge: Bridge,
	messenger: Messenger,
	{ job, verdict, isLast }: { job: Job; verdict: Verdict; isLast: boolean },
	index: number,
): Promise<void> {
	const { event } = job;
	const nonce = textAt(event, 'messageId');
	if (textAt(event, 'event') !== 'message' || nonce === undefined) return;
	const chatId = textAt(event, 'conversationId');
	const isFirst = job.part === 0 && verdict.message !== undefined && chatId !== undefined;
	const status = isLast && verdict.status !== 'sent' ? verdict.status : undefined;
	if (isFirst) {
		job.sent = messageIdOf({ prefix: undefined, messenger }, chatId, verdict.message ?? '');
		const values = notedOf(event, { nonce, chatId, id: job.sent, status });
		if (await tried(async () => await record(bridge, { operation: edit, values }, job, index))) {
			return;
		}
	}
	if (status !== undefined) await tell(bridge, job, { messageId: nonce, status }, index);
}

/** An edit replaces what a message says, so it says it once more. */
function notedOf(
	event: JsonObject,
	noted: { nonce: string; chatId: string; id: string; status: string | undefined },
): JsonObject {
	const { nonce, chatId, id, status } = noted;
	const type = textAt(event, 'messageType') ?? 'text';
	const text = textAt(event, 'text') ?? (type === 'text' ? '…' : undefined);
	return compact({
		conversationId: chatId,
		messageBy: 'both',
		messageId: nonce,
		externalMessageId: id,
		messageType: type,
		text,
		...objectAt(event, 'location'),
		contactName: textAt(event, 'contact.name'),
		contactPhone: textAt(event, 'contact.phone'),
		options: status === undefined ? undefined : { deliveryStatus: { delivery: { status } } },
	});
}

async function tell(bridge: Bridge, job: Job, values: JsonObject, index: number): Promise<void> {
	await tried(async () => await record(bridge, { operation: updateStatus, values }, job, index));
}

/** The message is delivered whatever amoCRM says of its mark; what may work later is an error all the same. */
async function tried(act: () => Promise<unknown>): Promise<boolean> {
	try {
		await act();
		return true;
	} catch (error) {
		const refused = error instanceof NotRecorded && error.failure instanceof NodeApiError;
		if (refused && ['400', '404'].includes(error.failure.httpCode ?? '')) return false;
		throw error;
	}
}

/** The event as it came, and what became of it. */
function ended(job: Job, delivery: object): Step {
	return { done: { ...job.event, messenger: job.messenger, delivery: { ...delivery } } };
}
