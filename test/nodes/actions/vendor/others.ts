import { connect } from '../../../../nodes/AmoCrmChats/actions/channel/connect.operation';
import { disconnect } from '../../../../nodes/AmoCrmChats/actions/channel/disconnect.operation';
import { create } from '../../../../nodes/AmoCrmChats/actions/chat/create.operation';
import { getHistory } from '../../../../nodes/AmoCrmChats/actions/chat/getHistory.operation';
import { sendTyping } from '../../../../nodes/AmoCrmChats/actions/chat/sendTyping.operation';
import { updateStatus } from '../../../../nodes/AmoCrmChats/actions/message/updateStatus.operation';
import { add } from '../../../../nodes/AmoCrmChats/actions/reaction/add.operation';
import {
	ACCOUNT,
	CHANNEL,
	CLIENT,
	contact,
	person,
	post,
	SCOPE,
	type VendorExample,
} from './example';

const EMAIL = 'example.client@example.com';
const STATUS_MESSAGE = 'fbd27636-0c4b-11ea-8d71-362b9e155667';
const REACTION_CHAT = 'my_integration-8e3e7640-49af-4448-a2c6-d5a421f7f217';
const HISTORY_CHAT = '6cbab3d5-c4c1-46ff-b710-ad59ad10805f';

export const others: VendorExample[] = [
	{
		name: 'RU: connect',
		operation: connect,
		form: { title: 'ChatIntegration' },
		request: {
			method: 'POST',
			path: `/${CHANNEL}/connect`,
			body: { account_id: ACCOUNT, title: 'ChatIntegration', hook_api_version: 'v2' },
		},
	},
	{
		name: 'RU: disconnect',
		operation: disconnect,
		form: {},
		request: {
			method: 'DELETE',
			path: `/${CHANNEL}/disconnect`,
			body: { account_id: ACCOUNT },
		},
	},
	{
		name: 'RU: a new chat',
		operation: create,
		form: {
			conversationId: 'skc-8e3e7640-49af-4448-a2c6-d5a421f7f217',
			clientId: 'sk-1376265f-86df-4c49-a0c3-a4816df41af9',
			clientName: 'Example Client',
			clientDetails: contact('79151112233', EMAIL),
			options: { sourceId: 78001234567 },
		},
		request: post(
			{
				conversation_id: 'skc-8e3e7640-49af-4448-a2c6-d5a421f7f217',
				source: { external_id: '78001234567' },
				user: person(
					'sk-1376265f-86df-4c49-a0c3-a4816df41af9',
					'Example Client',
					'79151112233',
					EMAIL,
				),
			},
			'/chats',
		),
	},
	{
		name: 'RU: the status of a message',
		operation: updateStatus,
		form: {
			messageId: STATUS_MESSAGE,
			status: 'error',
			errorCode: 905,
			errorText: 'Error text',
			options: { bodyFormat: 'deliveryStatus' },
		},
		request: post(
			{ msgid: STATUS_MESSAGE, delivery_status: -1, error_code: 905, error: 'Error text' },
			`/${STATUS_MESSAGE}/delivery_status`,
		),
	},
	{
		name: 'RU: history',
		operation: getHistory,
		form: { conversationRefId: HISTORY_CHAT },
		request: {
			method: 'GET',
			path: `/${SCOPE}/chats/${HISTORY_CHAT}/history`,
			query: { limit: 50, offset: 0 },
		},
	},
	{
		name: 'RU: typing',
		operation: sendTyping,
		form: { conversationId: 'my_int-d5a421f7f218', senderId: CLIENT },
		request: post({ conversation_id: 'my_int-d5a421f7f218', sender: { id: CLIENT } }, '/typing'),
	},
	{
		name: 'RU and KR: a reaction',
		operation: add,
		form: {
			conversationId: REACTION_CHAT,
			externalMessageId: STATUS_MESSAGE,
			senderId: CLIENT,
			emoji: '😍',
		},
		request: post(
			{
				conversation_id: REACTION_CHAT,
				msgid: STATUS_MESSAGE,
				user: { id: CLIENT },
				type: 'react',
				emoji: '😍',
			},
			'/react',
		),
	},
];
