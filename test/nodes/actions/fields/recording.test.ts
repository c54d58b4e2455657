import { send } from '../../../../nodes/AmoCrmChats/actions/message/send.operation';
import type { MediaFile } from '../../../../nodes/AmoCrmChats/shared/mediaFile';
import { formOf, requestIn, type FormValues } from '../form';

const form: FormValues = {
	...{ direction: 'fromClient', conversationId: 'chat-1', senderId: 'client-1' },
	...{ senderName: 'Ann', messageType: 'voice', mediaSource: 'binary' },
};
const file = { url: 'https://n8n.example/1', name: 'v.ogg', size: 776 };

function payloadWith(known: Partial<MediaFile>, options = {}) {
	const parameters = formOf(send, { ...form, options });
	const request = requestIn(send.steps(parameters), { ...file, ...known });
	return request as unknown as { body: { payload: { msgid: string; message: object } } };
}

const messageWith = (...known: Parameters<typeof payloadWith>) =>
	payloadWith(...known).body.payload.message;
const idWith = (...known: Parameters<typeof payloadWith>) =>
	payloadWith(...known).body.payload.msgid;

test('what the file tells is its length, unless the form says another', () => {
	expect(messageWith({ duration: 3 })).toMatchObject({ media_duration: 3 });
	expect(messageWith({ duration: 3 }, { mediaDuration: 4 })).toMatchObject({ media_duration: 4 });
	expect(messageWith({ duration: 3 }, { mediaDuration: 0 })).toMatchObject({ media_duration: 0 });
	expect(messageWith({})).not.toHaveProperty('media_duration');
});

test('the message ID is the same whatever the file tells', () => {
	const [id] = [undefined, 3, 5].map((duration) => idWith({ duration }));
	expect(id).toMatch(/^[\da-f-]{36}$/);
	for (const duration of [undefined, 3, 5]) expect(idWith({ duration })).toBe(id);
	expect(idWith({ url: 'https://n8n.example/2' })).toBe(id);
});
