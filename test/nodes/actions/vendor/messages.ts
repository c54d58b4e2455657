import { edit } from '../../../../nodes/AmoCrmChats/actions/message/edit.operation';
import { send } from '../../../../nodes/AmoCrmChats/actions/message/send.operation';
import type { FormValues } from '../form';
import { BOT, CHAT, CLIENT, contact, MANAGER, person, post, type VendorExample } from './example';

const RU_PROFILE = ['+79151112233', 'example.client@example.com'] as const;
const RU_NAME = 'Вася клиент';
const ruClient = person(CLIENT, RU_NAME, ...RU_PROFILE);

const toRuClient: FormValues = {
	conversationId: CHAT,
	receiverId: CLIENT,
	receiverName: RU_NAME,
	receiverDetails: contact(...RU_PROFILE),
};

export const messages: VendorExample[] = [
	{
		name: 'RU: from the client',
		operation: send,
		form: {
			conversationId: CHAT,
			senderId: CLIENT,
			senderName: RU_NAME,
			senderDetails: contact(...RU_PROFILE),
			text: 'Сообщение от клиента',
			options: { messageId: 'my_int-5f2836a8ca475', timestamp: 1639604761694 },
		},
		request: post({
			event_type: 'new_message',
			payload: {
				timestamp: 1639604761,
				msec_timestamp: 1639604761694,
				msgid: 'my_int-5f2836a8ca475',
				conversation_id: CHAT,
				sender: ruClient,
				message: { type: 'text', text: 'Сообщение от клиента' },
				silent: false,
			},
		}),
	},
	{
		name: 'RU: from a manager',
		operation: send,
		form: {
			...toRuClient,
			direction: 'fromManager',
			senderId: 'my_int-manager1_user_id',
			senderName: 'Имя менеджера',
			senderRefId: MANAGER,
			text: `Сообщение от менеджера ${MANAGER}`,
			options: { messageId: 'my_int-5f2836a8ca476', timestamp: 1639604903161 },
		},
		request: post({
			event_type: 'new_message',
			payload: {
				timestamp: 1639604903,
				msec_timestamp: 1639604903161,
				msgid: 'my_int-5f2836a8ca476',
				conversation_id: CHAT,
				sender: { id: 'my_int-manager1_user_id', name: 'Имя менеджера', ref_id: MANAGER },
				receiver: ruClient,
				message: { type: 'text', text: `Сообщение от менеджера ${MANAGER}` },
				silent: true,
			},
		}),
	},
	{
		name: "RU: from the channel's bot",
		operation: send,
		form: {
			...toRuClient,
			direction: 'fromBot',
			senderId: 'my_int-bot_user_id',
			senderName: 'Bot',
			text: `Сообщение от бота канала ${BOT}`,
			options: { messageId: 'my_int-5f2836a8ca477', timestamp: 1639605194102 },
		},
		request: post({
			event_type: 'new_message',
			payload: {
				timestamp: 1639605194,
				msec_timestamp: 1639605194102,
				msgid: 'my_int-5f2836a8ca477',
				conversation_id: CHAT,
				sender: { id: 'my_int-bot_user_id', name: 'Bot', ref_id: BOT },
				receiver: ruClient,
				message: { type: 'text', text: `Сообщение от бота канала ${BOT}` },
				silent: true,
			},
		}),
	},
	{
		name: 'RU: an edit',
		operation: edit,
		form: {
			conversationId: CHAT,
			externalMessageId: 'my_int-5f2836a8ca477',
			text: 'Отредактированная версия сообщения',
			options: { timestamp: 1639605194102 },
		},
		request: post({
			event_type: 'edit_message',
			payload: {
				timestamp: 1639605194,
				msec_timestamp: 1639605194102,
				msgid: 'my_int-5f2836a8ca477',
				conversation_id: CHAT,
				message: { type: 'text', text: 'Отредактированная версия сообщения' },
			},
		}),
	},
];
