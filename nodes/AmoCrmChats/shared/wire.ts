import type { Json, JsonObject } from './json';

/** Everything the Chats API offers to an integration lives below this path. */
export const API_PATH = '/v2/origin/custom';

/** One request to the Chats API, before it is signed. `path` follows {@link API_PATH}. */
export interface AmojoRequest {
	method: 'GET' | 'POST' | 'DELETE';
	path: string;
	query?: Record<string, number | string>;
	body?: JsonObject;
	/**
	 * Being refused as already known means being done: the message ID is made so that only an earlier try at
	 * this very message can have used it.
	 */
	knownIsDone?: boolean;
}

/** The body of a good answer: JSON, or undefined when the API answered without one. */
export type AmojoAnswer = Json | undefined;

export const MESSAGE_TYPES = [
	'audio',
	'contact',
	'file',
	'location',
	'picture',
	'sticker',
	'text',
	'video',
	'voice',
] as const;
export type MessageType = (typeof MESSAGE_TYPES)[number];

/** Numbers of the statuses that can be reported; "sent" is the initial one and cannot be set. */
export const DELIVERY_STATUS = { delivered: 1, read: 2, error: -1 } as const;
export type DeliveryStatus = keyof typeof DELIVERY_STATUS;

export const DELIVERY_ERRORS = {
	901: 'The user deleted the conversation',
	902: 'The integration is switched off on the channel side',
	903: 'Internal server error',
	904: 'The conversation cannot be created, such as a number that is not on WhatsApp',
	905: 'Any other error',
} as const;
