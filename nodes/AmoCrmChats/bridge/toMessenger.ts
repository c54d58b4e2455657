import { asFailure } from '../actions/failure';
import { edit } from '../actions/message/edit.operation';
import { updateStatus } from '../actions/message/updateStatus.operation';
import { FileTrouble } from '../files/fileTrouble';
import type { Call, Messenger, Outgoing, Verdict } from '../messengers/messenger';
import { compact, objectAt, textAt, type JsonObject } from '../shared/json';
import { isFinal, record, waited, type Bridge } from './bridge';
import { chatIdOf, messageIdOf, type IdSpelling } from './ids';
import { progressOf, type Job, type Step } from './job';
import { outgoingOf } from './outgoing';
import { deliveryOf, type Recording } from './recording';
import { uploadOf } from './upload';

const MOST_TRIES = 5;
const ACCEPTED = ['sent', 'delivered', 'read'];

/** The next step of what a manager did, on its way to the messenger. */
export async function bringOut(
	bridge: Bridge,
	messenger: Messenger,
	job: Job,
	index: number,
): Promise<Step> {
	// An item of Done that was given to the node again.
	if (ACCEPTED.includes(textAt(job.event, 'delivery.status') ?? '')) return { done: job.event };
	const spelling = { prefix: bridge.choices.prefix, messenger };
	const parts = outgoingOf(job.event, spelling);
	if (typeof parts === 'string') return ended(job, { status: 'skipped', why: parts });
	for (;;) {
		const part = parts[job.part];
		if (part === undefined) return ended(job, { status: 'sent' });
		const next = messenger.write(part, bridge.choices.setupOf(messenger), job.answers);
		if ('method' in next) {
			// Whatever happens from here on, amoCRM knows what the client has got.
			await noteFirst(bridge, messenger, job, index);
			return await sent(bridge, { call: next, job, part }, index);
		}
		if (part.event === 'typing' && next.status === 'error') {
			return ended(job, { status: 'skipped', why: next.errorText });
		}
		if (await waited(next, job, MOST_TRIES)) continue;
		if (next.status === 'error') {
			await noteFirst(bridge, messenger, job, index);
			return await failed(bridge, job, next, parts.length, index);
		}
		const verdict = asReported(messenger, next);
		const isLast = job.part === parts.length - 1;
		await note(bridge, messenger, { job, verdict, isLast }, index);
		if (isLast) return ended(job, deliveredAs(verdict, job, spelling));
		job.part++;
		job.answers = [];
		job.tries = 0;
	}
}

/** What Done says; of a chat that a manager began, also the ID under which the client will answer. */
function deliveredAs(verdict: Verdict, { event, sent }: Job, spelling: IdSpelling): object {
	const { account, message, ...told } = verdict;
	const { chat } = told;
	const isBegun = chat !== undefined && textAt(event, 'conversationId') === undefined;
	const begun = isBegun ? chatIdOf(spelling, account, chat) : undefined;
	return compact({ ...told, message: sent ?? message, conversationId: begun });
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
		if (!(error instanceof FileTrouble)) throw asFailure(bridge.run.node, error, index);
		const verdict: Verdict = { status: 'error', errorCode: 905, errorText: error.message };
		return await failed(bridge, job, verdict, 1, index);
	}
}

/**
 * What may still be delivered later is told to nobody as failed: Done says when to try again. Given to the node
 * again, the item goes on behind what the messenger has accepted.
 */
async function failed(
	bridge: Bridge,
	job: Job,
	verdict: Verdict,
	parts: number,
	index: number,
): Promise<Step> {
	const { errorText = 'The messenger refused the message' } = verdict;
	const words = parts > 1 ? `Part ${job.part + 1} of ${parts}: ${errorText}` : errorText;
	const progress = progressOf({ ...job, answers: job.answers.slice(0, -1) });
	const told = compact({ ...verdict, errorText: words, message: job.sent, progress });
	if (verdict.retry !== undefined) return ended(job, { ...told, status: 'later' });
	const nonce = textAt(job.event, 'messageId');
	if (textAt(job.event, 'event') === 'message' && nonce !== undefined) {
		await tell(bridge, job, deliveryOf(nonce, told), index);
	}
	return ended(job, told);
}

/** A message may be several for the messenger: the first one stands for it, and is noted before the next leaves. */
async function noteFirst(
	bridge: Bridge,
	messenger: Messenger,
	job: Job,
	index: number,
): Promise<void> {
	const verdicts = job.answers.map((answer) => messenger.judge(answer));
	const verdict = verdicts.find(({ status, message }) => status !== 'error' && message);
	if (verdict !== undefined) await note(bridge, messenger, { job, verdict, isLast: false }, index);
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
	const { message } = verdict;
	const status = isLast && verdict.status !== 'sent' ? verdict.status : undefined;
	if (job.part === 0 && job.sent === undefined && message !== undefined && chatId !== undefined) {
		const id = messageIdOf({ prefix: undefined, messenger }, chatId, message);
		const values = notedOf(event, { nonce, chatId, id, status });
		const isNoted = await isTaken(bridge, { operation: edit, values }, job, index);
		job.sent = id;
		if (isNoted) return;
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
	await isTaken(bridge, { operation: updateStatus, values }, job, index);
}

/** The message is delivered whatever amoCRM says of its mark; what may work later is an error all the same. */
async function isTaken(
	bridge: Bridge,
	recording: Recording,
	job: Job,
	index: number,
): Promise<boolean> {
	const outcome = await record(bridge, recording, job, index);
	if (outcome.kind === 'failed' && !isFinal(outcome.failure)) throw outcome.failure;
	return outcome.kind === 'done';
}

/** The event as it came, and what became of it. */
function ended(job: Job, delivery: object): Step {
	return { done: { ...job.event, messenger: job.messenger, delivery: { ...delivery } } };
}
