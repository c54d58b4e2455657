import { importHistory } from '../../../../nodes/AmoCrmChats/actions/message/importHistory.operation';
import { formOf, payloadOf, refusalOf, requestOf, scopeId, type FormValues } from '../form';

const text = {
	direction: 'fromClient',
	conversationId: 'chat-42',
	externalMessageId: 'm-1',
	timestamp: '2024-05-01T12:00:00.250Z',
	senderId: 'user-42',
	senderName: 'Ann',
	messageType: 'text',
	text: 'Hello',
};

test('a message of the past says when it was written and which one it is, and is silent', () => {
	expect(requestOf(importHistory, text)).toEqual({
		method: 'POST',
		path: `/${scopeId}`,
		// Imported before is imported.
		knownIsDone: true,
		body: {
			event_type: 'new_message',
			payload: {
				timestamp: 1714564800,
				msec_timestamp: 1714564800250,
				msgid: 'm-1',
				conversation_id: 'chat-42',
				silent: true,
				sender: { id: 'user-42', name: 'Ann' },
				message: { type: 'text', text: 'Hello' },
			},
		},
	});
});

test.each([
	['fromManager', { senderRefId: 'fb0fb604-2a3c-4e0f-9f5d-4c1b0d9e7a11' }],
	['fromBot', {}],
])('%s is as silent', (direction, who) => {
	const receiver = { receiverId: 'user-42', receiverName: 'Ann' };
	const values: FormValues = { ...text, ...who, ...receiver, direction };
	delete values.senderId;
	delete values.senderName;
	expect(payloadOf(importHistory, values)).toMatchObject({ silent: true, receiver: {} });
});

test('the message ID is the same in every execution: it is the one that the person gave', () => {
	const ids = ['1', '2'].map((seed) => payloadOf(importHistory, text, { seed: [seed] }).msgid);
	expect(ids).toEqual(['m-1', 'm-1']);
});

test.each([
	['timestamp', 'Timestamp'],
	['externalMessageId', 'Own Message ID'],
	['conversationId', 'Chat ID'],
])('%s is demanded', (field, label) => {
	const { message, parameter } = refusalOf(importHistory, { ...text, [field]: '' });
	expect({ message, parameter }).toEqual({ message: `'${label}' is empty`, parameter: field });
});

describe('the chat as a whole', () => {
	const sequence = importHistory.sequence;
	const lastOf = (options: FormValues) => {
		const values = { ...text, options };
		const request = requestOf(importHistory, values);
		return sequence?.last(request, formOf(importHistory, values)).body?.payload;
	};

	test('goes by the time of its messages', () => {
		expect(importHistory.lane(formOf(importHistory, text))).toBe('chat-42');
		expect(sequence?.position(formOf(importHistory, text))).toBe(1714564800250);
	});

	test('its newest message is not silent, unless the person says so; nothing else about it changes', () => {
		const silent = payloadOf(importHistory, text);
		expect(lastOf({})).toEqual({ ...silent, silent: false });
		expect(lastOf({ silent: false })).toEqual({ ...silent, silent: false });
		expect(lastOf({ silent: true })).toEqual(silent);
	});

	test('is counted', () => {
		expect(sequence?.summary(1, 1)).toBe('Imported 1 message of 1 chat');
		expect(sequence?.summary(12, 3)).toBe('Imported 12 messages of 3 chats');
	});
});
