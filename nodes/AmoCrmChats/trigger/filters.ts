import type { INodeProperties } from 'n8n-workflow';
import type { Form } from '../actions/form';
import type { Channel } from '../shared/channelCredential';
import { isUuid } from '../shared/json';
import { MESSAGE_TYPES } from '../shared/wire';
import type { AmoCrmChatsEvent } from './triggerOutput';
import { HOOK_EVENTS, type HookEvent } from './hookKind';

interface Filter {
	field: INodeProperties;
	kind: 'ofWords' | 'ofValues';
	/** The kinds of hook that it looks at; the others pass. */
	events: HookEvent[];
	/** Any of these being listed lets the hook through. */
	values: (event: AmoCrmChatsEvent) => Array<string | undefined>;
	/** Why no hook can ever have a value, and what to enter; undefined where one can. */
	objection?: (entry: string, channel: Channel) => Objection | undefined;
}

type Objection = [what: string, advice: string];

const EVENTS_ADVICE = `Choose from ${HOOK_EVENTS.join(', ')}.`;
const KNOWN: HookEvent[] = ['commentReply', 'message', 'reaction', 'typing'];
const DOCUMENTED_SOURCE = /^[\x20-\x7e]{1,40}$/;

/** What messengers call the types. */
const TYPE_ELSEWHERE: Record<string, string> = {
	...{ photo: 'picture', image: 'picture', document: 'file', ptt: 'voice', voice_message: 'voice' },
	...{ geo: 'location', vcard: 'contact', contacts: 'contact', animation: 'video', gif: 'video' },
};

const messageTypes: INodeProperties = {
	displayName: 'Message Types',
	name: 'messageTypes',
	displayOptions: { show: { '@version': [{ _cnd: { gte: 2.1 } }] } },
	type: 'multiOptions',
	options: MESSAGE_TYPES.map((value) => ({
		name: `${value.charAt(0).toUpperCase()}${value.slice(1)}`,
		value,
	})),
	default: [],
	description: 'Only messages of these types',
};

/** Where workflows store text: n8n's editor would empty a list whose value is text as soon as the node is opened. */
const typedMessageTypes: INodeProperties = {
	...textField(
		'Message Types',
		'messageTypes',
		'e.g. text, picture',
		`Only messages of these types, separated by commas: ${MESSAGE_TYPES.join(', ')}`,
	),
	displayOptions: { show: { '@version': [{ _cnd: { lt: 2.1 } }] } },
};

/** Hooks that a filter keeps out are answered and start nothing. */
const filters: Filter[] = [
	{
		field: textField(
			'Accounts',
			'accounts',
			'e.g. 52e591f7-c98f-4255-8495-827210138c81',
			'Only webhooks of these accounts: amojo IDs, separated by commas or line breaks',
		),
		kind: 'ofWords',
		events: [...KNOWN, 'other'],
		values: ({ accountId }) => [accountId],
		objection: (entry, { accountId }) => {
			if (!isUuid(entry)) return ['is not a UUID', 'Enter the amojo_id of each account.'];
			if (accountId === '' || accountId.toLowerCase() === entry.toLowerCase()) return undefined;
			return [
				'is another account than that of the credential',
				'Leave Account ID of the credential empty to serve several accounts.',
			];
		},
	},
	{
		field: textField(
			'Chats',
			'chats',
			'e.g. chat-42, chat-43',
			"Only webhooks of these chats: your own IDs or amoCRM's, separated by commas or line breaks",
		),
		kind: 'ofValues',
		events: KNOWN,
		values: ({ conversationId, conversationRefId }) => [conversationId, conversationRefId],
	},
	{
		field: messageTypes,
		kind: 'ofWords',
		events: ['commentReply', 'message'],
		values: ({ messageType }) => [messageType],
		objection: (entry) => {
			if (MESSAGE_TYPES.some((type) => type === entry.toLowerCase())) return undefined;
			const meant = TYPE_ELSEWHERE[entry.toLowerCase()];
			const advice = meant === undefined ? '' : `amoCRM calls it ${meant}. `;
			return ['is not a message type', `${advice}Choose from ${MESSAGE_TYPES.join(', ')}.`];
		},
	},
	{
		field: textField(
			'Sources',
			'sources',
			'e.g. 15550100000',
			'Only messages that are to go out by these sources: their external IDs, separated by commas or line breaks. Other events name no source and pass.',
		),
		kind: 'ofValues',
		events: ['message'],
		values: ({ sourceId }) => [sourceId],
		objection: (entry) =>
			DOCUMENTED_SOURCE.test(entry)
				? undefined
				: ['is no ID of a source', 'An external ID has 1 to 40 Latin letters, digits and signs.'],
	},
	{
		field: textField(
			'Users',
			'users',
			'e.g. fb0fb604-3b3b-4f7c-8a5e-0f6b1f0c7f11',
			'Only what these managers or bots did: amojo IDs, separated by commas or line breaks',
		),
		kind: 'ofWords',
		events: KNOWN,
		values: ({ sender }) => [sender?.refId],
		objection: (entry) =>
			isUuid(entry)
				? undefined
				: ['is not a UUID', 'Enter amojo IDs: GET /api/v4/users?with=amojo_id shows them.'],
	},
];

function textField(
	displayName: string,
	name: string,
	placeholder: string,
	description: string,
): INodeProperties {
	return { displayName, name, type: 'string', default: '', placeholder, description };
}

export const filterFields = [...filters.map(({ field }) => field), typedMessageTypes];

/** Whether the event is chosen, and no filter keeps it out. */
export function passes(event: AmoCrmChatsEvent, form: Form): boolean {
	if (!chosenEvents(form).includes(event.event)) return false;
	return filters.every(({ field, kind, events, values }) => {
		if (!events.includes(event.event)) return true;
		const wanted = form.list(`options.${field.name}`, kind).map((entry) => entry.toLowerCase());
		if (wanted.length === 0) return true;
		return values(event).some((value) => value !== undefined && wanted.includes(lower(value)));
	});
}

/** An expression that gives nothing must not cost the event: that nobody has chosen. */
function chosenEvents(form: Form): string[] {
	const chosen = form.list('events', 'ofWords');
	if (chosen.length > 0) return chosen;
	throw form.invalid('events', 'is empty', EVENTS_ADVICE);
}

function lower(value: string): string {
	return value.trim().toLowerCase();
}

/** Throws if there is something that no event can match: else everything would be dropped without a word. */
export function requireMatchable(form: Form, channel: Channel): void {
	const unknown = chosenEvents(form).find((entry) => !HOOK_EVENTS.some((event) => event === entry));
	if (unknown !== undefined) {
		throw form.invalid('events', `has "${unknown}", which is no event`, EVENTS_ADVICE);
	}
	for (const { field, kind, objection } of filters) {
		const path = `options.${field.name}`;
		for (const entry of form.list(path, kind)) {
			const found = objection?.(entry, channel);
			if (found !== undefined)
				throw form.invalid(path, `has "${entry}", which ${found[0]}`, found[1]);
		}
	}
}
