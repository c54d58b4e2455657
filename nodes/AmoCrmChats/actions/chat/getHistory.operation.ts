import type { INodeProperties } from 'n8n-workflow';
import { at, objectsAt, textAt, type JsonObject } from '../../shared/json';
import { pastMessageOf, writtenAt } from '../../shared/chatMessage';
import { Reader } from '../../shared/reader';
import { accountIdOption, scopeOf } from '../fields/account';
import { conversationRefId, requiredConversationRefOf } from '../fields/conversation';
import { timeOf } from '../fields/time';
import type { AmojoAnswer } from '../../shared/wire';
import { ask, MissingAnswer, defineOperation, type Steps } from '../operation';
import type { ItemForm } from '../form';

/** The most that the service gives at once. */
const PAGE = 50;

const properties: INodeProperties[] = [
	conversationRefId,
	{
		displayName: 'Return All',
		name: 'returnAll',
		type: 'boolean',
		default: false,
		description: 'Whether to return all results or only up to a given limit',
	},
	{
		displayName: 'Limit',
		name: 'limit',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 50,
		description: 'Max number of results to return',
		displayOptions: { show: { returnAll: [false] } },
	},
	{
		displayName: 'Simplify',
		name: 'simplify',
		type: 'boolean',
		default: true,
		description: 'Whether to return a simplified version of the response instead of the raw data',
	},
];

/** @see https://www.amocrm.ru/developers/content/chats/chat-api-reference */
export const getHistory = defineOperation({
	resource: 'chat',
	value: 'getHistory',
	name: 'Get History',
	action: 'Get message history of chat',
	description: "Read the messages of one of the channel's chats, newest first",
	properties,
	options: [
		accountIdOption,
		{
			displayName: 'Newer Than',
			name: 'newerThan',
			type: 'dateTime',
			default: '',
			description:
				'Only messages written after this time. Takes an ISO 8601 date, or Unix seconds or milliseconds.',
		},
	],
	lane: requiredConversationRefOf,
	steps: readPages,
});

/** All of the form is read before the first request leaves. */
function* readPages(form: ItemForm): Steps {
	const chat = requiredConversationRefOf(form);
	const path = `/${scopeOf(form)}/chats/${chat}/history`;
	const wanted = limitOf(form);
	const since = timeOf(form, 'options.newerThan')?.toMillis() ?? Number.NEGATIVE_INFINITY;
	const isSimplified = form.flag('simplify') ?? true;

	const found = new Map<string, JsonObject>();
	const seen = new Set<string>();
	for (let offset = 0; found.size < wanted;) {
		const limit = Math.min(PAGE, wanted - found.size);
		const answer = yield* ask({ method: 'GET', path, query: { limit, offset } });
		const page = pageIn(answer);
		const known = seen.size;
		for (const [position, entry] of page.entries()) {
			// While new messages arrive, the pages shift and show some twice.
			const id = textAt(entry, 'message.id') ?? `${offset + position}`;
			seen.add(id);
			if (isNewer(entry, since)) found.set(id, entry);
		}
		offset += page.length;
		// A page that brings nothing new would come for ever.
		if (page.length < limit || seen.size === known || isPast(page, since)) break;
	}
	const messages = [...found.values()];
	return isSimplified ? messages.map((entry) => pastMessageOf(entry, chat)) : messages;
}

/** No chat and no messages are both answered without a body. */
function pageIn(answer: AmojoAnswer): JsonObject[] {
	if (answer !== undefined && at(answer, 'messages') === undefined) {
		throw new MissingAnswer('the messages of the chat', answer);
	}
	return objectsAt(answer, 'messages');
}

function limitOf(form: ItemForm): number {
	if (form.flag('returnAll')) return Number.POSITIVE_INFINITY;
	return form.integer('limit', 1) ?? PAGE;
}

function timeOfEntry(entry: JsonObject): number {
	return writtenAt(new Reader(entry)) ?? 0;
}

function isNewer(entry: JsonObject, since: number): boolean {
	return timeOfEntry(entry) > since;
}

/** Whether the next pages can only be older: true of the documented order, newest first, and of no other. */
function isPast(page: JsonObject[], since: number): boolean {
	const times = page.map(timeOfEntry);
	const oldest = times.at(-1) ?? 0;
	return oldest <= since && oldest <= (times[0] ?? 0);
}
