/** A client's phone with the chat it has with the company. The ids are the messenger's own. */
export interface Phone {
	id: string;
	name: string;
	number: string;
	chatId: string;
	/** The client does not want to hear from the company. */
	isBlocking?: boolean;
	/** Given by amoCRM in a chat that the company began, until the client's first answer links both sides. */
	conversationRefId?: string;
	clientRefId?: string;
}

export interface PhoneMessage {
	id: string;
	phoneId: string;
	isOwn: boolean;
	at: number;
	type: string;
	text?: string;
	mediaUrl?: string;
	fileName?: string;
	fileSize?: number;
	/** What the client may tap instead of writing. */
	choices?: string[];
	/** amoCRM's, once it is known. */
	amojoId?: string;
	status: 'sending' | 'sent' | 'failed' | 'unread' | 'read';
	/** Why it failed. */
	problem?: string;
	ownReaction?: string;
	theirReaction?: string;
}

/** What happened on a phone, as the messenger posts it to n8n. */
export type Happening =
	| {
			event: 'message';
			messageId: string;
			messageType: string;
			text?: string;
			mediaUrl?: string;
			fileName?: string;
			fileSize?: number;
			phone: string;
			conversationRefId?: string;
			clientRefId?: string;
	  }
	| { event: 'reaction' | 'unreaction'; messageId: string; emoji?: string }
	| { event: 'typing' }
	| { event: 'read'; messageId: string };

export interface MessengerEvents {
	phone: [Phone];
	message: [PhoneMessage];
	typing: [{ phoneId: string }];
	/** Everything was forgotten. */
	cleared: [];
}
