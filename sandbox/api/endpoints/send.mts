import type { FastifyInstance } from 'fastify';

import type { Service } from '../../service.mts';
import { connectionOf } from '../gate.mts';
import { editMessage } from '../rules/editMessage.mts';
import { acceptMessage } from '../rules/newMessage.mts';
import { SendBody } from '../schemas/send.mts';

export function sendEndpoint(app: FastifyInstance, service: Service): void {
	app.post<{ Body: SendBody }>(
		'/:scopeId',
		{ config: { kind: 'send' }, schema: { body: SendBody } },
		async (request) => {
			const { body } = request;
			const connection = connectionOf(request);
			const isNew = body.event_type === 'new_message';
			const message = isNew
				? acceptMessage(service, connection, body.payload)
				: editMessage(service, connection, body.payload);
			return {
				new_message: {
					conversation_id: message.chatId,
					// An edit's answer names no sender, an incoming message's no receiver.
					...(isNew && { sender_id: message.senderId }),
					...(message.receiverId && { receiver_id: message.receiverId }),
					// The names are the reverse of the request's.
					msgid: message.id,
					ref_id: message.integrationId,
				},
			};
		},
	);
}
