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

/** What happened on a phone, in the Bridge's own format; who and in which chat is added. */
export type Happening =
	| {
			event: 'message';
			externalMessageId: string;
			messageType: string;
			text?: string;
			mediaUrl?: string;
			fileName?: string;
			fileSize?: number;
			senderDetails: { phone: string; refId?: string };
			conversationRefId?: string;
	  }
	| { event: 'reaction'; externalMessageId: string; emoji?: string }
	| { event: 'typing' }
	| { event: 'status'; messageId: string; status: 'read' };

export interface MessengerEvents {
	phone: [Phone];
	message: [PhoneMessage];
	typing: [{ phoneId: string }];
	/** Everything was forgotten. */
	cleared: [];
}
