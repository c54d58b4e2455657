import type { Found, Incoming, Media, Messenger, Verdict } from '../messengers/messenger';
import { other } from '../messengers/incoming';
import type { Failure } from '../actions/failure';
import { compact, type JsonObject } from '../shared/json';
import { isFinal, record, waited, type Bridge } from './bridge';
import type { Job, Step } from './job';
import { recordingOf, type Recording } from './recording';
import { waysOf } from './ways';

/** An event that somebody caused in a chat. */
type Written = Exclude<Incoming, { event: 'other' | 'status' }>;

const MOST_TRIES = 3;

/**
 * The next step of an event on its way into amoCRM: what is missing is asked of the messenger, one thing after the
 * other, and then it is recorded. What cannot be had never costs the message.
 */
export async function bringIn(
	bridge: Bridge,
	messenger: Messenger,
	job: Job,
	index: number,
): Promise<Step> {
	if (job.isDone) return {};
	const spelling = { prefix: bridge.choices.prefix, messenger };
	const recordingFor = (event: Incoming) => recordingOf(event, bridge.choices, spelling);
	const first = recordingFor(incomingIn(job));
	if (typeof first === 'string') return { done: told(job, other(first)) };
	const question = await complete(bridge, messenger, job, index);
	if (question !== undefined) return question;
	const event = incomingIn(job);
	const done = told(job, await recorded(bridge, recordingFor, job, index));
	const courtesy = event.event === 'message' && bridge.hasLoop ? event.courtesy : undefined;
	if (courtesy === undefined) return { done };
	return { done, call: { call: courtesy, job: { ...job, files: {}, isDone: true } } };
}

const told = ({ messenger }: Job, json: JsonObject): JsonObject => ({ messenger, ...json });

/** The job was made of it. */
function incomingIn({ event }: Job): Incoming {
	return event as unknown as Incoming;
}

/** Asks for the person and then for the file; the call to make, if there is one. */
async function complete(
	bridge: Bridge,
	messenger: Messenger,
	job: Job,
	index: number,
): Promise<Step | undefined> {
	const setup = bridge.choices.setupOf(messenger);
	for (;;) {
		const event = incomingIn(job);
		if (event.event === 'other' || event.event === 'status') return undefined;
		const need = event.person?.ask ?? fileNeedOf(event);
		const [given] = Object.values(job.files);
		if (need === undefined) return undefined;
		if (event.person?.ask === undefined && given !== undefined) {
			take(job, event, { file: 'answer' }, given);
			continue;
		}
		await waited(lastVerdict(messenger, job), job, MOST_TRIES);
		const next = bridge.hasLoop ? messenger.ask?.(need, setup, job.answers) : undefined;
		if (next !== undefined && 'method' in next) return { call: { call: next, job } };
		await settle(bridge, messenger, { job, event, index }, next);
	}
}

/** What the last answer says against what was asked; a file says nothing. */
function lastVerdict(messenger: Messenger, { answers }: Job): Partial<Verdict> {
	const last = answers.at(-1);
	return last === undefined || last.isFile ? {} : messenger.judge(last);
}

function fileNeedOf(event: Written): JsonObject | undefined {
	const media = mediaOf(event);
	return media === undefined || media.unavailable !== undefined || !('ask' in media.from)
		? undefined
		: media.from.ask;
}

function mediaOf(event: Incoming): Media | undefined {
	return 'content' in event ? event.content.media : undefined;
}

/** What was asked for was found, or cannot be had. */
async function settle(
	bridge: Bridge,
	messenger: Messenger,
	{ job, event, index }: { job: Job; event: Written; index: number },
	found: Found | undefined,
): Promise<void> {
	const { errorText: why } = lastVerdict(messenger, job);
	const files = bridge.filesOf(index);
	job.answers = [];
	if (found !== undefined && 'file' in found && isInline(found.file)) {
		const bytes = Buffer.from(found.file.base64, 'base64');
		files[INLINE] = await bridge.run.context.helpers.prepareBinaryData(
			bytes,
			found.name,
			found.mime,
		);
		take(job, event, found, INLINE);
	} else {
		const reason = why ?? (bridge.hasLoop ? undefined : 'Call is not connected');
		take(job, event, found, bridge.answerFieldOf(index), reason);
	}
}

const INLINE = 'inline';

function isInline(file: unknown): file is { base64: string } {
	return typeof file === 'object' && file !== null && 'base64' in file;
}

/** Puts into the event what is known now; what was asked for is not asked for again. */
function take(job: Job, event: Written, found?: Found, field?: string, why?: string): void {
	if (event.person?.ask !== undefined) {
		const more = found !== undefined && 'person' in found ? found.person : {};
		job.event = asJson({ ...event, person: compact({ ...event.person, ask: undefined, ...more }) });
		return;
	}
	if (!('content' in event) || event.content.media === undefined) return;
	const media = foundMedia(event.content.media, found, field, why);
	job.event = asJson({ ...event, content: { ...event.content, media } });
}

function foundMedia(media: Media, found?: Found, field?: string, why?: string): Media {
	if (found === undefined || !('file' in found)) {
		return { ...media, unavailable: why ?? 'the messenger did not give it' };
	}
	const { file, name, mime } = found;
	const known = compact({ name: media.name ?? name, mime: media.mime ?? mime });
	if (typeof file === 'object' && 'url' in file) return { ...media, ...known, from: file };
	if (field === undefined) return { ...media, unavailable: 'the answer holds no file' };
	return { ...media, ...known, from: { field } };
}

function asJson(event: Incoming): JsonObject {
	return event as unknown as JsonObject;
}

type RecordingFor = (event: Incoming) => Recording | string;

async function recorded(
	bridge: Bridge,
	recordingFor: RecordingFor,
	job: Job,
	index: number,
): Promise<JsonObject> {
	const event = incomingIn(job);
	let failure: Failure | undefined;
	for (const way of waysOf(event)) {
		const recording = recordingFor(way);
		if (typeof recording === 'string') return other(recording);
		const outcome = await record(bridge, recording, job, index);
		if (outcome.kind === 'done') return { event: event.event, ...jsonOf(outcome.items[0]?.json) };
		failure = outcome.failure;
		if (!isFinal(failure)) break;
	}
	// What a client did to a message that amoCRM does not have cannot be shown, and is no fault of the workflow.
	if (event.event !== 'message' && failure && isFinal(failure)) return other(failure.message);
	throw failure;
}

function jsonOf(value: object | undefined): JsonObject {
	return { ...value };
}
