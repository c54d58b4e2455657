import { sendTyping } from '../../../../nodes/AmoCrmChats/actions/chat/sendTyping.operation';
import { formOf, outputOf, refusalOf, requestOf, scopeId, type FormValues } from '../form';

const form: FormValues = { conversationId: 'chat-1', senderId: 42 };

test('names the chat and the client', () => {
	expect(requestOf(sendTyping, form)).toEqual({
		method: 'POST',
		path: `/${scopeId}/typing`,
		body: { conversation_id: 'chat-1', sender: { id: '42' } },
	});
});

test.each([
	[5, 5000],
	['2.5', 2500],
	[0.0014, 1],
	[3600, 3_600_000],
])('%j seconds are %d whole milliseconds', (duration, milliseconds) => {
	const { body } = requestOf(sendTyping, { ...form, options: { duration } });
	expect(body).toHaveProperty('duration_ms', milliseconds);
});

test.each<[FormValues, string]>([
	[{ conversationId: '' }, 'conversationId'],
	[{ senderId: '' }, 'senderId'],
	[{ options: { duration: 0 } }, 'options.duration'],
	[{ options: { duration: -1 } }, 'options.duration'],
	[{ options: { duration: 'long' } }, 'options.duration'],
])('%j is refused', (values, parameter) => {
	expect(refusalOf(sendTyping, { ...form, ...values }).parameter).toBe(parameter);
});

test('keeps its place among the requests of the chat', () => {
	expect(sendTyping.lane(formOf(sendTyping, form))).toBe('chat-1');
});

test('an empty answer is a success', () => {
	expect(outputOf(sendTyping, form, undefined)).toEqual({ success: true });
});
