/** What the sandbox remembers. Our own names are in camelCase; what travelled keeps the wire's names. */

export interface Bot {
	/** Chats API side; senders put it into `ref_id`. */
	id: string;
	/** The integration's side. */
	clientId: string;
	name: string;
}

export interface Channel {
	id: string;
	secret: string;
	code: string;
	name: string;
	bot: Bot;
	/** `:scope_id` in it is replaced when a hook is sent. */
	webhookUrl?: string;
	/** amojo ids that may connect; everybody may when it is missing (a public channel). */
	approvedAccounts?: string[];
}

export interface User {
	/** The user's amojo id. */
	id: string;
	name: string;
}

export interface Account {
	amojoId: string;
	name: string;
	users: User[];
}

export interface Connection {
	scopeId: string;
	channelId: string;
	accountId: string;
	title: string;
	hookApiVersion: 'v1' | 'v2';
	isTimeWindowDisabled: boolean;
}

export interface Chat {
	id: string;
	scopeId: string;
	/** The integration's id; missing until a client answers a chat the manager wrote first in. */
	integrationId?: string;
	/** The participant a manager's answer goes to. */
	clientId?: string;
	sourceId?: string;
	createdAt: number;
	/** Messages of the client that nobody in the CRM has looked at yet. */
	unread?: number;
	/** The message that made an incoming lead: the first one that was not silent. */
	leadMessageId?: string;
}

export interface Participant {
	id: string;
	scopeId: string;
	/** The integration's id; missing until a client answers a chat the manager wrote first in. */
	clientId?: string;
	name?: string;
	avatar?: string;
	phone?: string;
	email?: string;
	profileLink?: string;
}

export interface Content {
	type: string;
	text?: string;
	media?: string;
	thumbnail?: string;
	file_name?: string;
	file_size?: number;
	media_duration?: number;
	media_group_id?: string;
	sticker_id?: string;
	location?: { lon: number; lat: number };
	contact?: { name: string; phone: string };
	callback_data?: string;
	shared_post?: { url: string; type?: string };
	/** Makes the message a comment. */
	post?: { id: string; url?: string };
	markup?: object;
	template?: object;
}

export interface DeliveryStatus {
	status: 'sent' | 'delivered' | 'read' | 'error';
	errorCode?: number;
	error?: string;
}

export interface Reaction {
	/** The reacting person: a Chats API id where known, else the integration's. */
	userId: string;
	emoji: string;
}

export interface Edit {
	at: number;
	before: Content;
}

export interface Message {
	id: string;
	scopeId: string;
	chatId: string;
	/** The integration's id (`msgid` in requests); missing until it is attached to a manager's message. */
	integrationId?: string;
	author: 'client' | 'user' | 'bot';
	direction: 'incoming' | 'outgoing';
	/** Who stored it: the integration through the API, or a manager in the CRM. */
	origin: 'api' | 'crm';
	senderId: string;
	receiverId?: string;
	/** Milliseconds. */
	sentAt: number;
	silent: boolean;
	content: Content;
	replyTo?: object;
	forwards?: object;
	sourceId?: string;
	delivery: DeliveryStatus;
	reactions: Reaction[];
	edits: Edit[];
}

export interface Typing {
	at: number;
	scopeId: string;
	chatId: string;
	senderId: string;
	durationMs: number;
}
