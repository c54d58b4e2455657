import type { JsonObject } from '../shared/json';
import type { DELIVERY_ERRORS, MessageType } from '../shared/wire';

/**
 * What a messenger is to the Bridge node: one file of pure functions. They have no I/O, clock or randomness, and
 * never throw at what a messenger sends. Telling wrapped updates apart, IDs of amoCRM, cutting to what the
 * messenger can, fetching files, waiting and every request to amoCRM are the node's.
 *
 * IDs are the messenger's own, as text; times are Unix milliseconds, durations seconds, sizes bytes.
 */
export interface Messenger {
	/** As workflows store it. */
	id: string;
	name: string;
	/** What the HTTP Request node needs, in words: a type of credential, a comma, and where to choose it. */
	credential: string;
	can: Features;
	setup: readonly SetupField[];
	/** Whether an update (the bare one, without a Webhook node's wrapping) is this messenger's, and nobody else's. */
	recognize(update: JsonObject): boolean;
	/** Everything that an update says: never empty, what is not for amoCRM is `other` and says why. */
	read(update: JsonObject, setup: Setup): Incoming[];
	/**
	 * What to ask the messenger next to get a file or a person of an {@link Incoming}, given the answers so far;
	 * undefined when it cannot be had. A messenger whose updates hold everything has none.
	 */
	ask?(need: JsonObject, setup: Setup, answers: readonly Answer[]): Call | Found | undefined;
	/** The next request of a delivery, given the answers so far, or what became of it. */
	write(event: Outgoing, setup: Setup, answers: readonly Answer[]): Call | Verdict;
	/** What one answer says of the request that it belongs to. */
	judge(answer: Answer): Verdict;
}

/** What a messenger takes as such. The node turns everything else into what it does take, a text in the end. */
export interface Features {
	kinds: readonly MessageType[];
	/** The longest text, in UTF-16 units. */
	text: number;
	/** The longest text beside a file, and of which kinds. */
	caption?: { of: readonly MessageType[]; length: number };
	reply?: true;
	/** Any emoji, or these alone. */
	reaction?: true | readonly string[];
	typing?: true;
	/** How many buttons, and the longest text on one. */
	buttons?: { count: number; length: number };
	list?: true;
	template?: true;
	/** Into a chat that a manager begins, by the client's phone. */
	writeFirst?: true;
	/** Receipts come later. Without them, accepted counts as delivered. */
	receipts?: true;
	/** IDs of messages count within a chat; the node adds the chat to them. */
	idsPerChat?: true;
	/** Updates name the bot or number that was written to, and the node adds it to the chat. */
	accounts?: true;
}

export interface SetupField {
	name: string;
	label: string;
	description: string;
	default?: string;
	/** Nothing can be brought to the messenger without it; the other direction has no use for it. */
	required?: true;
}
/** By {@link SetupField.name}; blank ones have their default, or are left out. */
export type Setup = Readonly<Record<string, string>>;

/**
 * A request for the HTTP Request node, which adds the credential. `body` travels as JSON unless `as` says
 * otherwise; in a multipart body the file of the event stands under the name `file`.
 */
export interface Call {
	method: 'GET' | 'POST' | 'PUT' | 'DELETE';
	url: string;
	body?: JsonObject;
	as?: 'form' | 'multipart';
	file?: string;
}

/** Without a status there was no answer, and `error` has n8n's words. A file is not in `body`: `isFile` tells. */
export interface Answer {
	status?: number;
	body?: unknown;
	isFile?: boolean;
	error?: string;
}

/** The answer to an `ask`: the file is the last answer itself, or somewhere public, or here; or who a person is. */
export type Found =
	| { file: 'answer' | { url: string } | { base64: string }; name?: string; mime?: string }
	| { person: Omit<Person, 'id'> };

/**
 * Where the bytes of a file are: at a public address, in the update, behind `ask`, or in the item's binary data.
 * What a manager sends is always at an address.
 */
export type FileSource =
	{ url: string } | { base64: string } | { ask: JsonObject } | { field: string };

export interface Media {
	from: FileSource;
	/** With an ending, if the messenger gives one. */
	name?: string;
	mime?: string;
	size?: number;
	seconds?: number;
	/** Why it cannot be had, known beforehand: `from` is not asked then. */
	unavailable?: string;
}

