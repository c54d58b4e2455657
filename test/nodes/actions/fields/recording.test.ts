import { send } from '../../../../nodes/AmoCrmChats/actions/message/send.operation';
import type { MediaFile } from '../../../../nodes/AmoCrmChats/shared/mediaFile';
import { formOf, requestIn, type FormValues } from '../form';

const form: FormValues = {
	...{ direction: 'fromClient', conversationId: 'chat-1', senderId: 'client-1' },
	...{ senderName: 'Ann', messageType: 'voice', mediaSource: 'binary' },
};
const file = { url: 'https://n8n.example/1', name: 'v.ogg', size: 776, identity: 'the file' };

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

/** As they were before files were asked for their length: a run that is repeated after an update sends nothing twice. */
test.each([
	[{}, '2550e750-8bce-8636-a9b0-6808754dd4a7'],
	[{ mediaDuration: 4 }, '0a9f93a3-8035-8662-a1ae-2f80ebf58995'],
	[{ mediaDuration: 0 }, '3910e01a-e70b-8f6e-ae49-b47687827066'],
])('with %j the message ID is the same whatever the file tells', (options, id) => {
	for (const duration of [undefined, 3, 5]) expect(idWith({ duration }, options)).toBe(id);
	expect(idWith({ duration: 3, identity: 'another file' }, options)).not.toBe(id);
});
