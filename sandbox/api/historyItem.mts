import type { Service } from '../service.mts';
import type { Message } from '../state/model.mts';
import { personById } from './rules/people.mts';

/** A message as the history endpoint shows it. */
export function historyItem(service: Service, message: Message) {
	const { content, sentAt, scopeId, senderId, receiverId } = message;
	const describe = (id: string) => {
		const { clientId, name, avatar, phone, email } = personById(service, scopeId, id);
		return { id, name, client_id: clientId, avatar, phone, email };
	};
	return {
		timestamp: Math.floor(sentAt / 1000),
		msec_timestamp: sentAt,
		sender: describe(senderId),
		...(receiverId && { receiver: describe(receiverId) }),
		message: {
			id: message.id,
			client_id: message.integrationId,
			type: content.type,
			text: content.text ?? '',
			media: content.media ?? '',
			thumbnail: content.thumbnail ?? '',
			file_name: content.file_name ?? '',
			file_size: content.file_size ?? 0,
			media_group_id: content.media_group_id,
			location: content.location,
			contact: content.contact,
		},
	};
}