export interface Content {
	type: MessageType;
	text?: string;
	/** What the messenger calls it, where the adapter cannot read it; `text` has the words beside it. */
	unknown?: string;
	media?: Media;
	location?: { latitude: number; longitude: number };
	contact?: { name?: string; phone?: string };
	post?: { url: string; preview?: string };
}

export interface Person {
	id: string;
	name?: string;
	phone?: string;
	email?: string;
	avatar?: string;
	link?: string;
	/** amoCRM's ID of the client of a chat that a manager began, where the messenger was given it. */
	ref?: string;
	/** For `ask`, where an update does not name the person. */
	ask?: JsonObject;
}

export interface Where {
	/** The bot or number that was written to, where updates name it. */
	account?: string;
	chat: string;
	/** amoCRM's ID of a chat that a manager began, where the messenger was given it. */
	chatRef?: string;
	/** The external ID of amoCRM's source, where the messenger is told of it. */
	source?: string;
	/** More than two people write there. */
	isGroup?: true;
	/** The client, or in a group who wrote. */
	person?: Person;
	/** `manager`: the owner wrote in the messenger's own app. */
	from: 'client' | 'manager';
	time?: number;
}

export type Incoming =
	| (Where & MessageEvent)
	| (Where & { event: 'edit'; message: string; content: Content })
	| (Where & { event: 'delete'; message: string })
	/** Without an emoji it was taken back. */
	| (Where & { event: 'reaction'; message: string; emoji?: string })
	| (Where & { event: 'typing' })
	| (Partial<Where> & StatusEvent)
	| { event: 'other'; why: string };

interface MessageEvent {
	event: 'message';
	/** Missing where the messenger names none: told twice, it appears twice. */
	message?: string;
	content: Content;
	/** The message that is answered. */
	replyTo?: { message: string } | { text: string; name?: string };
	/** Of whom, where it is told. */
	forwarded?: { name?: string; text?: string; time?: number };
	/** What stands behind the button that was pressed. */
	callback?: string;
	/** amoCRM's ID: the echo of what the Bridge sent. */
	nonce?: string;
	/** Nobody is to be notified of it. */
	silent?: true;
	/** To be sent so that the messenger stops waiting, whatever becomes of the event. */
	courtesy?: Call;
}

interface StatusEvent {
	event: 'status';
	/** The messenger's ID; of this and the nonce there is at least one. Without the nonce there is the chat. */
	message?: string;
	/** amoCRM's ID, where the messenger carries it. */
	nonce?: string;
	verdict: Verdict;
}

export interface Verdict {
	status: 'sent' | 'delivered' | 'read' | 'error';
	/** The messenger's ID of what was sent: of its first part. */
	message?: string;
	/** The messenger's chat, where a write-first message began it or it moved, and the number that it was sent from. */
	chat?: string;
	account?: string;
	errorCode?: keyof typeof DELIVERY_ERRORS;
	/** For the manager: what the messenger says, and what to do. */
	errorText?: string;
	/** Beside `error`: it certainly did not arrive, and may after so many seconds. */
	retry?: number;
	/** Beside `error`: nobody heard whether it arrived. */
	isUncertain?: true;
}

/** A manager's event, cut to what {@link Features} allow. */
export interface Outgoing {
	event: 'message' | 'reaction' | 'typing';
	account?: string;
	chat?: string;
	/** Of a chat that a manager begins. */
	phone?: string;
	/** amoCRM's ID of the chat. */
	chatRef?: string;
	/** The manager, and the client, as amoCRM names them. */
	sender?: { name?: string };
	receiver?: { id?: string; name?: string; ref?: string };
	time?: number;
	/** amoCRM's ID of the message. */
	nonce: string;
	/** Its number in a message that had to be cut, from 0. */
	part: number;
	content?: Content;
	/** The message that is answered, or reacted to. */
	target?: { message: string; text?: string };
	/** Of a reaction; without one it is taken back. */
	emoji?: string;
	/** Rows of buttons; one with `url` is a link. */
	buttons?: Array<Array<{ text: string; url?: string }>>;
	/** As amoCRM has it: header, body, footer, button, sections. */
	list?: JsonObject;
	/** As amoCRM has it: id, externalId, content, params. */
	template?: JsonObject;
}
