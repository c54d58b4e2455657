import type { JsonObject } from '../shared/json';
import type { Person } from '../shared/chatMessage';
import type { HookEvent } from './hookKind';

/** A message that another one quotes or forwards. */
export type QuotedMessage = {
	text?: string;
	messageType?: string;
	mediaUrl?: string;
	thumbnailUrl?: string;
	fileName?: string;
	fileSize?: number;
	mediaDuration?: number;
	location?: Place;
	contact?: Card;
	sender?: Person;
	receiver?: Person;
	timestamp?: string;
	mediaGroupId?: string;
	messageId?: string;
	externalMessageId?: string;
	/** Of a forwarded message: the chat that it comes from. */
	conversationId?: string;
	conversationRefId?: string;
};

type Place = { latitude?: number; longitude?: number };
type Card = { name?: string; phone?: string };

/** A WhatsApp template that the message was made from; `content` still has its markers. */
export type Template = {
	id?: string;
	externalId?: string;
	content?: string;
	/** Pairs of `key` (a marker) and `value`. */
	params?: JsonObject[];
};

/**
 * What the trigger outputs with Simplify on, for every kind of hook, in this order; fields that a hook does not
 * have are absent. Names are those of the action node's parameters, so they can be mapped one to one.
 */
export type AmoCrmChatsEvent = {
	event: HookEvent;
	text?: string;
	/** `react` or `unreact`. */
	reaction?: string;
	emoji?: string;
	/** Your own ID of the chat; absent in a chat that a manager started. */
	conversationId?: string;
	/** The manager wrote first: link your IDs with the first answer. */
	writeFirst?: boolean;
	messageType?: string;
	mediaUrl?: string;
	thumbnailUrl?: string;
	fileName?: string;
	/** Bytes. */
	fileSize?: number;
	/** Seconds. */
	mediaDuration?: number;
	location?: Place;
	contact?: Card;
	/** Rows of buttons; one with `url` is a link, any other is answered by its text. */
	buttons?: JsonObject[][];
	/** WhatsApp list message: header, body, footer, button, sections. */
	listMessage?: JsonObject;
	template?: Template;
	replyTo?: QuotedMessage;
	forwards?: QuotedMessage[];
	sender?: Person;
	receiver?: Person;
	/** ISO 8601, in UTC; until then the manager counts as typing. */
	typingUntil?: string;
	/** ISO 8601, in UTC: when it was written, or when the hook was made. */
	timestamp?: string;
	/** ISO 8601, in UTC: when the message was written that a reaction is about. */
	messageTimestamp?: string;
	/** Your own ID of the post that was commented on. */
	postId?: string;
	sourceId?: string;
	/** The same for files that were sent together; each comes in a hook of its own. */
	mediaGroupId?: string;
	/** amoCRM's ID of the message. */
	messageId?: string;
	/** Your own ID of the message, where amoCRM knows one. */
	externalMessageId?: string;
	/** amoCRM's ID of the chat. */
	conversationRefId?: string;
	/** amojo_id of the account. */
	accountId: string;
	/** Channel and account. */
	scopeId: string;
	/** The same for the same hook, should it ever come twice. */
	eventId: string;
	/** `eventId` is new each time: the hook has neither an ID nor a time that would tell it from the next one. */
	isEventIdRandom?: boolean;
	/** Of an unknown kind the hook as it came; of the others what no other field has, where it stood in the hook. */
	hook?: JsonObject;
	/** With Include Headers: those of the hook, without what proves its origin. */
	headers?: Record<string, string>;
	/** With Download Media: why the file, or its thumbnail, is not in the item. */
	mediaError?: string;
	thumbnailError?: string;
	/** A parameter of the trigger could not be read: the hook passed unfiltered. */
	formError?: string;
};

/** What differs from kind to kind. */
export type EventDetails = Omit<AmoCrmChatsEvent, 'event' | 'eventId' | 'scopeId' | 'accountId'>;
