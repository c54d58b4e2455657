import type { Answer, Content, Outgoing } from '../../../nodes/AmoCrmChats/messengers/messenger.ts';
import { whatsApp } from '../../../nodes/AmoCrmChats/messengers/whatsApp.ts';

const nonce = '0371a0ff-2f4c-4d5e-8a6b-1c2d3e4f5a6b';
export const url = 'https://graph.facebook.com/v26.0/1060001/messages';
export const head = {
	messaging_product: 'whatsapp',
	recipient_type: 'individual',
	to: '15550100042',
};
export const mark = { biz_opaque_callback_data: nonce };

const outgoing = (more: Partial<Outgoing>): Outgoing => ({
	event: 'message',
	account: '1060001',
	chat: '15550100042',
	nonce,
	part: 0,
	...more,
});
export const say = (text: string): Content => ({ type: 'text', text });
export const link = (name: string) => `https://amojo.amocrm.ru/attachments/${name}`;
export const media = (name: string, more: object = {}) => ({
	from: { url: link(name) },
	name,
	...more,
});

export const write = (more: Partial<Outgoing>, answers: Answer[] = [], setup = {}) =>
	whatsApp.write(outgoing(more), setup, answers);
export const accepted = (id: string): Answer => ({
	status: 200,
	body: { messaging_product: 'whatsapp', contacts: [], messages: [{ id }] },
});

/** Every message that one event becomes. */
export function messagesOf(more: Partial<Outgoing>): unknown[] {
	const bodies: unknown[] = [];
	const answers: Answer[] = [];
	for (;;) {
		const step = write(more, answers);
		if (!('method' in step)) return bodies;
		const { messaging_product, recipient_type, to, biz_opaque_callback_data, ...message } =
			step.body ?? {};
		expect({ messaging_product, recipient_type, to, biz_opaque_callback_data }).toEqual({
			...head,
			...mark,
		});
		bodies.push(message);
		answers.push(accepted(`wamid.OUT${bodies.length}`));
	}
}
