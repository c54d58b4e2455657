import type { JsonObject } from '../shared/json';
import type { Person } from '../shared/chatMessage';
import type { HookEvent } from './hookKind';

/** A message that another one quotes or forwards. */
export type QuotedMessage = {
	messageId?: string;
	externalMessageId?: string;
	messageType?: string;
	text?: string;
	mediaUrl?: string;
	timestamp?: string;
	sender?: Person;
};

/** A WhatsApp template that the message was made from; `content` still has its markers. */
export type Template = {
	id?: string;
	externalId?: string;
	content?: string;
	/** Pairs of `key` (a marker) and `value`. */
	params?: JsonObject[];
};

/**
 * What the trigger puts out with Simplify on, for every kind of hook; fields that a hook does not have
 * are absent. Names are those of the action node's parameters, so they can be mapped one to one.
 */
export type AmoCrmChatsEvent = {
	event: HookEvent;
	/** The same for the same hook, should it ever come twice. */
	eventId: string;
	/** Channel and account, as the address of the hook names them. */
	scopeId: string;
	/** amojo_id of the account. */
	accountId: string;
	/** Your own id of the chat; absent in a chat that a manager started. */
	conversationId?: string;
	/** amoCRM's id of the chat. */
	conversationRefId?: string;
	/** The manager wrote first: link your ids with the first answer. */
	writeFirst?: boolean;
	sourceId?: string;
	/** amoCRM's id of the message. */
	messageId?: string;
	/** Your own id of the message, where amoCRM knows one. */
	externalMessageId?: string;
	messageType?: string;
	text?: string;
	mediaUrl?: string;
	thumbnailUrl?: string;
	/** With Download Media: why the file, or its thumbnail, is not in the item. */
	mediaError?: string;
	thumbnailError?: string;
	/** A parameter of the trigger could not be read: the hook passed unfiltered. */
	formError?: string;
	fileName?: string;
	/** Bytes. */
	fileSize?: number;
	/** Seconds. */
	mediaDuration?: number;
	/** The same for files that were sent together; each comes in a hook of its own. */
	mediaGroupId?: string;
	location?: { latitude?: number; longitude?: number };
	contact?: { name?: string; phone?: string };
	/** Rows of buttons; one with `url` is a link, any other is answered by its text. */
	buttons?: JsonObject[][];
	/** WhatsApp list message: header, body, footer, button, sections. */
	listMessage?: JsonObject;
	template?: Template;
	replyTo?: QuotedMessage;
	forwards?: QuotedMessage[];
	/** Your own id of the post that was commented on. */
	postId?: string;
	sender?: Person;
	receiver?: Person;
	/** `react` or `unreact`. */
	reaction?: string;
	emoji?: string;
	/** ISO 8601, in UTC; until then the manager counts as typing. */
	typingUntil?: string;
	/** ISO 8601, in UTC: when it was written, or when the hook was made. */
	timestamp?: string;
	/** The hook as it came; only of a kind that this node does not know. */
	hook?: JsonObject;
	/** With Include Headers: those of the hook, without what proves its origin. */
	headers?: Record<string, string>;
};

/** What differs from kind to kind. */
export type EventDetails = Omit<AmoCrmChatsEvent, 'event' | 'eventId' | 'scopeId' | 'accountId'>;
