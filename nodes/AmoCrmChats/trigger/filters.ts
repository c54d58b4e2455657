import type { IDataObject, INodeProperties } from 'n8n-workflow';
import type { AmoCrmChatsEvent } from './triggerOutput';
import type { HookEvent } from './hookKind';

interface Filter {
	field: INodeProperties;
	/** The kinds of hook that it looks at; the others pass. */
	kinds: HookEvent[];
	/** Any of these being listed lets the hook through. */
	values: (event: AmoCrmChatsEvent) => Array<string | undefined>;
}

const KNOWN_KINDS: HookEvent[] = ['commentReply', 'message', 'reaction', 'typing'];

function listField(
	displayName: string,
	name: string,
	placeholder: string,
	description: string,
): INodeProperties {
	return { displayName, name, type: 'string', default: '', placeholder, description };
}

/** Hooks that a filter keeps out are answered and start nothing. */
const filters: Filter[] = [
	{
		field: listField(
			'Accounts',
			'accounts',
			'e.g. 52e591f7-c98f-4255-8495-827210138c81',
			'Only hooks of these accounts: amojo IDs, separated by commas',
		),
		kinds: [...KNOWN_KINDS, 'other'],
		values: ({ accountId }) => [accountId],
	},
	{
		field: listField(
			'Chats',
			'chats',
			'e.g. chat-42, chat-43',
			"Only hooks of these chats: your own IDs or amoCRM's, separated by commas",
		),
		kinds: KNOWN_KINDS,
		values: ({ conversationId, conversationRefId }) => [conversationId, conversationRefId],
	},
	{
		field: listField(
			'Message Types',
			'messageTypes',
			'e.g. text, picture',
			'Only messages of these types, separated by commas: audio, contact, file, location, picture, sticker, text, video, voice',
		),
		kinds: ['commentReply', 'message'],
		values: ({ messageType }) => [messageType],
	},
	{
		field: listField(
			'Sources',
			'sources',
			'e.g. 15550100000',
			'Only messages that are to go out by these sources: their external IDs, separated by commas. Other events name no source and pass.',
		),
		kinds: ['message'],
		values: ({ sourceId }) => [sourceId],
	},
	{
		field: listField(
			'Users',
			'users',
			'e.g. fb0fb604-3b3b-4f7c-8a5e-0f6b1f0c7f11',
			'Only what these managers or bots did: amojo IDs, separated by commas',
		),
		kinds: KNOWN_KINDS,
		values: ({ sender }) => [sender?.refId],
	},
];

export const filterFields = filters.map(({ field }) => field);

export function passes(event: AmoCrmChatsEvent, options: IDataObject): boolean {
	return filters.every(({ field, kinds, values }) => {
		const wanted = listOf(options[field.name]);
		if (wanted.length === 0 || !kinds.includes(event.event)) return true;
		return values(event).some((value) => value !== undefined && wanted.includes(lower(value)));
	});
}

/** A list as typed, or as an expression gives it. */
function listOf(value: unknown): string[] {
	const entries = Array.isArray(value) ? value.map(String) : String(value ?? '').split(',');
	return entries.map(lower).filter((entry) => entry !== '');
}

function lower(text: string): string {
	return text.trim().toLowerCase();
}
