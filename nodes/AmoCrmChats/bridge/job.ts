import type { IBinaryData } from 'n8n-workflow';
import type { Answer, Call } from '../messengers/messenger';
import { compact, isObject, type Json, type JsonObject } from '../shared/json';

export const DIRECTIONS = ['fromMessenger', 'toMessenger'] as const;
export type Direction = (typeof DIRECTIONS)[number];

/**
 * One event on its way. It travels in the item that leaves by Call and is found again when the answer comes, so
 * nothing of it is in memory: it holds over a wait, and on another worker.
 */
export interface Job {
	messenger: string;
	/** Events of one chat go one after the other. */
	lane: string;
	/** From a messenger what was read of the update, to it what the trigger output. */
	event: JsonObject;
	/** Fields of the item's binary data that belong to the event, by the names that they came under. */
	files: Record<string, string>;
	/** Answers to what is being asked or sent, in their order. */
	answers: Answer[];
	/** Which part of a message that had to be cut is being sent, from 0. */
	part: number;
	/** How often what is being sent was refused for a while. */
	tries: number;
	/** The messenger's ID of the first part, and that it was noted in amoCRM. */
	sent?: string;
	/** Nobody waits for the answer: the event itself is done. */
	isDone?: boolean;
}

export function newJob(
	known: Pick<Job, 'event' | 'lane' | 'messenger'> & Partial<Pick<Job, 'files'>>,
): Job {
	return { files: {}, ...known, answers: [], part: 0, tries: 0 };
}

/** What of a job an item of Done keeps that is to be given to the node again later. */
export function progressOf({ part, answers, sent }: Job): JsonObject {
	return compact({ part, answers: answers as unknown as Json[], sent });
}

/** A job that goes on where such an item stopped; undefined for any other item. */
export function resumed(job: Job): Job | undefined {
	const { delivery } = job.event;
	const progress = isObject(delivery) ? delivery.progress : undefined;
	if (!isObject(progress) || typeof progress.part !== 'number') return undefined;
	const { part, answers, sent } = progress;
	const known = Array.isArray(answers) ? (answers as unknown as Answer[]) : [];
	const event = Object.fromEntries(
		Object.entries(job.event).filter(([name]) => name !== 'delivery' && name !== 'messenger'),
	);
	return { ...job, event, part, answers: known, ...(typeof sent === 'string' ? { sent } : {}) };
}

/** What becomes of a job in one round: what goes to Done, and what to Call, whose answer goes on with the job. */
export interface Step {
	done?: JsonObject;
	call?: Outgoing;
}

export interface Outgoing {
	call: Call;
	job: Job;
	/** The body, where it is no JSON. */
	body?: IBinaryData;
}

/** A job whose call is out, and what waits behind it in the same chat. */
interface Travelling {
	job: Job;
	behind: Job[];
}

const VERSION = 1;

/** The JSON of an item for the HTTP Request node, which is set up once to take these fields. */
export function callItemOf({ call, job }: Outgoing, behind: Job[]): JsonObject {
	const travelling: Travelling = { job, behind };
	return {
		method: call.method,
		url: call.url,
		contentType: call.as === 'multipart' ? 'binaryData' : 'json',
		body: call.body ?? {},
		// It is JSON from end to end, as everything that n8n stores in an item.
		bridge: { version: VERSION, ...(travelling as unknown as JsonObject) },
	};
}

/** What travels in an item that this node output; undefined in any other. */
export function travellingIn(json: unknown): Travelling | undefined {
	const state: unknown = isObject(json) ? json.bridge : undefined;
	if (!isObject(state) || state.version !== VERSION || !isObject(state.job)) return undefined;
	return state as unknown as Travelling;
}

/** What the HTTP Request node says of a call: with its options set, the whole answer, and an error only without one. */
export function answerIn(json: JsonObject): Answer {
	const error = wordsOf(json.error);
	if (typeof json.statusCode === 'number') {
		return { status: json.statusCode, body: jsonOf(json.body) };
	}
	if (error !== undefined && !('ok' in json)) return { error };
	return { status: 200, body: json };
}

/** A server that calls its JSON text. */
function jsonOf(body: Json | undefined): Json | undefined {
	if (typeof body !== 'string' || !/^\s*[[{]/.test(body)) return body;
	try {
		return JSON.parse(body) as Json;
	} catch {
		return body;
	}
}

function wordsOf(error: Json | undefined): string | undefined {
	if (typeof error === 'string') return error;
	if (!isObject(error)) return undefined;
	const words = [error.message, error.description, error.code].filter(
		(part) => typeof part === 'string',
	);
	return words.length > 0 ? words.join(' ') : undefined;
}
