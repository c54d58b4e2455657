import type { Answer, Outgoing } from '../../../nodes/AmoCrmChats/messengers/messenger.ts';
import { at, type JsonObject } from '../../../nodes/AmoCrmChats/shared/json.ts';
import { head, mark, messagesOf, say, url, write } from './whatsAppOutgoing.mts';

describe('whom it is for', () => {
	const bodyTo = (event: Partial<Outgoing>) => at(write({ content: say('Hi'), ...event }), 'body');

	test.each([
		['15550100042', { recipient_type: 'individual', to: '15550100042' }],
		['US.1349001', { recipient_type: 'individual', recipient: 'US.1349001' }],
		['US.ENT.118', { recipient_type: 'individual', recipient: 'US.ENT.118' }],
		['Y2FwaV9ncm91cDox', { recipient_type: 'group', to: 'Y2FwaV9ncm91cDox' }],
	])('%s', (chat, recipient) => {
		const text = { body: 'Hi', preview_url: true };
		expect(bodyTo({ chat })).toEqual({
			messaging_product: 'whatsapp',
			...recipient,
			type: 'text',
			text,
			...mark,
		});
	});

	test('a manager writes first by the phone, and learns which chat that is', () => {
		const first = { chat: undefined, phone: '+1 (555) 010-0042', content: say('Hi') };
		expect(bodyTo(first)).toMatchObject({ to: '15550100042' });
		const contact = { input: '15550100042', wa_id: '15550100042' };
		const told = (contacts: JsonObject[]) =>
			write(first, [{ status: 200, body: { contacts, messages: [{ id: 'wamid.OUT1' }] } }]);
		const sent = { status: 'sent', message: 'wamid.OUT1' };
		const account = '1060001';
		expect(told([contact])).toEqual({ ...sent, account, chat: '15550100042' });
		expect(told([{ ...contact, user_id: 'US.1' }])).toEqual({ ...sent, account, chat: 'US.1' });
		expect(told([])).toEqual(sent);
	});

	test('it takes a chat or a phone', () => {
		expect(write({ chat: undefined, content: say('Hi') })).toMatchObject({
			errorCode: 905,
			errorText: 'The chat has no WhatsApp number.',
		});
	});

	test('the number to write from comes with the event, or from the setup', () => {
		const event = { account: undefined, content: say('Hi') };
		const setup = { phoneNumberId: '77', graphUrl: 'https://graph.example/v27.0/' };
		expect(at(write(event, [], setup), 'url')).toBe('https://graph.example/v27.0/77/messages');
		expect(at(write({ content: say('Hi') }), 'url')).toBe(url);
		expect(write(event)).toEqual({
			status: 'error',
			errorCode: 902,
			errorText: 'Enter the Phone Number ID in the Bridge.',
		});
	});
});

describe('around a message', () => {
	test('it answers another one, of which contacts have several parts', () => {
		const context = { message_id: 'wamid.HBgL01' };
		for (const message of ['wamid.HBgL01', 'wamid.HBgL01/2']) {
			expect(messagesOf({ content: say('Yes'), target: { message } })).toEqual([
				{ type: 'text', text: { body: 'Yes', preview_url: true }, context },
			]);
		}
	});

	test.each([
		['👍', '👍'],
		[undefined, ''],
	])('a reaction: %s', (emoji, sent) => {
		const reaction = { event: 'reaction', emoji } as const;
		expect(write({ ...reaction, target: { message: 'wamid.HBgL01' } })).toEqual({
			method: 'POST',
			url,
			body: { ...head, type: 'reaction', reaction: { message_id: 'wamid.HBgL01', emoji: sent } },
		});
		expect(write(reaction)).toMatchObject({
			errorCode: 905,
			errorText: 'The message that is reacted to is not known.',
		});
	});

	test('typing shows below a message of the client', () => {
		expect(write({ event: 'typing', target: { message: 'wamid.HBgL01' } })).toEqual({
			method: 'POST',
			url,
			body: {
				messaging_product: 'whatsapp',
				status: 'read',
				message_id: 'wamid.HBgL01',
				typing_indicator: { type: 'text' },
			},
		});
		expect(write({ event: 'typing' })).toMatchObject({
			errorText: 'WhatsApp shows typing only below a message of the client.',
		});
		const done: Answer = { status: 200, body: { success: true } };
		expect(write({ event: 'typing', target: { message: 'x' } }, [done])).toEqual({
			status: 'sent',
		});
	});
});
