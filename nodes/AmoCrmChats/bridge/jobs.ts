import type { IBinaryData } from 'n8n-workflow';
import type { Incoming } from '../messengers/messenger';
import { textAt, type JsonObject } from '../shared/json';
import type { Choices } from './bridgeForm';
import { newJob, resumed, type Job } from './job';
import { withUnknownInWords } from './unknown';
import { updateIn } from './update';

/** What a new item asks for: from a messenger one job for each event of the update. */
export function jobsOf(
	item: JsonObject,
	files: Record<string, IBinaryData>,
	choices: Choices,
): Job[] {
	return choices.direction === 'fromMessenger'
		? incomingJobs(item, files, choices)
		: [outgoingJob(item, choices)];
}

const NO_MESSENGER = '';

function incomingJobs(
	item: JsonObject,
	files: Record<string, IBinaryData>,
	choices: Choices,
): Job[] {
	const { messenger: chosen, setupOf } = choices;
	const update = updateIn(item, chosen);
	if (update === undefined) {
		const event = { event: 'other', why: 'No update of a messenger that the Bridge knows' };
		return [newJob({ event, lane: NO_MESSENGER, messenger: NO_MESSENGER })];
	}
	const { messenger, json } = update;
	const field = Object.keys(files).find((name) => files[name]?.mimeType !== 'application/json');
	let isTaken = field === undefined;
	return messenger.read(json, setupOf(messenger)).map((read) => {
		const event = withUnknownInWords(read, choices);
		const isItsFile = !isTaken && hasFile(event);
		isTaken ||= isItsFile;
		return newJob({
			messenger: messenger.id,
			lane: laneOf(event, messenger.id),
			event: event as unknown as JsonObject,
			files: isItsFile && field !== undefined ? { file: field } : {},
		});
	});
}

function hasFile(event: Incoming): boolean {
	const from = 'content' in event ? event.content.media?.from : undefined;
	return from !== undefined && 'ask' in from;
}

function laneOf(event: Incoming, messenger: string): string {
	if (event.event === 'other') return messenger;
	return `${messenger}:${event.account ?? ''}:${event.chat ?? ''}`;
}

function outgoingJob(item: JsonObject, { messenger }: Choices): Job {
	const chat = textAt(item, 'conversationId') ?? textAt(item, 'conversationRefId') ?? '';
	const job = newJob({ messenger: messenger?.id ?? NO_MESSENGER, lane: chat, event: item });
	return resumed(job) ?? job;
}
