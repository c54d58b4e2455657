import type { Channel } from '../sandbox/state/model.mts';

/** How many messages over how many chats. */
export interface Load {
	messages: number;
	chats: number;
}

/** One message of the load, as it comes out of whatever stands before the contenders. */
export interface Message {
	chat: string;
	client: string;
	name: string;
	text: string;
	/** Position within its chat; also at the end of the text, where it is read again. */
	place: number;
	id: string;
	time: number;
}

/** The chats take turns, as when many people write at once. `run` tells the messages of one run from all others. */
export function messagesOf({ messages, chats }: Load, run: string, now = Date.now()): Message[] {
	return Array.from({ length: messages }, (_, index) => {
		const chat = index % chats;
		const place = Math.floor(index / chats);
		return {
			chat: `${run}-chat-${chat}`,
			client: `${run}-client-${chat}`,
			name: `Client ${chat}`,
			text: `Здравствуйте! Когда привезут заказ? № ${place}`,
			place,
			id: `${run}-${index}`,
			time: now + index,
		};
	});
}

/** The node's form for it. */
export const formOfMessage = {
	resource: 'message',
	operation: 'send',
	direction: 'fromClient',
	conversationId: '={{ $json.chat }}',
	senderId: '={{ $json.client }}',
	senderName: '={{ $json.name }}',
	messageType: 'text',
	text: '={{ $json.text }}',
	options: { messageId: '={{ $json.id }}', timestamp: '={{ $json.time }}' },
};

/** The body of a message from a client, for contenders that write it themselves. */
export function bodyOf({ chat, client, name, text, id, time }: Message): object {
	return {
		event_type: 'new_message',
		payload: {
			timestamp: Math.floor(time / 1000),
			msec_timestamp: time,
			msgid: id,
			conversation_id: chat,
			sender: { id: client, name },
			message: { type: 'text', text },
			silent: false,
		},
	};
}

interface Arrived {
	body: string;
	verdict: string;
}

export interface Tally {
	accepted: number;
	/** Messages that arrived after a later one of their chat. */
	outOfOrder: number;
}

/** What the sandbox received, in the order of arrival. */
export function tally(arrived: readonly Arrived[]): Tally {
	const latest = new Map<string, number>();
	let accepted = 0;
	let outOfOrder = 0;
	for (const { body, verdict } of arrived) {
		if (verdict === 'accepted') accepted++;
		const { payload } = JSON.parse(body) as {
			payload: { conversation_id: string; message: { text: string } };
		};
		const place = Number(payload.message.text.split('№ ')[1]);
		const before = latest.get(payload.conversation_id) ?? -1;
		if (place < before) outOfOrder++;
		latest.set(payload.conversation_id, Math.max(place, before));
	}
	return { accepted, outOfOrder };
}

/** Where and how a contender sends. */
export interface Target {
	url: string;
	channel: Channel;
	accountId: string;
}

export const pathOf = ({ channel, accountId }: Target) =>
	`/v2/origin/custom/${channel.id}_${accountId}`;
